"""The house stands as it was drawn: stairs go one way, rooms are small, no junk drawers, every module tells what it does."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "planparse").rglob("*.py"))
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "manager", "managers", "tools", "shared", "stuff"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]


def test_imports_go_downward() -> None:
    done = subprocess.run([str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_room_stands_on_a_floor() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    floors = {room.strip("() ") for layer in contract["layers"] for room in layer.split("|")}
    rooms = {f"planparse.{path.stem}" for path in (ROOT / "planparse").iterdir()
             if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.name.startswith("__")}
    assert rooms - {"planparse.version"} <= floors, "name the room on a floor of the import-linter contract"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_small_and_tells_what_it_does(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    assert not FORBIDDEN & {*path.relative_to(ROOT).parts, path.stem}
    assert len(source.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(tree), "say in one sentence what goes in and what comes out"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_public_names_have_docstrings(path: Path) -> None:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_a_first_docstring_paragraph_is_one_sentence_or_two() -> None:
    for path in MODULES:
        first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]
        assert len(first) <= 400, path


def test_the_model_does_nothing() -> None:
    """No parsing and no input or output in the records: nothing but the standard library, pydantic and the model itself."""
    allowed = {"__future__", "array", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "typing", "pydantic"}
    for path in (ROOT / "planparse" / "model").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:             # the doors inside Plan's methods are in pyproject.toml
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in getattr(node, "names", [])]
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert all(name.startswith("planparse.model") or name.split(".")[0] in allowed for name in names), path


def test_no_clock_and_no_time_zone() -> None:
    """The parser never asks what day it is."""
    for path in MODULES:
        if "cli" in path.parts or "batch" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now", "utcnow", "localtime"), f"{path}: {node.attr}"


def test_nothing_prints() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"), path


def test_import_planparse_is_light() -> None:
    code = "import sys, planparse; print(sorted({'pydantic', 'lxml', 'pypdfium2', 'pandas', 'rich', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_parsing_text_loads_no_heavy_room() -> None:
    code = ("import sys, planparse; planparse.parse_text('建成60个'); "
            "print(sorted({'pypdfium2', 'pandas', 'pdfplumber', 'rich', 'jsonschema', 'numpy'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
