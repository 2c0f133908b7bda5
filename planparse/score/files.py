"""Folders of gold and of parsed plans in, cases to score out.

Gold is `NAME.gold.json` with the plan beside it as `NAME.txt`, or `NAME/gold.json` beside `NAME/plan.*`. A parsed plan
is `NAME.json`. Where no plan stands beside the gold, its text is the one in the parsed plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planparse.codec import read_json
from planparse.errors import PlanparseError
from planparse.score.gold import Gold, load_gold

_SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class Case:
    """A plan to be scored; `prediction` is None where it was not parsed."""

    name: str
    gold: Gold
    prediction: dict[str, Any] | None


def cases(gold_dir: Path, pred_dir: Path) -> Iterator[Case]:
    """Every gold of a folder with its prediction, in the order of their names."""
    for folder in (gold_dir, pred_dir):
        if not folder.is_dir():
            raise PlanparseError("there is no such directory", str(folder), "give a directory")
    found = {path.name.removesuffix(_SUFFIX): path for path in gold_dir.glob(f"*{_SUFFIX}")}
    found |= {path.parent.name: path for path in gold_dir.glob("*/gold.json")}
    if not found:
        raise PlanparseError("there is no gold", str(gold_dir), "give a directory of NAME.gold.json or NAME/gold.json")
    for name, path in sorted(found.items()):
        prediction = _prediction(pred_dir / f"{name}.json")
        yield Case(name, _gold(path, _text(path, name, prediction)), prediction)


def _gold(path: Path, text: str) -> Gold:
    try:
        return load_gold(path, text)
    except (ValueError, AttributeError, TypeError) as error:
        raise PlanparseError(f"the gold cannot be read ({error})", str(path), "mend the file") from None


def _prediction(path: Path) -> dict[str, Any] | None:
    """A parsed plan, or None where there is none."""
    if not path.is_file():
        return None
    try:
        plan = read_json(path.read_bytes())
    except ValueError as error:
        raise PlanparseError(f"this is no JSON ({error})", str(path), "parse the plan again") from None
    if not isinstance(plan, dict) or not isinstance(plan.get("text"), str):
        raise PlanparseError("this is no plan JSON", str(path), "parse the plan again")
    return plan


def _text(path: Path, name: str, prediction: dict[str, Any] | None) -> str:
    """The plan's text: of the file beside the gold, else of the prediction."""
    beside = path.with_name(f"{name}.txt") if path.name.endswith(_SUFFIX) else path.with_name("plan.txt")
    if beside.is_file():
        return beside.read_text("utf-8-sig")
    return prediction["text"] if prediction else ""
