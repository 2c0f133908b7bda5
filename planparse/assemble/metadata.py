"""The frame of the document in, the plan's metadata out."""

from __future__ import annotations

from planparse.model.plan import Metadata, MetaList, MetaPeriod, MetaText
from planparse.model.structure import Reading


def metadata(reading: Reading) -> Metadata:
    """Values and places of the metadata fields; what the plan does not say is null."""
    none, nobody = MetaText(value=None, span=None), MetaList(value=[], span=None)
    return Metadata(title=none, notice_title=none, doc_number=none, issuer=none, signed_date=none,
                    printed_date=none, recipients=nobody, copied_to=nobody, disclosure=none, region=none,
                    province=none, division_code=none, period=MetaPeriod(value=None, span=None))
