"""A plan read from a scan in, findings out: the characters of its items that recognition is not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.model.plan import Check, Plan
from planparse.model.span import Span
from planparse.model.structure import Reading
from planparse.text.recognised import DOUBTFUL, tells

_AROUND = 6           # characters shown on each side


def recognition(reading: Reading, plan: Plan) -> Iterator[Check]:
    """One finding a stretch of doubtful characters: a warning where a figure is among them."""
    boxes = reading.document.boxes
    if boxes is None or boxes.confidences is None:
        return
    sure, text = boxes.confidences, plan.text
    lists = (plan.targets, plan.budget, plan.incentives, plan.deadlines, plan.responsibilities, plan.citations, plan.members)
    items = [item for found in lists for item in found if item.confidence is not None and item.confidence < DOUBTFUL]
    doubtful = sorted({at for item in items for at in range(item.span.start, item.span.end)
                       if sure[at] < DOUBTFUL and tells(text, at)})
    stretches: list[list[int]] = []
    for at in doubtful:
        if stretches and at == stretches[-1][-1] + 1:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    for places in stretches:
        span = Span(places[0], places[-1] + 1)
        least = min(sure[at] for at in places)
        ids = [item.id for item in items if item.span.start < span.end and span.start < item.span.end]
        around = "".join(text[max(span.start - _AROUND, 0):span.end + _AROUND].split())
        yield Check(code="ocr-uncertain", severity="warning" if any(text[at].isdigit() for at in places) else "info",
                    message=f"“{around}”中的“{text[span.start:span.end]}”识别把握只有{least:.2f}（{'、'.join(ids)}），请对照原件。",
                    spans=[span], expected=None, found=text[span.start:span.end])
