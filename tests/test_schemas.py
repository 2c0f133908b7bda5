"""The schema is what the records say, refuses what is no plan with the reason, and accepts what planparse writes."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import planparse
from planparse.codec import schema
from planparse.model import plan as records
from planparse.validation import problems

ROOT = Path(__file__).resolve().parent.parent
REFUSED = Path(__file__).parent / "data" / "refused"
ACCEPTED = Path(__file__).parent / "data" / "accepted"
REASONS = tomllib.loads((REFUSED / "reasons.toml").read_text("utf-8"))


def test_the_schemas_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, "scripts/make_schemas.py", "--check"], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    assert run.returncode == 0, run.stderr


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema("plan"))


def test_a_span_is_two_integers() -> None:
    span = schema("plan")["$defs"]["Span"]
    assert (span["type"], span["items"]["type"], span["minItems"], span["maxItems"]) == ("array", "integer", 2, 2)


def test_every_record_and_field_tells_its_meaning() -> None:
    made = schema("plan")
    for name, definition in {**made["$defs"], "Plan": made}.items():
        assert definition["description"], name
        for field, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}: write a docstring under the field"


def test_every_field_is_required_and_no_other_allowed() -> None:
    made = schema("plan")
    for name, definition in {**made["$defs"], "Plan": made}.items():
        if definition["type"] == "object":
            assert definition["required"] == list(definition["properties"]), name
            assert definition["additionalProperties"] is False, name


def test_the_records_have_the_fields_of_the_schema() -> None:
    assert set(schema("plan")["$defs"]["Target"]["properties"]) == set(records.Target.model_fields)
    assert "tables" in schema("plan")["properties"]


def test_each_refused_file_has_its_reason_and_each_reason_its_file() -> None:
    assert {path.stem for path in REFUSED.glob("*.json")} == set(REASONS)


@pytest.mark.parametrize("name", sorted(REASONS))
def test_is_refused_with_the_reason(name: str) -> None:
    found = [str(problem) for problem in problems((REFUSED / f"{name}.json").read_bytes())]
    assert REASONS[name] in found


@pytest.mark.parametrize("path", sorted(ACCEPTED.glob("*.json")), ids=lambda path: path.stem)
def test_is_accepted(path: Path) -> None:
    assert problems(path.read_bytes()) == []


@pytest.mark.parametrize("path", [path for path in sorted(ROOT.glob("corpus/*/plan.*"))
                                  if path.suffix not in (".doc", ".rtf", ".odt")], ids=lambda path: f"{path.parent.name}-{path.suffix}")
def test_every_parsed_plan_is_accepted(path: Path) -> None:
    assert [str(problem) for problem in problems(planparse.parse(path).to_json())] == []


def test_a_byte_order_mark_is_read_over() -> None:
    written = next(ACCEPTED.glob("*.json")).read_bytes()
    assert problems(b"\xef\xbb\xbf" + written) == []


@pytest.mark.parametrize("written", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', "方案".encode("gb18030")])
def test_what_is_no_json_is_one_problem(written: bytes) -> None:
    found = problems(written)
    assert len(found) == 1 and "no JSON" in str(found[0])


def test_many_problems_are_cut_to_a_screenful() -> None:
    plan = json.loads(next(ACCEPTED.glob("*.json")).read_bytes())
    plan["members"] = [{"id": n} for n in range(50)]
    found = problems(json.dumps(plan))
    assert len(found) == 21 and str(found[-1]).endswith("more")
