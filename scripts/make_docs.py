"""Write the generated pages: docs/*.md and the examples of the READMEs.

    python scripts/make_docs.py            write
    python scripts/make_docs.py --check    say which page is stale (exit code 1)
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import planparse
from planparse.cli import COMMANDS, group
from planparse.codec import schema
from planparse.export.codebook import codebook
from planparse.wordlists import Wordlist, wordlists

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- made by scripts/make_docs.py: make docs -->\n\n"
WIDTH = 100
_SENTENCE = re.compile(r"(?<=[.)`])\s+(?=[A-Z])")
_EXAMPLE = re.compile(r"(<!-- example: (?P<key>\w+) -->\n```\w*\n)(?P<body>(?:(?!```).*\n)*)(```\n)")


def main() -> int:
    """Write the pages, or name the stale ones."""
    stale = []
    for path, written in pages().items():
        if "--check" in sys.argv[1:]:
            stale += [] if path.is_file() and path.read_text("utf-8") == written else [path]
        else:
            path.write_text(written, "utf-8")
    for path in stale:
        print(f"planparse: stale page: {path.relative_to(ROOT)}: run make docs", file=sys.stderr)
    return 1 if stale else 0


def pages() -> dict[Path, str]:
    """Each generated page and what must stand in it."""
    made = {"architecture": _architecture, "data-model": _data_model, "cli": _cli, "lexicons": _lexicons, "corpus": _corpus,
            "codebook": lambda: codebook("en"), "codebook.zh": lambda: codebook("zh")}
    written = {DOCS / f"{name}.md": MADE + "\n".join(page()).rstrip() + "\n" for name, page in made.items()}
    return written | {path: _with_examples(path.read_text("utf-8")) for path in sorted(ROOT.glob("README*.md"))}


# ------------------------------------------------------------------------------------------------ architecture

def _architecture() -> Iterator[str]:
    """The introduction, then every module under its room, the floors from the top."""
    yield (DOCS / "architecture.intro.md").read_text("utf-8")
    yield "## Floors and modules\n"
    yield "A room may import from the floors below it, never from above and never from a room on its own floor.\n"
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    for floor in contract["layers"]:
        for room in (one.strip("() ").removeprefix("planparse.") for one in floor.split("|")):
            base = ROOT / "planparse" / room
            modules = sorted(base.rglob("*.py")) if base.is_dir() else [path for path in [base.with_suffix(".py")] if path.is_file()]
            if modules:
                yield f"### {room}\n"
                yield from _modules(base, modules)
                yield ""


def _modules(base: Path, modules: list[Path]) -> Iterator[str]:
    """One line a module; the room itself first."""
    for path in sorted(modules, key=lambda path: (path.name != "__init__.py" or path.parent != base, str(path))):
        name = str(path.relative_to(ROOT / "planparse")).removesuffix("/__init__.py")
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        first = " ".join(docstring.split("\n\n")[0].split())
        yield f"- `{name}`: {_SENTENCE.split(first)[0]}"


# ------------------------------------------------------------------------------------------------ data model

def _data_model() -> Iterator[str]:
    """Every record and field of the plan JSON."""
    made = schema("plan")
    yield "# The plan JSON\n"
    yield ("Every field with its meaning, from [schemas/plan.schema.json](../schemas/plan.schema.json) (JSON Schema, draft "
           "2020-12). `planparse validate FILE.json` checks a file.\n")
    yield ("- Offsets are code points into `text`, half-open `[start, end)`; `text[start:end]` is the `quote`, always.\n"
           "- Dates are ISO 8601. Money is in yuan, never in 万元. Percent is a number of percent (20 for 20%).\n"
           "- Lists are in reading order; ids are unique in the plan and the same for the same input.\n"
           "- An unknown value is null, an empty list is []; a field is never left out.\n")
    for name, record in [("Plan", made), *made["$defs"].items()]:
        yield f"## {name}\n"
        yield " ".join(record["description"].split()) + "\n"
        if "properties" in record:
            yield "| field | type | meaning |\n|---|---|---|"
            for field, described in record["properties"].items():
                yield f"| `{field}` | {_type(described)} | {' '.join(described.get('description', '').split())} |"
            yield ""


def _type(described: dict[str, Any]) -> str:
    """A field's type in words: list of Target, string or null."""
    if "$ref" in described:
        name = described["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in described:
        return ", ".join(f"`{one}`" for one in described["enum"])
    if "const" in described:
        return f"`{described['const']}`"
    if "anyOf" in described:
        return " or ".join(_type(one) for one in described["anyOf"])
    if "prefixItems" in described:
        return f"[{', '.join(_type(one) for one in described['prefixItems'])}]"
    if described.get("type") == "array":
        return "list of " + _type(described["items"])
    kind = described.get("type", "any")
    return kind if isinstance(kind, str) else " or ".join(kind)


# ------------------------------------------------------------------------------------------------ command line

def _cli() -> Iterator[str]:
    """Every command's help."""
    yield "# The command line\n"
    yield "What `--help` prints. Trouble is one line on standard error: `planparse: what: where: what to do`.\n"
    yield from _help(group, ["planparse"])


def _help(command: click.Command, words: list[str], parent: click.Context | None = None) -> Iterator[str]:
    """A command's help and that of its parts."""
    context = click.Context(command, info_name=words[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH,
                            help_option_names=["-h", "--help"])
    yield f"## {' '.join(words)}\n" if parent is None or parent.parent is None else f"### {' '.join(words)}\n"
    lines = command.get_help(context).splitlines()
    yield "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"
    if isinstance(command, click.Group):
        names = [name for name, *_ in COMMANDS] if command is group else command.list_commands(context)
        for name in names:
            part = command.get_command(context, name)
            if part is not None:
                yield from _help(part, [*words, name], context)


# ------------------------------------------------------------------------------------------------ lexicons, corpus

def _lexicons() -> Iterator[str]:
    """Each file, what it says about itself, its columns, a row."""
    yield (DOCS / "lexicons.intro.md").read_text("utf-8")
    for one in wordlists():
        yield f"## {one.path.name}\n"
        yield one.about + "\n"
        yield from _columns(one)
        yield ""


def _columns(one: Wordlist) -> Iterator[str]:
    """The columns or keys with an example each: the first short cell there is."""
    yield f"| {'column' if one.path.suffix == '.tsv' else 'key'} | example |\n|---|---|"
    for column in one.columns:
        cell = next((row[column] for row in one.rows if column in row), "")
        shown = cell if len(cell) <= 60 else cell[:60] + "…"
        yield f"| `{column}` | {shown.replace('|', chr(92) + '|')} |"


def _corpus() -> Iterator[str]:
    """The introduction, then the plans."""
    yield (DOCS / "corpus.intro.md").read_text("utf-8")
    yield "| plan | title | formats |\n|---|---|---|"
    for folder in sorted(path.parent for path in ROOT.glob("corpus/*/gold.json")):
        title = json.loads((folder / "gold.json").read_text("utf-8")).get("metadata", {}).get("title") or ""
        formats = ", ".join(path.suffix.lstrip(".") for path in sorted(folder.glob("plan.*")))
        yield f"| `{folder.name}` | {title} | {formats} |"


# ------------------------------------------------------------------------------------------------ README

def _with_examples(readme: str) -> str:
    """The README with what planparse really says to the plan it shows."""
    blocks = {match["key"]: match["body"] for match in _EXAMPLE.finditer(readme)}
    if "plan" not in blocks:
        return readme
    plan = planparse.parse_text(blocks["plan"], name="plan.txt")
    written = plan.to_json().splitlines()
    start = written.index('  "targets": [')
    end = next(at for at in range(start, len(written)) if written[at].startswith("    }"))
    made = {"target": "\n".join([*written[start:end], "    },", "    …", ""])}
    return _EXAMPLE.sub(lambda match: match[1] + made.get(match["key"], match["body"]) + match[4], readme)


if __name__ == "__main__":
    sys.exit(main())
