"""Score planparse on the marked sentences in corpus/sentences: one construction of plans a case.

corpus/sentences/README.md explains the marks. `open.txt` there lists the cases that are known to fail.

    python scripts/score_sentences.py                print precision, recall and full F1 by theme and kind
    python scripts/score_sentences.py --errors       print each miss, too (a theme or case ids may follow)
    python scripts/score_sentences.py --write-open   print, then write corpus/sentences/open.txt anew
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import planparse
from planparse.codec import encode
from planparse.score import Gold, PlanScore, score_plan, total
from planparse.score.compare import COMPARE
from planparse.score.flat import Place, normal, offsets, overlap, squeeze
from planparse.score.gold import KINDS, Placed, Values
from planparse.score.judge import Miss
from planparse.score.report import brief
from planparse.score.tally import Tally

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "corpus" / "sentences"
OPEN = FOLDER / "open.txt"
JUDGED = ("targets", "budget", "incentives", "deadlines", "responsibilities")
LOOSE = {"target": "targets", "budget": "budget", "incentive": "incentives", "deadline": "deadlines",
         "duty": "responsibilities"}
SIGNS = {"≥": "ge", "≤": "le", "≈": "approx"}
PERIODS = {"day", "week", "month", "quarter", "half-year", "year"}
LENGTHS = {"year": "P{}Y", "month": "P{}M", "day": "P{}D", "hour": "PT{}H"}

_TASKS = "¶二、重点任务¶（一）抓好重点工作¶{}¶三、保障措施¶（一）加强组织领导¶强化统筹协调，形成工作合力。"
_OPENING = "¶一、总体要求¶立足本地实际，分步推进各项工作。"
_COUNTY = "岚溪县推进农业农村现代化实施方案"
FRAMES = {
    "县": _COUNTY + _OPENING + _TASKS,
    "市": "沧屿市促进产业高质量发展工作方案" + _OPENING + _TASKS,
    "省": "泷东省推动绿色低碳发展行动方案" + _OPENING + _TASKS,
    "措施": "岚溪县促进产业发展若干措施¶为推动产业发展，结合实际，制定本措施。¶一、支持政策¶（一）强化政策支持¶{}",
    "通知": f"岚溪县人民政府办公室关于印发《{_COUNTY}》的通知¶各乡镇人民政府、街道办事处，县政府各部门：¶"
            f"现将《{_COUNTY}》印发给你们，请认真贯彻执行。¶岚溪县人民政府办公室¶2023年3月15日¶"
            + _COUNTY + _OPENING + _TASKS,
    "全文": "{}",
}

_CASE = re.compile(r"(?P<id>\S+) \[(?P<frame>\w+)\] (?P<sentence>.+)")
_HEAD = re.compile(r"(?P<kinds>[a-z~]+) (?P<numbers>\S+)(?: (?P<units>(?!per )\S+))?(?: per (?P<per>.+))?")
_NUMBER = re.compile(r"(?P<sign>[≥≤≈]?)(?P<low>\d+(?:\.\d+)?)(?:–(?P<high>\d+(?:\.\d+)?))?")
_LENGTH = re.compile(r"(?P<count>\d+) (?P<unit>year|month|day|hour)s?")
_DAY = r"\d{4}-\d\d-\d\d"


class MarkError(ValueError):
    """A mark or a line that cannot be read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place: the kind of item and its acceptable readings; of a loose mark the kinds that may stand there."""

    at: Place
    kind: str
    readings: tuple[Values, ...] = ()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A case: the whole text with its frame, where the case's own words stand in it, and the marks."""

    id: str
    text: str
    own: Place
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A case with its score."""

    sentence: Sentence
    score: PlanScore


# --- reading

def load(folder: Path = FOLDER) -> Iterator[Sentence]:
    """Every case of a folder, theme by theme."""
    for path in sorted(folder.glob("*.txt")):
        if path.name == OPEN.name:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    yield read_case(line)
                except MarkError as error:
                    raise MarkError(f"{path.name} line {number}: {error}") from None


def read_case(line: str) -> Sentence:
    """One line: `id [frame] marked sentence`; ¶ begins a paragraph."""
    found = _CASE.fullmatch(line.rstrip())
    if not found or found["frame"] not in FRAMES:
        raise MarkError(f"want: id [{'|'.join(FRAMES)}] sentence")
    before, _, behind = FRAMES[found["frame"]].partition("{}")
    words, marks = read_marks(found["sentence"])
    text = before + words + behind
    shift = len(before)
    return Sentence(found["id"], text.replace("¶", "\n"), (shift, shift + len(words)),
                    tuple(replace(mark, at=(mark.at[0] + shift, mark.at[1] + shift)) for mark in marks))


def read_marks(source: str) -> tuple[str, list[Mark]]:
    """A sentence with ⟦words = reading⟧ in it in, clean words and marks out; marks may hold marks.

    >>> read_marks("建成⟦3座 = goal 3 座 | 水厂⟧。")[0]
    '建成3座。'
    """
    words, marks, starts = "", [], []
    for piece in re.split(r"(⟦| = [^⟦⟧]*⟧)", source):
        if piece == "⟦":
            starts.append(len(words))
        elif piece.startswith(" = ") and piece.endswith("⟧"):
            if not starts or starts[-1] == len(words):
                raise MarkError(f"no words in front of{piece}")
            marks.append(read_mark((starts.pop(), len(words)), piece[3:-1].strip()))
        else:
            words += piece
    if starts or "⟧" in words or " = " in words:
        raise MarkError("a mark without an end")
    return words, sorted(marks, key=lambda mark: mark.at)


def read_mark(at: Place, reading: str) -> Mark:
    """What stands behind the equals sign."""
    first, *fields = (part.strip() for part in reading.split(" | "))
    word, _, rest = first.partition(" ")
    if reading == "anything":
        return Mark(at, "", loose=frozenset(JUDGED))
    if word == "maybe":
        return Mark(at, "", loose=frozenset(LOOSE[_known(one, LOOSE)] for one in rest.split("~")))
    if word in ("label", "narrative"):
        return Mark(at, "responsibilities", ({"cue": word, "units": list(_units([rest, *fields]))},))
    if word in ("by", "during", "within"):
        return Mark(at, "deadlines", tuple(_deadline(one) for one in reading.split(" ~ ")))
    if not 1 <= len(fields) <= (1 if word == "incentive" else 2):
        raise MarkError(f"too few or too many parts: {reading!r}")
    if word == "budget":
        return Mark(at, "budget", tuple(_budget(rest, *fields)))
    if word == "incentive":
        return Mark(at, "incentives", (_incentive(rest, *fields),))
    return Mark(at, "targets", tuple(_target(first, *fields)))


def _known(word: str, words: Any) -> str:
    if word not in words:
        raise MarkError(f"{word!r} is none of {', '.join(words)}")
    return word


def _number(written: str) -> Values:
    """≥300 → ge 300; 2–3 → range; a bare number → eq."""
    found = _NUMBER.fullmatch(written)
    if not found:
        raise MarkError(f"no number: {written!r}")
    comparator = "range" if found["high"] else SIGNS.get(found["sign"], "eq")
    return {"cmp": comparator, "value": float(found["low"]), "value_max": float(found["high"]) if found["high"] else None}


def _target(head: str, indicator: str, due: str = "") -> Iterator[Values]:
    """`goal ≥300000 亩 | indicator~other | 2025-12-31`, once for each kind, number and unit that will do."""
    found = _HEAD.fullmatch(head)
    if not found:
        raise MarkError(f"no target: {head!r}")
    units = [None if unit == "-" else unit for unit in (found["units"] or "-").split("~")]
    days = [None if day == "none" else day for day in due.split("~")] if due else []
    if not all(day is None or re.fullmatch(_DAY, day) for day in days):
        raise MarkError(f"no day: {due!r}")
    for kind, number, unit in itertools.product(found["kinds"].split("~"), found["numbers"].split("~"), units):
        _known(kind, ("goal", "growth", "standard", "limit", "frequency"))
        yield {**_number(number), "unit": unit, "kind": "goal" if kind == "growth" else kind, "growth": kind == "growth",
               "per": _per(found["per"]) if kind == "frequency" else None, "indicator": indicator.split("~"), "by": days}


def _per(written: str | None) -> str:
    if written is None:
        raise MarkError("a frequency wants its period: per week")
    length = _LENGTH.fullmatch(written)
    if length:
        return LENGTHS[length["unit"]].format(length["count"])
    return _known(written, PERIODS).replace("-", "_")


def _budget(head: str, purpose: str, source: str = "") -> Iterator[Values]:
    """`budget total 60000000 | purpose | central`; without a role it is an item."""
    roles, _, amount = head.rpartition(" ")
    for role in (roles or "item").split("~"):
        yield {"amount_yuan": _number(amount)["value"], "purpose": purpose.split("~"),
               "role": _known(role, ("item", "subtotal", "total")), "source": source or None}


def _incentive(head: str, condition: str) -> Values:
    """`incentive ≤20000 | condition`, `incentive 30% | condition`: ≤ stands for a ceiling."""
    number = _number(head.removesuffix("%"))
    rate = head.endswith("%")
    return {"amount_yuan": None if rate else number["value"], "rate": number["value"] if rate else None,
            "cap": number["cmp"] == "le", "condition": condition.split("~")}


def _deadline(written: str) -> Values:
    """`by 2025-12-31`, `by` (each year), `during 2024-01-01..`, `within 3 years`."""
    relation, _, rest = written.partition(" ")
    start = end = duration = None
    if relation == "within":
        length = _LENGTH.fullmatch(rest)
        if not length:
            raise MarkError(f"no length of time: {rest!r}")
        duration = LENGTHS[length["unit"]].format(length["count"])
    elif relation == "during" and re.fullmatch(rf"({_DAY})?\.\.({_DAY})?", rest):
        first, _, last = rest.partition("..")
        start, end = first or None, last or None
    elif relation == "by" and (not rest or re.fullmatch(_DAY, rest)):
        end = rest or None
    else:
        raise MarkError(f"no deadline: {written!r}")
    return {"start": start, "end": end, "relation": relation, "duration": duration}


def _units(groups: list[str]) -> Iterator[Values]:
    """`lead 县水利局 | support 县财政局, 县公安局`; without lead or support there is no role."""
    for group in groups:
        role, _, names = group.rpartition(" ") if ", " not in group else group.partition(" ")
        if role not in ("lead", "support"):
            role, names = "", group
        for name in names.split(", "):
            if not name or " " in name:
                raise MarkError(f"no unit: {group!r}")
            yield {"name": name, "role": role or None}


# --- scoring

def score(sentence: Sentence) -> Result:
    """Parse a case and judge what was found inside its own words."""
    plan = json.loads(encode(planparse.parse_text(sentence.text)))
    before = offsets(plan["text"])
    flat = offsets(sentence.text)
    marks = [replace(mark, at=(flat[mark.at[0]], flat[mark.at[1]])) for mark in sentence.marks]
    own = flat[sentence.own[0]], flat[sentence.own[1]]
    found: dict[str, list[Placed]] = {}
    for kind in KINDS:
        found[kind] = []
        for item in plan.get(kind) or [] if kind in JUDGED else []:
            start, end = (item.get("spans") or [item.get("span")])[0]
            placed = Placed(item, ((before[start], before[end]),))
            if overlap(placed.at, own) and not _excused(kind, placed.at, marks):
                found[kind].append(placed)
    golds: dict[str, list[Placed]] = {kind: [] for kind in KINDS}
    for mark in marks:
        if mark.kind:
            golds[mark.kind].append(Placed(_closest(mark, found[mark.kind]), (mark.at,)))
    kept = {"text": plan["text"], **{kind: [item.values for item in items] for kind, items in found.items()}}
    result = Result(sentence, score_plan(kept, Gold(squeeze(sentence.text), {}, golds)))
    result.score.misses += _details(golds, found)
    return result


def _excused(kind: str, at: Place, marks: list[Mark]) -> bool:
    """Whether it stands where such an item may be found or not, and nowhere where one must be found."""
    return (any(overlap(at, mark.at) for mark in marks if kind in mark.loose)
            and not any(overlap(at, mark.at) for mark in marks if mark.kind == kind))


def _closest(mark: Mark, found: list[Placed]) -> Values:
    """Of several acceptable readings the one that agrees best with what was found there."""
    if mark.kind not in COMPARE or len(mark.readings) == 1:
        return mark.readings[0]
    near = [item.values for item in found if overlap(item.at, mark.at)]

    def agreement(reading: Values) -> int:
        verdicts = [COMPARE[mark.kind](values, reading) for values in near]
        return max((10 * one.full + 5 * one.value + sum(one.parts.values()) for one in verdicts), default=0)

    return max(mark.readings, key=agreement)


def _details(golds: dict[str, list[Placed]], found: dict[str, list[Placed]]) -> Iterator[Miss]:
    """What the score leaves out: the source of money, and whether a statement is a label."""
    for kind, name in (("budget", "source"), ("responsibilities", "cue")):
        for gold in golds[kind]:
            wanted = gold.values.get(name)
            near = [item for item in found[kind] if overlap(item.at, gold.at)]
            if wanted and near and not any(_says(item.values.get(name), wanted) for item in near):
                yield Miss(kind, f"wrong {name}", gold, near[0])


def _says(got: Any, wanted: str) -> bool:
    return (got == "narrative") == (wanted == "narrative") if wanted in ("label", "narrative") else normal(got) == wanted


# --- printing

def table(results: list[Result]) -> Iterator[str]:
    """Precision, recall and full F1 by theme and kind."""
    themes: dict[str, list[Result]] = {}
    for result in results:
        themes.setdefault(result.sentence.id.partition("/")[0], []).append(result)
    yield f"{'marked sentences':38}{'gold':>6}{'pred':>6}{'prec':>8}{'recall':>8}{'full F1':>9}"
    for theme, of_theme in [*themes.items(), ("ALL", results)]:
        whole = total(result.score.table for result in of_theme)
        good = sum(not result.score.misses for result in of_theme)
        yield f"{theme}: {good} of {len(of_theme)} cases fully right"
        yield from (_row(kind, whole[kind]) for kind in JUDGED if whole[kind].gold or whole[kind].found)


def _row(kind: str, tally: Tally) -> str:
    row = tally.row()
    cells = "".join("-".rjust(width) if (share := row.get(name)) is None else f"{share:{width}.3f}"
                    for name, width in (("precision", 8), ("recall", 8), ("full", 9)))
    return f"  {kind:36}{tally.gold:6}{tally.found:6}{cells}"


def misses(result: Result) -> Iterator[str]:
    """A case that failed: its words, what was wanted and what was found."""
    start, end = result.sentence.own
    yield f"{result.sentence.id} {result.sentence.text[start:end]}".replace("\n", "¶")
    for miss in result.score.misses:
        yield f"    {miss.kind} {miss.what}"
        yield f"      want {brief(miss.gold)}".rstrip()
        yield f"      got  {brief(miss.found)}".rstrip()


def known() -> list[str]:
    """The ids in open.txt."""
    return [line for line in OPEN.read_text("utf-8").split("\n") if line and not line.startswith("#")]


def main() -> int:
    """Score, print, and write the list of open cases where that is asked for."""
    asked = [word for word in sys.argv[1:] if not word.startswith("--")]
    results = [score(one) for one in load() if not asked or any(one.id.startswith(word) for word in asked)]
    failed = [result for result in results if result.score.misses]
    if "--errors" in sys.argv:
        for result in failed:
            print("\n".join(misses(result)))
    print("\n".join(table(results)))
    if "--write-open" in sys.argv and not asked:
        OPEN.write_text("# Cases that planparse does not read fully right yet; written by scripts/score_sentences.py --write-open.\n"
                        + "".join(f"{result.sentence.id}\n" for result in failed), "utf-8")
        print(f"written: {OPEN.relative_to(ROOT)}, {len(failed)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
