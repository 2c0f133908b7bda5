"""Pieces of work where they are stated: the task sections of the outline and the rows of tables in, statements out.

A section 1.建设内容 whose title names no work of its own is read as part of the section above it; a section
2.责任单位 binds its neighbours and is no work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.assemble.place import section_at, section_id
from planparse.model.structure import Grid, GridCell, Heading, Reading
from planparse.structure.grids import cell_text
from planparse.structure.rows import BodyRow, body, groups

_WORK_KINDS = frozenset(("tasks", "schedule", "budget"))
_PART = (r"(?:主要|重点|具体|总体|项目)?(?:建设|工作|实施|任务|服务)?"
         r"(?:内容|任务|要求|措施|举措|标准|方式|步骤|思路|目标|地点|规模|原则)")
_BINDS = (r"(?:责任|牵头|配合|实施|主管|承办|协办|参与)(?:单位|部门|主体|分工)|"
          r"(?:完成|实施|建设|进度)?(?:时限|时间|期限|安排|进度)(?:安排|要求)?")
_MONEY = r"资金(?:安排|来源|预算|支持|规模|使用)?|安排资金|(?:经费|投资)(?:预算|估算|安排|来源)?"
_GENERIC = re.compile(rf"(?:{_PART}|{_BINDS}|{_MONEY})(?:(?:及|和|与|、)(?:{_PART}|{_BINDS}|{_MONEY}))*[:.。]?")
_BINDING = re.compile(rf"(?:{_BINDS})[:.。]?")
_NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[一二三四五六七八九十]{1,3}、|第.{1,3}部分:?)")
_OPENING = re.compile(
    r"^(?:大力|积极|进一步|持续|加快|全面|着力|切实)?(?:建设|建立|完善|加强|开展|推进|推动|培育|健全|优化|"
    r"打造|实施|构建|深化|强化|做好|抓好|促进)+")
_ENDING = re.compile(r"(?:建设|培育|打造|项目|工程|工作)+$")
_TITLE = 24
_MARKS = re.compile(r"[\W_]+")
_STAGE = re.compile(r"阶段.{0,3}20\d\d年")
_CLAUSE = re.compile(r"[。;,:]|$")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row that states a piece of work."""

    grid: Grid
    number: int
    times: tuple[GridCell, ...]
    units: tuple[GridCell, ...]
    shared: tuple[GridCell, ...]  # money that stands for several rows
    name: GridCell
    detail: GridCell | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One place that states a piece of work: flat stretches, and words to know it by."""

    spans: tuple[tuple[int, int], ...]
    title: str
    words: tuple[str, ...]        # texts another statement of the same work may repeat, best first
    group: str
    section: str | None
    bound: tuple[tuple[int, int], ...] = ()    # neighbours whose units and times hold here too
    row: Row | None = None
    inner: bool = False           # a section of several works; one work only where a table row names it
    wants: str = ""               # money | items: a work only if it holds such
    head: int | None = None       # where the title of the section ends


def prose_works(reading: Reading) -> list[Statement]:
    """The works of the outline: each task section without parts of its own, and the headings above them.

    Sections on money are works only with an amount; where no section is known to hold tasks, those of no known
    kind are works if they hold items.
    """
    outline = reading.outline
    children: dict[int | None, list[Heading]] = {}
    for heading in outline:
        children.setdefault(heading.parent, []).append(heading)
    kinds = {heading.kind for heading in outline}
    articles = sum(heading.label.endswith("条") for heading in outline)
    loose = not kinds & {"tasks", "schedule"} and 4 * articles < len(outline)
    tables = {(grid.start, grid.end) for grid in reading.grids}
    found: list[Statement] = []
    for top in outline:
        above = None if top.parent is None else outline[top.parent]
        if not _holds_work(top, loose) or (above is not None and _holds_work(above, loose)):
            continue
        wants = "items" if top.kind == "other" else "money" if top.kind == "budget" else ""
        if not (wants == "money" and above is not None and above.kind == "safeguards"):
            found += [replace(one, wants=wants) for one in _works(reading, top, children, (), tables)]
    return found


def _holds_work(heading: Heading, loose: bool) -> bool:
    if heading.kind == "other" and loose:
        return not heading.label.endswith(("条", "章"))
    return heading.kind in _WORK_KINDS or _STAGE.search(heading.title or "") is not None


def _works(reading: Reading, node: Heading, children: dict[int | None, list[Heading]],
           bound: tuple[tuple[int, int], ...], tables: set[tuple[int, int]]) -> Iterator[Statement]:
    below = children.get(node.index, [])
    parts = [one for one in below if not (_is_generic(one) and one.index not in children)]
    if not parts:
        if not _only_table(reading, node, tables):
            yield _prose(reading, node, bound, tables)
        return
    bound = (*bound, (node.start, node.heading_end),
             *((one.start, one.end) for one in below if _BINDING.fullmatch(_title(one))))
    yield _prose(reading, node, bound, tables, inner=True)
    for one in parts:
        yield from _works(reading, one, children, bound, tables)


def _title(heading: Heading) -> str:
    return "".join((heading.title or "").split()).translate(str.maketrans("：；，（）．", ":;,()."))


def _is_generic(heading: Heading) -> bool:
    return _GENERIC.fullmatch(_title(heading)) is not None


def _only_table(reading: Reading, node: Heading, tables: set[tuple[int, int]]) -> bool:
    """A section that holds a table and little else: its rows are the works."""
    inside = [(start, end) for start, end in tables if node.start <= start < node.end]
    covered = sum(min(end, node.end) - start for start, end in inside)
    return bool(inside) and node.end - node.heading_end - covered < 60


def _prose(reading: Reading, node: Heading, bound: tuple[tuple[int, int], ...], tables: set[tuple[int, int]],
           inner: bool = False) -> Statement:
    text, outline = reading.flow.text, reading.outline
    end = node.end
    if inner:
        end = min((start for start, _ in tables if node.heading_end <= start < end), default=end)
    while end > node.start and text[end - 1] == "\n":
        end -= 1
    label = node.start + len("".join(node.label.split()))
    named = node if node.title is None or not _is_generic(node) or node.parent is None else outline[node.parent]
    title = _title(named) or first_clause(text[label:end])
    whole = "" if inner else core(text[label:min(end, label + 160)])
    group = "" if node.parent is None else _title(outline[node.parent])
    words = tuple(dict.fromkeys(word for word in (core(title) if named.title else "", whole) if word))
    return Statement(((node.start, end),), title, words, core(group), section_id(node.index), bound, None, inner,
                     head=None if node.title is None else node.heading_end)


def first_clause(text: str) -> str:
    """The words up to the first mark of punctuation: 新增20个站点，覆盖全县 → 新增20个站点."""
    found = _CLAUSE.search(text, min(4, len(text)))
    return text[:found.start() if found else len(text)][:40].strip("\n")


def bare(text: str) -> str:
    """Words for comparing: without numbering and punctuation."""
    return _MARKS.sub("", _NUMBERING.sub("", text, 1))


def core(text: str) -> str:
    """Words that tell a work from others: a short title without verbs that any work may have.

    >>> core("(一)进一步完善县级电子商务服务中心建设"), core("采购打包机12台")
    ('县级电商服务中心', '采购打包机12台')
    """
    words = bare(text)
    if len(words) > _TITLE:
        return words
    words = words.replace("电子商务", "电商")
    short = _ENDING.sub("", _OPENING.sub("", words, 1), 1)
    return short if len(short) >= 4 else words


def table_works(reading: Reading) -> list[list[Statement]]:
    """For each table of works (schedule, duties, budget) its rows as statements, in order."""
    found = []
    for grid in reading.grids:
        if grid.kind not in ("schedule", "duties", "budget"):
            continue
        rows = body(reading.flow, grid)
        names = {index: group.name for group in groups(reading.flow, grid, rows)
                 for index in range(group.first, group.last + 1)}
        works = [_row_work(reading, grid, row, names.get(index)) for index, row in enumerate(rows)
                 if _states_work(reading, grid, rows, index)]
        if works:
            found.append(works)
    return found


def _states_work(reading: Reading, grid: Grid, rows: Sequence[BodyRow], index: int) -> bool:
    """A row with words of its own that is no sum, no heading and no parent of the rows below it."""
    row = rows[index]
    if row.name is None or row.word is not None or row.heading or row.name.row != row.number:
        return False
    if any(column.role == "payer" and column.index == row.name.column for column in grid.columns):
        return False                              # 中央财政资金 | 1500: who pays, no work
    if len(cell_text(reading.flow, row.name)) < (4 if row.detail is None else 2):
        return False
    after = rows[index + 1] if index + 1 < len(rows) else None
    return after is None or after.word is not None or row.level is None or after.level is None \
        or after.level <= row.level


def _row_work(reading: Reading, grid: Grid, row: BodyRow, group: GridCell | None) -> Statement:
    flow, line = reading.flow, grid.rows[row.number]
    own: list[GridCell] = []
    times: list[GridCell] = []
    units: list[GridCell] = []
    shared: list[GridCell] = []
    for column in grid.columns:
        cell = line[column.index]
        if cell is None or cell.end == cell.start:
            continue
        if column.role == "time":
            times.append(cell)
        elif column.role in ("lead", "support"):
            units.append(cell)
        elif column.role in ("money", "sum") and cell.rowspan > 1:
            shared.append(cell)
        if cell.row == row.number and cell.rowspan == 1 and cell is not group and column.role not in ("sum", "group"):
            own.append(cell)
    name = row.name
    assert name is not None
    own.append(name)
    words = tuple(core(cell_text(flow, cell))[:160] for cell in (name, row.detail) if cell is not None)
    start = min(cell.start for cell in own if cell.start >= min(name.start, own[0].start))
    end = max(cell.end for cell in own)
    while end > start and flow.text[end - 1] == "\n":
        end -= 1
    return Statement(((start, end),), first_clause(cell_text(flow, name)), tuple(word for word in words if word),
                     core(cell_text(flow, group)), section_at(reading, start), (),
                     Row(grid, row.number, tuple(times), tuple(units), tuple(shared), name, row.detail))
