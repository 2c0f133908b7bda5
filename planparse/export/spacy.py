"""A spaCy Doc in, the same Doc with the plan's items in `doc.spans` out; or Plans in, Docs and a DocBin out.

Installed with the extra `spacy`, the pipe `planparse` needs no import of its own:

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> pipe = nlp.add_pipe("planparse")
>>> doc = nlp("到2025年底，全县建成村播服务站60个以上。")
>>> [(span.text, span.label_, span._.planparse["value"]) for span in doc.spans["targets"]]
[('60个以上', 'goal', 60)]
>>> doc._.plan.targets[0].indicator.text
'村播服务站'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from planparse.errors import MissingExtra, PlanparseError
from planparse.export.marks import GROUPS, Mark, marks

if TYPE_CHECKING:                   # spaCy loads this module for every nlp object there is: it must cost nothing
    from planparse.model.plan import Plan

try:
    import spacy
except ModuleNotFoundError:
    raise MissingExtra("spaCy is not installed", "planparse.export.spacy", 'pip install "planparse[spacy]"') from None
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

#: Where a Doc keeps its plan JSON, so that it goes wherever the Doc goes with its user data.
KEY = "planparse"
#: Where displaCy looks for a title; the name of the plan's source.
_TITLE = "title"


class PlanPipe:
    """The pipe: reads a Doc's text as a plan and marks its items; a Doc that brings the plan of its text keeps it.

    `prefix` goes in front of the names of the groups; `types` says which groups are wanted (None: all); `merge` names
    groups whose places become one token each.
    """

    def __init__(self, prefix: str = "", types: Sequence[str] | None = None, merge: Sequence[str] = ()) -> None:
        self.prefix, self.merge = prefix, _known(merge)
        self.types = GROUPS if types is None else _known(types)
        Doc.set_extension("plan", getter=plan_of, force=True)
        Span.set_extension("planparse", getter=item_of, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the items of a Doc."""
        from planparse.pipeline import parse_document
        from planparse.readers.plain import from_text

        plan = plan_of(doc)
        if plan is None or plan.text != doc.text:
            plan = parse_document(from_text(doc.text, str(doc.user_data.get(_TITLE, "text"))))
            doc.user_data[KEY] = plan.to_json()
        self._join(doc)
        for group in self.types:
            doc.spans[self.prefix + group] = list(_spans(doc, group))
        return doc

    def _join(self, doc: Doc) -> None:
        """One token a place of the groups in `merge`, the longest place first where they overlap."""
        if not self.merge:
            return
        own = {self.prefix + group for group in GROUPS}
        if foreign := sorted(set(doc.spans) - own):
            raise PlanparseError(f"spans of another pipe would lose their tokens ({', '.join(foreign)})", "merge",
                                 'put planparse in front: nlp.add_pipe("planparse", first=True)')
        doc.spans.clear()
        _cut(doc, {edge for group in self.merge for mark in _marks(doc, group) for edge in mark.item["span"]})
        with doc.retokenize() as retokenizer:
            for span in filter_spans([span for group in self.merge for span in _spans(doc, group)]):
                retokenizer.merge(span)


@Language.factory("planparse", assigns=["doc._.plan", "doc.spans", "span._.planparse"],
                  default_config={"prefix": "", "types": None, "merge": []})
def plan_pipe(nlp: Language, name: str, prefix: str, types: list[str] | None, merge: list[str]) -> PlanPipe:
    """The factory behind `nlp.add_pipe("planparse")`."""
    return PlanPipe(prefix, types, merge)


def to_docs(plans: Iterable[Plan], nlp: Language | None = None, *, prefix: str = "", types: Sequence[str] | None = None,
            merge: Sequence[str] = ()) -> Iterator[Doc]:
    """One Doc a plan, cut by `nlp` (default: a character a token), its items marked as the pipe does.

    This is the way for plans from DOCX, PDF and HTML: what their layout told is kept.
    """
    pipe = PlanPipe(prefix, types, merge)
    cutter = nlp or spacy.blank("zh")
    for plan in plans:
        doc = cutter.make_doc(plan.text)
        doc.user_data.update({KEY: plan.to_json(), _TITLE: plan.source.name})
        yield pipe(doc)


def to_docbin(plans: Iterable[Plan], nlp: Language | None = None, *, prefix: str = "",
              types: Sequence[str] | None = None, merge: Sequence[str] = ()) -> DocBin:
    """The Docs of plans in a DocBin, plans included: `to_docbin(plans).to_disk("plans.spacy")`."""
    return DocBin(docs=to_docs(plans, nlp, prefix=prefix, types=types, merge=merge), store_user_data=True)


def plan_of(doc: Doc) -> Plan | None:
    """The plan of a Doc, or None for one that the pipe has not seen: `doc._.plan`."""
    from planparse.model.plan import Plan

    written = doc.user_data.get(KEY)
    return None if written is None else Plan.from_json(written)


def item_of(span: Span) -> dict[str, Any] | None:
    """What the plan JSON says of a span of the pipe, with its exact `span` and `quote`: `span._.planparse`.

    None for any other span.
    """
    written = span.doc.user_data.get(KEY)
    mark = None if written is None else marks(written).get(span.id_)
    if mark is None or not span.start_char <= mark.item["span"][0] <= mark.item["span"][1] <= span.end_char:
        return None
    return deepcopy(mark.item)


def _marks(doc: Doc, group: str) -> list[Mark]:
    return [mark for mark in marks(doc.user_data[KEY]).values() if mark.group == group]


def _spans(doc: Doc, group: str) -> Iterator[Span]:
    """The places of a group; where tokens do not end with the item, all tokens it touches."""
    for mark in _marks(doc, group):
        start, end = mark.item["span"]
        span = doc.char_span(start, end, label=mark.label, span_id=mark.key, alignment_mode="expand")
        if span is not None:
            yield span


def _cut(doc: Doc, edges: set[int]) -> None:
    """Cut the tokens that reach over an edge: 由县商务局 into 由 and 县商务局."""
    with doc.retokenize() as retokenizer:
        for token in doc:
            inner = [at for at in range(1, len(token)) if token.idx + at in edges]
            if inner:
                pieces = [token.text[start:end] for start, end in pairwise([0, *inner, len(token)])]
                retokenizer.split(token, pieces, heads=[(token, 0)] * len(pieces))


def _known(groups: Sequence[str]) -> tuple[str, ...]:
    """The groups, in their order. Raises PlanparseError for one that there is not."""
    for group in groups:
        if group not in GROUPS:
            raise PlanparseError("there is no such group of spans", group, f"use some of: {', '.join(GROUPS)}")
    return tuple(group for group in GROUPS if group in groups)
