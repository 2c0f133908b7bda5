"""Plans to JSON and back. The same plan always gives the same bytes."""

from __future__ import annotations

import json

from planparse.model.plan import Plan


def encode(plan: Plan) -> str:
    """The plan JSON: UTF-8 text, keys in the order of the contract, two spaces of indent."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def decode(text: str | bytes) -> Plan:
    """A plan from its JSON."""
    return Plan.model_validate_json(text)
