"""Lines of a leading group's list in, the people they name out, with places in the line.

The line is folded but keeps its white space: a space is what parts a name from a post.

>>> role_label("副 组 长:王小兰  县政府副县长")
('副组长', 6)
>>> [(p.name, p.posts) for p in people("王  兰  县委副书记、县长")]
[('王兰', ('县委副书记', '县长'))]
>>> [(p.name, p.posts) for p in people("王小兰(县商务局局长)、李志(县财政局局长)")]
[('王小兰', ('县商务局局长',)), ('李志', ('县财政局局长',))]
>>> people("各乡(镇)长,城关街道办事处主任")
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.lexicon.names import has_double_surname, has_surname, is_plain_word

_HAN = "\u4e00-\u9fff"
_GAP = "[ \t\u3000]"
ROLES = (
    "办公室常务副主任", "办公室副主任", "办公室主任", "常务副总指挥", "常务副指挥长", "常务副组长", "常务副主任",
    "第一副组长", "第一组长", "执行组长", "联合组长", "名誉组长", "副总指挥", "副指挥长", "总召集人", "副召集人",
    "第一召集人", "副总召集人", "副秘书长", "副组长", "副主任", "召集人", "总指挥", "指挥长", "秘书长", "联络员",
    "副组长单位", "委员", "组长", "主任", "成员", "组员", "顾问", "总负责人", "总协调人", "副主席", "主席",
)
_LABEL = re.compile(
    rf"{_GAP}*(?:〔bookmark:[^〕\n]*〕)?{_GAP}*(?:\d{{1,2}}[.、])?(?:领导小组|专班|工作组|"
    rf"小组)?{_GAP}*("
                    + "|".join(f"{_GAP}*".join(role) for role in ROLES)
                    + rf"){_GAP}*(?::|{_GAP}{{1,}}(?=[{_HAN}]))")
_NAME = rf"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,8}})+|[{_HAN}]{{2,4}}"
_POST_END = (
    r"(?:长|常委|主任|书记|主席|经理|负责人|委员|人选|总监|总裁|秘书|教授|院士|[科调研委专督巡视察]员|成员|助理|"
    r"代表|董事|理事|政委|支书|总师|工程师|"
    r"工作|职级|干部|参谋|首席|馆员|主管|部长|行长|联络员|法人|主官|人)")
_POST = re.compile(rf"{_POST_END}(?:\([^()]*\))?(?:,[^,]{{1,20}})?$")
_LISTED = re.compile(rf"({_NAME}|[{_HAN}]{_GAP}{{1,4}}[{_HAN}]){_GAP}*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_UNIT_END = re.compile(
    r"(?:局|委|办|镇|乡|县|市|公司|中心|单位|部门|街道|主任|书记|[局县镇乡市区部处科院校行]长|政府|企业|人员|"
    r"机构|园区|办公室|小组|成员|代表|"
    r"职务|姓名|联系|电话|[党小]组|副职|领导|银行|社区|社|部|院|站|所|负责人|协会|集团)$")
_TOKEN = re.compile(rf"[^{_GAP[1:-1]}]+")
_RUN_ON = re.compile(
    rf"^({_NAME}?)((?:省|市|县|区|州|旗|镇|乡|团|党|副|政协|人大|中国|国家|国网|办公室|街道|"
    rf"公安|常务|自治).*)$")
_POST_FIRST = re.compile(rf"^(.*{_POST_END})({_NAME})$")
_NOT_BEGIN = re.compile(r"中国|国网|国家|联通|移动|电信|邮政|人民|公安|[省市县区镇乡](?=.{3})")
_PHONE = re.compile(r"[\d\-/]{7,}")
_CLAUSE = re.compile(rf"(?:^|(?<=[,。;、(\n]))([{_HAN}·]{{2,12}})$")
_TAKES = re.compile(rf"(?:兼任|担任|任|兼)(?:领导小组|专班|工作组|该|小组)?(?P<role>{'|'.join(ROLES)})")
_FRONT = re.compile(rf"由([{_HAN}·、,()]{{2,60}})$")
#: One part of 由…任组长,…任副组长, and the whole chain.
_TAKEN = re.compile(rf"(?P<who>[{_HAN}·、()]{{2,160}}?)(?:同志)?(?:担任|任)(?P<role>{'|'.join(ROLES)})(?:[,;]|(?=[。\n]))")
_CHAIN = re.compile(
    rf"由(?P<first>[{_HAN}·、()]{{2,80}}?(?:担任|任)(?:第一)?(?:组长|总指挥|指挥长|主任)[,;]"
    rf"(?:[{_HAN}·、()]{{2,160}}?(?:担任|任)(?:{'|'.join(ROLES)})(?:[,;]|(?=[。\n])))+)")
_GIVEN = re.compile(
    rf"(?P<role>办公室(?:常务)?副?主任|副?组长|召集人|"
    rf"总指挥)由(?P<who>[{_HAN}·、,()]{{2,60}}?)(?:兼任|担任|兼)")


class Person(NamedTuple):
    """A name with its place in the line, and the posts beside it."""

    start: int
    end: int
    name: str
    posts: tuple[str, ...]
    rule: str


class Appointment(NamedTuple):
    """由王小兰同志兼任办公室主任: places in the flow."""

    start: int
    end: int
    name: str
    role: str
    posts: tuple[str, ...]


def role_label(line: str) -> tuple[str, int] | None:
    """The role a line opens with and where the people behind it begin."""
    found = _LABEL.match(line)
    if not found:
        return None
    role = re.sub(r"\s+", "", found[1])
    return role, found.end()


def is_person(word: str, sure: bool = False) -> bool:
    """Whether a word can be a person's name; `sure` where its place in the line says so already."""
    if not re.fullmatch(_NAME, word) or word[0] in "各由及和与等其有相该以本":
        return False
    if "·" in word:
        return True
    if _NOT_BEGIN.match(word) or is_plain_word(word):
        return False
    if _UNIT_END.search(word):
        return len(word) == 3 and has_surname(word) and not re.search(r"[局委办长镇乡县市部院站所社]$", word)
    return sure or (has_surname(word) and len(word) < 4) or (len(word) == 4 and has_double_surname(word))


def is_post(words: str) -> bool:
    """Whether words end like a post: 县商务局局长."""
    return bool(_POST.search(words))


def split_posts(words: str) -> tuple[str, ...]:
    """县发改局局长、县委办副主任 → two posts; 县发改局、统计局局长 stays one."""
    words = re.sub(r"\s+", "", words).strip(",、;:。")
    parts: list[str] = []
    depth, part = 0, ""
    for char in words:
        depth += (char == "(") - (char == ")")
        if char in "、;" and depth <= 0 and _POST.search(part):
            parts.append(part)
            part = ""
        else:
            part += char
    return tuple(p for p in (*parts, part) if p and p not in ("兼", "兼任", "同志"))


def people(line: str) -> list[Person]:
    """The people a line names, its role label already left out."""
    found: list[Person] = []
    at = 0
    for piece in re.split(r"[;。]", line):
        found += [one._replace(start=one.start + at, end=one.end + at) for one in _people_of_piece(piece)]
        at += len(piece) + 1
    return found


def _people_of_piece(line: str) -> list[Person]:
    """The people of a line, or of its part between two semicolons."""
    listed = [(m, "".join(m[1].split())) for m in _LISTED.finditer(line)]
    listed = [(m, name) for m, name in listed if is_person(name, sure=is_post(m[2]) or bool(_UNIT_END.search(m[2])))]
    if listed and line[:listed[0][0].start()].strip(" \t\u3000、,") == "":
        return [Person(m.start(1), m.end(1), name, split_posts(m[2]), "member/name-with-bracket") for m, name in listed]
    tokens = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(line) if not _PHONE.fullmatch(m[0])]
    if tokens and tokens[-1][2].endswith("同志"):
        start, end, word = tokens[-1]
        tokens[-1] = (start, end - 2, word[:-2])
    if not tokens or tokens[0][2][:1] in ("", "各", "(", "“"):
        return []
    return (_pairs(tokens) or _shared_post(tokens) or _spaced(line, tokens) or _run_on(tokens)
            or (_names_only(line[:tokens[-1][1]])))


def _pairs(tokens: list[tuple[int, int, str]]) -> list[Person]:
    """Name, post, name, post on one line."""
    if len(tokens) < 4 or len(tokens) % 2 or not all(_POST.search(t[2]) for t in tokens[1::2]):
        return []
    if not all(is_person(t[2]) for t in tokens[::2]):
        return []
    return [Person(name[0], name[1], name[2], split_posts(post[2]), "member/name-and-post")
            for name, post in zip(tokens[::2], tokens[1::2], strict=True)]


def _shared_post(tokens: list[tuple[int, int, str]]) -> list[Person]:
    """王小兰、李志  县商务局副局长: each has the post."""
    names = tokens[0][2].split("、")
    posts = "".join(token[2] for token in tokens[1:])
    if len(names) < 2 or not _POST.search(posts) or not all(is_person(name) for name in names):
        return []
    found, at = [], tokens[0][0]
    for name in names:
        found.append(Person(at, at + len(name), name, split_posts(posts), "member/shared-post"))
        at += len(name) + 1
    return found


def _spaced(line: str, tokens: list[tuple[int, int, str]]) -> list[Person]:
    """Name, space, post; two-character names may have a space inside; also post, space, name."""
    size = 1
    if len(tokens[0][2]) == 1 and re.match(f"[{_HAN}]", tokens[0][2]):
        while size < min(3, len(tokens)) and len(tokens[size][2]) == 1 and re.match(f"[{_HAN}]", tokens[size][2]):
            size += 1
        if size == 1:
            return []
    name = "".join(token[2] for token in tokens[:size]).rstrip(",:、")
    rest = tokens[size:]
    if not rest and size > 1 and is_person(name):
        return [Person(tokens[0][0], tokens[size - 1][1], name, (), "member/name")]
    if not rest:
        return []
    posts = "".join(token[2] for token in rest)
    stop = tokens[size - 1][1] - (len(tokens[size - 1][2]) - len(tokens[size - 1][2].rstrip(",:、")))
    if is_person(name, sure=bool(_POST.search(posts)) and not _POST.search(name)) and len(posts) >= 2 \
            and "。" not in posts and len(posts) <= 80:
        return [Person(tokens[0][0], stop, name, split_posts(posts), "member/name-and-post")]
    tail = len(tokens) - 1
    while tail > 0 and len(tokens[tail][2]) == 1 and len(tokens[tail - 1][2]) == 1:
        tail -= 1
    name = "".join(token[2] for token in tokens[tail:])
    posts = "".join(token[2] for token in tokens[:tail])
    unit = tail == 1 and bool(_UNIT_END.search(posts))
    if tail and (_POST.search(posts) or unit) and is_person(name, sure=not unit and len(name) < 4) and len(posts) <= 60:
        return [Person(tokens[tail][0], tokens[-1][1], name, split_posts(posts), "member/post-and-name")]
    return []


def _run_on(tokens: list[tuple[int, int, str]]) -> list[Person]:
    """Name and post with a comma or nothing between them, where the text lost the space."""
    if len(tokens) != 1:
        return []
    start, _, word = tokens[0]
    name, comma, posts = word.partition(",")
    if comma and is_person(name, sure=bool(_POST.search(posts))) and _POST.search(posts) and len(posts) <= 60:
        return [Person(start, start + len(name), name, split_posts(posts), "member/name-comma-post")]
    if (found := _RUN_ON.match(word)) and _POST.search(found[2]) and is_person(found[1]) and len(word) <= 60:
        return [Person(start, start + found.end(1), found[1], split_posts(found[2]), "member/run-on")]
    if (found := _POST_FIRST.match(word)) and is_person(found[2]) and len(word) <= 60:
        return [Person(start + found.start(2), start + found.end(2), found[2], split_posts(found[1]),
                       "member/post-run-on")]
    return []


def _names_only(line: str) -> list[Person]:
    """王小兰、李志、赵明: names alone, each one believable."""
    found, at = [], 0
    for part in re.split(r"[、,;。]", line):
        word = re.sub(r"\s+", "", part)
        if word:
            if not is_person(word):
                return []
            begin = at + len(part) - len(part.lstrip())
            found.append(Person(begin, begin + len(part.strip()), word, (), "member/name"))
        at += len(part) + 1
    return found


def appointments(text: str) -> list[Appointment]:
    """People named in prose with a post in the group: 由王小兰同志兼任办公室主任.

    >>> appointments("办公室设在县商务局,由县商务局局长王小兰同志兼任办公室主任。")
    [Appointment(start=17, end=20, name='王小兰', role='办公室主任', posts=('县商务局局长',))]
    """
    found: dict[int, Appointment] = {one.start: one for one in _in_a_row(text)}
    for match in _TAKES.finditer(text):
        floor = max(match.start() - 64, 0)
        front = _FRONT.search(text, max(text.rfind("由", floor, match.start()), floor), match.start())
        if front and _appoint(found, front[1], front.end(), match["role"]):
            continue
        if alone := _CLAUSE.search(text, max(match.start() - 14, 0), match.start()):
            _appoint(found, alone[1], alone.end(), match["role"])
    for match in _GIVEN.finditer(text):
        _appoint(found, match["who"], match.end("who"), match["role"])
    return [found[start] for start in sorted(found)]


def _in_a_row(text: str) -> Iterator[Appointment]:
    """由县长张明任组长,副县长李华、公安局局长王强任副组长: all the names of each part, with the posts in front of them."""
    for chain in _CHAIN.finditer(text):
        at = chain.start("first")
        for part in _TAKEN.finditer(text, at, chain.end()):
            posts: list[str] = []
            place = part.start("who")
            for words in part["who"].split("、"):
                start, place = place, place + len(words) + 1
                plain = words.removesuffix("同志")
                one = _last_name(plain, plain != words)
                if one is None:
                    posts.append(words)
                    continue
                begin = start + len(plain) - len(one[0])
                yield Appointment(begin, begin + len(one[0]), one[0], part["role"], (*posts, *one[1]))
                posts = []


def _appoint(found: dict[int, Appointment], words: str, end: int, role: str) -> bool:
    """Keep the person at the end of the words; False if there is none."""
    named = words.endswith("同志")
    words, end = words.removesuffix("同志"), end - 2 * named
    person = _last_name(words, named)
    if person:
        start = end - len(person[0])
        if start in found:
            return True
        found[start] = Appointment(start, end, person[0], role, person[1])
    return person is not None


def _last_name(words: str, named: bool) -> tuple[str, tuple[str, ...]] | None:
    """县商务局局长王小兰 → the name at the end and the posts in front of it."""
    if is_person(words, sure=named and has_surname(words)):
        return words, ()
    found = _POST_FIRST.match(words)
    if found and is_person(found[2]):
        return found[2], split_posts(found[1])
    return None
