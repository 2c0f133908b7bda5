"""A Plan in, what a run report tells of it out: its format, size, what was found, and what looks odd."""

from __future__ import annotations

from typing import Any

from planparse.model.plan import Plan

ODD_ENCODINGS_ARE_NOT = frozenset((None, "utf-8", "gb18030"))
_LEAST = 800                    # characters: shorter texts are pieces of a plan
_LOW = 50                       # percent of the text that stands under headings
_TOLD = ("no-sections", "no-targets", "not-chinese", "garbled-text")


def facts_of(plan: Plan) -> dict[str, Any]:
    """Facts in a fixed order; `odd` holds codes that `summary` explains."""
    covered = coverage(plan)
    return {"reader": plan.source.reader, "encoding": plan.source.encoding, "pages": plan.source.pages,
            "characters": len(plan.text), "title": plan.metadata.title.value or plan.metadata.notice_title.value,
            "sections": len(plan.sections), "targets": len(plan.targets), "budget": len(plan.budget),
            "checks": len(plan.checks), "coverage": covered, "odd": _odd(plan, covered)}


def coverage(plan: Plan) -> int:
    """Percent of the text's characters (white space apart) that stand in a section."""
    whole = len("".join(plan.text.split()))
    held, behind = 0, 0
    for start, end in sorted((part.span.start, part.span.end) for part in plan.sections):
        if end > behind:
            held += len("".join(plan.text[max(start, behind):end].split()))
            behind = end
    return 100 * held // whole if whole else 0


def _odd(plan: Plan, covered: int) -> list[str]:
    codes = {check.code for check in plan.checks}
    odd = [code for code in _TOLD if code in codes]
    if plan.sections and covered < _LOW and len(plan.text) >= _LEAST:
        odd.append("low-coverage")
    if plan.source.encoding not in ODD_ENCODINGS_ARE_NOT:
        odd.append("odd-encoding")
    if plan.source.reader == "ocr" or any(code.startswith("ocr") for code in codes):
        odd.append("recognised")
    if any(check.severity == "error" for check in plan.checks):
        odd.append("errors-found")
    return odd
