"""What money and percentages are: a quantity in its words in, paid, allotted, a condition of payment or a goal out.

The questions of QUESTIONS are asked in order; the first that knows an answer decides, and its name goes into the
item's rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from planparse.assemble.said import REACH, Said
from planparse.extract import cue

#: The answer of a question that says: this figure binds nobody.
NOTHING = ""
_EACH = re.compile("/[个家人户亩名项台辆村]")
Answer = str | None


def money_role(words: Said) -> tuple[str, str]:
    """The role (`incentive`, `budget`, `target` or NOTHING) and the name of the question that gave it."""
    for question in QUESTIONS:
        if (answer := question(words)) is not None:
            return answer, question.__name__.strip("_").replace("_", "-")
    return "target", "goal"


def _allotted_now(words: Said) -> Answer:
    """共安排60万元; 资金安排如下：农田建设800万元；…."""
    if not _money(words):
        return None
    return "budget" if cue.ALLOT_LIST.search(words.before) or cue.ALLOT_NOW.search(words.before) else None


def _moved_by_it(words: Said) -> Answer:
    """撬动银行贷款5亿元 is a goal; so is money sought above, unless the whole funding is told (其中争取上级补助)."""
    if not _money(words):
        return None
    if cue.LEVERAGE.search(words.near):
        return "target"
    if cue.SOUGHT.search(words.near):
        return "budget" if cue.WHOLE.search(words.before) else "target"
    return None


def _cap_of_payment(words: Said) -> Answer:
    """补贴资金总额不超过20万元, 每人每月500元."""
    one = words.one
    if not _money(words):
        return None
    if one.comparator == "le" and cue.CAPPED.search(words.before):
        return "incentive"
    by_head = cue.BY_HEAD.search(words.text[words.clause:one.number_start])
    return "incentive" if by_head and one.comparator == "eq" else None


def _paid_themselves(words: Said) -> Answer:
    """保费补贴80%,农户自缴20%: no payment of the plan."""
    return NOTHING if cue.PAID_THEMSELVES.search(words.near) else None


def _unit_of_payment(words: Said) -> Answer:
    """每出口1美元给予0.02元: the 1美元 is what the payment is reckoned by."""
    return NOTHING if cue.EACH_MORE.search(words.before) and cue.PAY.search(words.behind) else None


def _in_bracket(words: Said) -> Answer:
    """数字乡村平台建设（200万元）."""
    closed = words.before.endswith("(") and words.behind.startswith(")")
    return "budget" if _money(words) and closed and cue.WORK_END.search(words.before) else None


def _who_is_paid(words: Said) -> Answer:
    """对营业收入2000万元以上的企业，给予…: the figure tells who is paid."""
    one = words.one
    if cue.BELOW.search(words.before) and words.behind.startswith("的"):
        return NOTHING                            # 核定补助额不足10万元的，一次性拨付
    if one.comparator not in ("ge", "le") or not words.behind.startswith(("的", "、")) or cue.OF_RATE.match(words.behind):
        return None
    if cue.TO_WHOM.search(words.before) is None or cue.PAY.search(words.near):
        return None
    if cue.TO_WHOM.search(words.near) and cue.SORT_OF_PAYEE.match(words.behind):
        return NOTHING
    return NOTHING if cue.PAY_STRONG.search(words.text, one.end, min(words.sentence[1], one.end + REACH)) else None


def _funded(words: Said) -> Answer:
    """A payer in front (县财政配套), or a fund set up with the money (设立总规模20亿元的基金)."""
    one, text = words.one, words.text
    if _money(words) and cue.RAISED.match(words.behind):
        return "budget"
    if not _money(words) or cue.PAY_VERB.search(words.near):
        return None
    if cue.FUNDED.search(words.near) or cue.FUNDED.search(text[words.clause:one.start]):
        return "budget"
    return "budget" if cue.SET_UP.search(words.near) and cue.FUND_BEHIND.match(words.behind) else None


def _loan_ceiling(words: Said) -> Answer:
    """单户额度最高3000万元, 5万元以内的小额信贷."""
    one = words.one
    if not _money(words) or (cue.TO_WHOM.search(words.before) and not cue.LENT.search(words.near)):
        return None
    if one.comparator == "le" and cue.LOAN_BEHIND.match(words.behind):
        return "incentive"
    capped = cue.CEILING.search(words.text[words.clause:one.number_start])
    return "incentive" if capped and cue.LOAN.search(words.before) else None


def _threshold(words: Said) -> Answer:
    """年营业额超过30万元，补助2万元: the first figure is the condition of the second."""
    one, text = words.one, words.text
    if cue.ONE_BY_ONE.match(words.behind):
        return NOTHING
    if words.near.endswith("满") and _money(words) and cue.PAY.match(words.behind):
        return NOTHING                            # 满300元立减100元
    if cue.PAY.search(words.near) or not cue.THRESHOLD.search(words.near[-16:]):
        return None
    pay = cue.PAY.search(text, one.end, min(words.sentence[1], one.end + REACH))
    if pay is None or (_paid_behind(words) and not cue.FIGURE.match(text, pay.end())):
        return None
    says_who = one.comparator != "eq" or "的" in text[one.end:pay.start()] or words.before[-1:] in tuple("达到满在过")
    return NOTHING if says_who else None


def _paid(words: Said) -> Answer:
    """给予一次性奖励5万元, 按投资额的10%给予补助."""
    pays = list(cue.PAY.finditer(words.before))
    paid_behind = _paid_behind(words)
    if pays and _still_paying(words.before[pays[-1].end():]):
        fund = _money(words) and cue.ALLOT_BEHIND.match(words.behind) and not paid_behind
        if not fund or "奖励" in words.before[-8:] or cue.GIVEN_TO.search(words.before):
            return "incentive"
    capped = words.one.comparator == "le" and cue.ALLOT_VERB.search(words.near) is None      # 可申领最高6万元补助
    allotted = _money(words) and not capped and _allots(words)
    return "incentive" if paid_behind and not allotted else None


def _for_each(words: Said) -> Answer:
    """获批省级中心的，资助50万元；市级中心，10万元/个: so much for each, in a sentence that pays."""
    each = words.text[words.one.end - 2:words.one.end + 2]
    return "incentive" if _money(words) and _EACH.search(each) and cue.PAY_STRONG.search(words.before) else None


def _allotted(words: Said) -> Answer:
    """总投资2412.5万元, 500万元专项资金."""
    if words.one.comparator != "eq" and cue.OF_THIS_SIZE.match(words.behind):
        return None                               # 实施投资亿元以上项目60个
    if _money(words) and (cue.ALLOT_BEHIND.match(words.behind) or _allots(words)):
        return "budget"
    return None


def _condition(words: Said) -> Answer:
    """A figure with 的 or a comma between it and the payment verb: it says who is paid."""
    pay = cue.PAY.search(words.behind)
    if pay is None or cue.GROWTH.search(words.near):
        return None
    return NOTHING if "的" in words.behind[:pay.start()] or "," in words.behind[:pay.start()] else None


QUESTIONS: tuple[Callable[[Said], Answer], ...] = (
    _paid_themselves, _allotted_now, _moved_by_it, _cap_of_payment, _unit_of_payment, _in_bracket, _who_is_paid, _funded, _loan_ceiling,
    _threshold, _paid, _for_each, _allotted, _condition)


def _money(words: Said) -> bool:
    return words.measure == "money"


def _allots(words: Said) -> bool:
    return cue.ALLOT.search(words.before) is not None and cue.OUTCOME.search(words.before) is None


def _paid_behind(words: Said) -> bool:
    return cue.PAY_BEHIND.match(words.behind[:40]) is not None


def _still_paying(between: str) -> bool:
    """Whether the words behind a payment verb still speak of the payment: no new payee or threshold opened."""
    if any(mark in between for mark in ("对", ";")) or len(between) > 60:
        return False
    clause = max(between.rfind(mark) for mark in ",:(") + 1
    return clause == 0 or cue.PAY_GOES_ON.fullmatch(between, clause) is not None
