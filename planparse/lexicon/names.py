"""Personal names: a word in, whether a person's name may begin so, or never reads so, out.

>>> has_surname("欧阳明"), has_surname("王小兰"), has_surname("商务局")
(True, True, False)
>>> is_plain_word("水利"), is_plain_word("王兰")
(True, False)
"""

from __future__ import annotations

from functools import cache

from planparse.lexicon.data import lexicon_folder


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words of lexicons/names.tsv by kind."""
    found: dict[str, set[str]] = {"surname": set(), "double": set(), "word": set()}
    for line in (lexicon_folder() / "names.tsv").read_text("utf-8").splitlines():
        kind, _, words = line.partition("\t")
        if not line.startswith("#"):
            found[kind].update(words.split())
    return {kind: frozenset(words) for kind, words in found.items()}


def has_surname(word: str) -> bool:
    """Whether a word begins like a person's name."""
    return word[:1] in _words()["surname"] or has_double_surname(word)


def has_double_surname(word: str) -> bool:
    """Whether a word begins with a surname of two characters."""
    return word[:2] in _words()["double"]


def is_plain_word(word: str) -> bool:
    """Whether a word that begins like a name is an ordinary word (农业, 公安)."""
    return word in _words()["word"]
