"""Terms in the flow that count from an event or run for a time in, periods with their duration out.

>>> [(one.relation, one.duration) for one in terms("收到通知之日起30日内整改,连续三年,公示7天,每月10日前报送。")]
[('by', None), ('within', 'P30D'), ('within', 'P3Y'), ('within', 'P7D')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.model.mention import Period
from planparse.text.numerals import numeral

_DAY = r"3[01]|[12]\d|0?[1-9]"
_NUM = r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?|(?<![一二两三四五六七八九十])[一二两三四五六七八九十半]{1,6}"
_WITHIN = re.compile(
    rf"(?P<n>{_NUM})(?:个)?(?P<u>工作日|自然日|日历天|小时|日|天|周|星期|季度|月|年(?:度(?=内))?)(?P<in>(?:之|以)?内)"
    rf"|(?P<cue>(?:(?<=[中、,])|(?<=给予|企业|项目|主体|机构|单位|团队))[前后](?=[一两二三四五\d]年\d)|最长(?:不超过|为|补贴|补助|支持)?|试行期?|暂定|给予|经过|通过(?=[^,。;\n]{{1,3}}年(?:左右)?的?(?:时间|努力|治理|整治|攻坚|建设|创建|培育|发展))|连续(?:发放|支持|补助|补贴|"
    rf"奖励|扶持|给予)?(?:不超过|最多)?|分|利用(?:\d[-~至到])?|历时|用(?:\d[-~至到])?|(?:公示|公告)(?:期|时间)?(?:为|不少于|不得少于|"
    rf"不低于)?|有效期(?:为|是)?|为期|期限(?:为|是|不超过|最长为?)?|"
    rf"(?:贴息|补贴|补助|支持|扶持|资助)(?:期限?|时间|年限)(?:为|最长)?(?:不超过|不得超过|"
    rf"最长)?)(?P<n2>{_NUM})(?:个)?(?P<u2>工作日|日|天|周|月|年)"
    r"(?!度|级|期|后|前|以上|以来|[-~至到一二两三四五六七八九十])")
_EVENT = re.compile(r"(?:之日起|之日后|之后|以后|后|起|之日)(?:的)?(?:第)?$")
_EVENT_OPENS = re.compile(r"(?:应当?|须|必须|需|要|可以?|并|原则上)?(?:在|于|自|从)(?=[^在于自从]*$)|[,。;:、\n(]")
_NO_DEADLINE = re.compile(
    r"(?:无|未|没有|曾|发生|累计(?!投放|建设|建成|完成|培训|新增|实现|发放|改造|支持|安排|投入|培育|引进)|平均|"
    r"连续(?!推进|实施|开展))")
_CONDITION = re.compile(r"(?:(?!给予|奖|补|资助)[^,。;:、\n]){2,30}的(?=[,。;:、\n]|给予|一次性|每)")
#: 办结时间压缩至4小时以内: a property of a service, not a deadline.
_PROPERTY = re.compile(r"(?:压缩|控制|缩短|压减|降低?|减少)(?:至|到|在)?$|(?:时间|时长|时效)(?:不超过|为|在|控制在)?$")
#: 连续两年考核不合格的: a condition.
_ELIGIBLE = re.compile(
    r"(?:达到?|不?合格|考核|增长|盈利|亏损|获|被|未|纳税|保持|就业|缴|超过?|排名|位居|下降|零)[^,。;\n]{0,20}(?:的|且|,)")
_SINCE_EVENT = re.compile(r"(?:毕业|离校|成立|注册|登记|退役|落户)(?:时间)?(?:在|不超过)?$")
_UNITS = {"工作日": "D", "自然日": "D", "日历天": "D", "日": "D", "天": "D", "周": "W", "星期": "W", "月": "M", "年": "Y", "年度": "Y"}
#: 每月10日前, 每月前10个工作日内: a day of every month.
_MONTHLY = re.compile(
    rf"次月(?:(?:{_DAY})[日号]|[上中]旬|[底末])?(?:之|以)?前|每(?:月|季度|季|年)(?:首月|末月|第[一二三]个?月)?(?:的)?(?P<d>{_DAY})[日号](?:之|以)?前|每(?:月|季度|季|年)(?:度)?[末底](?:之|以)?前"
    rf"|每(?:月|季度|季|年)(?:度)?(?:的)?前(?P<n>{_NUM})个?(?P<u>工作日|日|天)内?")
#: 三年盘活8000亩: a term in front of what it is for.
_TERM = re.compile(
    r"[,;。、:](?P<n>[一二两三四五六])年(?=(?:内)?(?:盘活|建成|完成|新增|培育|引进|建设|累计|实现|打造|改造|"
    r"投入|培训)[^,。;]{0,16}\d)")


def terms(text: str) -> Iterator[Period]:
    """收到通知之日起30日内, 7个工作日内, 连续三年, 公示7天, 每月10日前."""
    for match in _MONTHLY.finditer(text):
        if not match["n"]:
            yield Period(*match.span(), "period/every-by", None, None, "by", None)
        else:
            yield Period(*match.span(), "period/every-within", None, None, "within", _duration(match["n"], match["u"]))
    for match in _TERM.finditer(text):
        yield Period(match.start("n"), match.end(), "period/term", None, None, "within", _duration(match["n"], "年"))
    for match in _WITHIN.finditer(text):
        duration = _duration(match["n"] or match["n2"], match["u"] or match["u2"])
        if duration is None or len(duration) > 5:     # 期限为2023年 names a year
            continue
        start = match.start()
        if (match["cue"] or "").startswith("连续") and _ELIGIBLE.match(text, match.end()):
            continue
        if match["in"]:
            clause = text[max(0, start - 40):start]
            if clause[-1:] in ("近", "前", "第", "年", "每", "满") or _SINCE_EVENT.search(clause) or _NO_DEADLINE.match(text, match.end()):
                continue
            if _CONDITION.match(text, match.end()) or _PROPERTY.search(clause):
                continue
            if (event := _EVENT.search(clause)) and event.start() > 0:
                opens = [one.end() for one in _EVENT_OPENS.finditer(clause, 0, event.start())]
                start += (opens[-1] if opens else 0) - len(clause)
        yield Period(start, match.end(), "period/within" if match["in"] else "period/for", None, None, "within", duration)


def _duration(count: str, unit: str) -> str | None:
    """ISO 8601: 三年 → P3Y, 5个工作日 → P5D, 半年 → P6M, 24小时 → PT24H."""
    if count == "半" and unit == "年":
        return "P6M"
    value = numeral(count)
    if value is None:
        return None
    if unit == "季度":
        return f"P{value * 3}M"
    return f"PT{value}H" if unit == "小时" else f"P{value}{_UNITS[unit]}"
