"""What does not add up: a Plan in, findings out. Checks change nothing; each family is one module."""

from __future__ import annotations

from planparse.checks.contradictions import contradictions
from planparse.checks.coverage import coverage
from planparse.checks.dates import dates
from planparse.checks.legibility import legibility
from planparse.checks.numbering import numbering
from planparse.checks.parts import parts
from planparse.checks.recognition import recognition
from planparse.checks.sums import sums
from planparse.model.plan import Check, Plan
from planparse.model.structure import Reading

CHECKS = (
    sums,             # 小计, 合计, 总计 and group sums against their rows
    parts,            # 106个，其中49个、20个、13个、13个
    dates,            # deadlines before the plan's date, out of line with their neighbours, back to front
    contradictions,   # one indicator, two values
    numbering,        # section numbers left out or given twice
    legibility,       # doubled pages, garbled characters, cells that could not be read
    recognition,      # characters of items that recognition is not sure of
    coverage,         # parts a plan should have and none was found of
)


def checks(reading: Reading, plan: Plan) -> list[Check]:
    """Findings in text order: sums, contradictory counts, dates and numbers out of order, doubled pages."""
    found = [finding for check in CHECKS for finding in check(reading, plan)]
    return sorted(found, key=lambda finding: (finding.spans[0] if finding.spans else (len(plan.text),), finding.code))
