"""A ground and a random choice in, replacements out that change the look of a text and nothing it says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.mutations import Ground, Rep
from tests.written_numbers import WIDE

Noise = Callable[[Ground, random.Random], list[Rep]]
CLOSING = "，。；：、）》”’％%！？)];,:·—-~"
OPENING = "（《“‘([〔"
LABEL_LIKE = re.compile(r"\s*(?:[\d一二三四五六七八九十]+[、.．)）]|[（(][\d一二三四五六七八九十]+|第[\d一二三四五六七八九十]+|[-—]|附件|专栏|[①-⑳])")
MARKS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%", "%": "％", "(": "（", ")": "）"}


def _can_break(text: str, at: int) -> bool:
    """Whether a printed line may end in front of a position: no mark begins the next, none that opens or ends a sentence before it."""
    before, after = text[at - 1], text[at]
    return not (before.isspace() or after.isspace() or after in CLOSING or before in OPENING + "。！？；：;:—" or LABEL_LIKE.match(text, at))


def wrapped(ground: Ground, rng: random.Random) -> list[Rep]:
    """All paragraphs in printed lines of one width: a page of another size.

    Of the widths near the drawn one the best is taken: a last line as long as the others hides where its paragraph ends.
    """
    width = rng.randrange(26, 40)
    tries = [[_cuts(ground.text, start, end, width + more) for start, end in ground.paragraphs
              if "\t" not in ground.text[start:end] and "\n" not in ground.text[start:end]] for more in range(5)]
    ends = [end for start, end in ground.paragraphs if "\t" not in ground.text[start:end] and "\n" not in ground.text[start:end]]
    best = min(range(5), key=lambda k: sum(bool(cuts) and end - cuts[-1] > width + k - 4 for cuts, end in zip(tries[k], ends, strict=True)))
    return [Rep(at, at, "\n") for cuts in tries[best] for at in cuts]


def _cuts(text: str, start: int, end: int, width: int) -> list[int]:
    """Where lines of a width end; a digit or letter is half a character wide, a closing mark begins no line."""
    cuts, taken = [], 0.0
    for at in range(start, end):
        taken += 0.5 if text[at].isascii() else 1
        if taken > width and text[at] not in CLOSING and not text[at].isspace() and at > start:
            cuts.append(at)
            taken = 0.5 if text[at].isascii() else 1
    return cuts


def broken(ground: Ground, rng: random.Random) -> list[Rep]:
    """Line breaks at a few places inside paragraphs, numbers and words too."""
    places = [at for start, end in ground.body if end - start > 50 for at in range(start + 12, end - 12) if _can_break(ground.text, at)]
    return [Rep(at, at, "\n") for at in sorted(rng.sample(places, min(6, len(places))))]


def broken_numbers(ground: Ground, rng: random.Random) -> list[Rep]:
    """Line breaks inside numbers and between a number and its unit."""
    places = [at for start, end in ground.body if end - start > 50 for at in range(start + 12, end - 12)
              if ground.text[at - 1].isdigit() and not ground.text[at].isspace() and not LABEL_LIKE.match(ground.text, at)]
    chosen = sorted(rng.sample(places, min(4, len(places))))
    return [Rep(at, at, "\n") for i, at in enumerate(chosen) if not i or at - chosen[i - 1] > 12]     # a printed line is longer


def joined(ground: Ground, rng: random.Random) -> list[Rep]:
    """Line breaks inside paragraphs taken out."""
    return [Rep(at, at + 1, "") for start, end in ground.body for at in range(start, end) if ground.text[at] == "\n"]


def spaced(ground: Ground, rng: random.Random) -> list[Rep]:
    """Blanks around numbers and between characters."""
    reps = []
    for start, end in ground.body:
        for at in range(start + 4, end - 1):
            before, after = ground.text[at - 1], ground.text[at]
            beside = before.isdigit() != after.isdigit() and not (before.isspace() or after.isspace() or before in ".．" or after in ".．")
            if (beside and rng.random() < 0.4) or (before.isalpha() and after.isalpha() and rng.random() < 0.01):
                reps.append(Rep(at, at, " "))
    return reps


def closed_up(ground: Ground, rng: random.Random) -> list[Rep]:
    """Single blanks inside sentences taken out."""
    return [Rep(at, at + 1, "") for start, end in ground.body for at in range(start + 4, end - 1)
            if ground.text[at] == " " and not ground.text[at - 1].isspace() and not ground.text[at + 1].isspace()
            and not (ground.text[at - 1].isdigit() and ground.text[at + 1].isdigit())]


def wide_digits(ground: Ground, rng: random.Random) -> list[Rep]:
    """Full-width digits in half of the paragraphs."""
    digits = re.compile(r"[0-9]+")
    return [Rep(m.start(), m.end(), m[0].translate(WIDE)) for start, end in ground.body if rng.random() < 0.5
            for m in digits.finditer(ground.text, start, end)]


def other_marks(ground: Ground, rng: random.Random) -> list[Rep]:
    """Punctuation of the other width in half of the paragraphs."""
    return [Rep(at, at + 1, MARKS[ground.text[at]]) for start, end in ground.body if rng.random() < 0.5
            for at in range(start, end) if ground.text[at] in MARKS]


def paged(ground: Ground, rng: random.Random) -> list[Rep]:
    """A page end with its number: between paragraphs and inside them."""
    inner = [at for start, end in ground.body if end - start > 60 for at in range(start + 20, end - 20) if _can_break(ground.text, at)]
    outer = [end for start, end in ground.body if ground.text[end:end + 1] == "\n"]
    near = [(start - 60, end + 60) for start, end in ground.plan.furniture]       # one page end is not beside another
    inner, outer = ([at for at in held if not any(a <= at <= b for a, b in near)] for held in (inner, outer))
    places = sorted({rng.choice(inner), rng.choice(outer)} if inner and outer else set())
    number = rng.randrange(2, 9)
    style = rng.choice(("\n— {} —\n\x0c", "\n- {} -\n", "\n\x0c", "\n{}\n\x0c"))
    return [Rep(at, at, style.format(number + i)) for i, at in enumerate(places)]


def carriage_returns(ground: Ground, rng: random.Random) -> list[Rep]:
    """CRLF."""
    return [Rep(m.start(), m.start(), "\r") for m in re.finditer(r"(?<!\r)\n", ground.text)]


def trailing(ground: Ground, rng: random.Random) -> list[Rep]:
    """Blanks at the ends of lines."""
    return [Rep(m.start(), m.start(), rng.choice((" ", "  ", "\u3000"))) for m in re.finditer(r"(?<=\S)\n", ground.text)]


def indented(ground: Ground, rng: random.Random) -> list[Rep]:
    """Full-width blanks in front of paragraphs."""
    return [Rep(start, start, "\u3000\u3000") for start, _ in ground.body if ground.text[start - 1:start] in ("\n", "")]


NOISE: dict[str, Noise] = {
    "wrapped": wrapped, "broken": broken, "broken numbers": broken_numbers, "joined": joined, "spaced": spaced, "closed up": closed_up,
    "wide digits": wide_digits, "other marks": other_marks, "paged": paged, "carriage returns": carriage_returns,
    "trailing": trailing, "indented": indented,
}
