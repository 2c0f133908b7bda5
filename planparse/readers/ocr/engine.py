"""A picture of a page in, where its lines of text stand and what they say out: RapidOCR, loaded when a scan comes.

The models come with the packages, nothing is fetched. The angle classifier stays off: it turns 86 into 98.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from planparse.errors import MissingExtra

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Picture = NDArray[numpy.uint8]       # rows × columns × (blue, green, red)
    Quad = NDArray[numpy.float32]        # four corners (x, y), clockwise from the top left

EXTRA = "pip install 'planparse[ocr]'"
_PACKAGES = ("rapidocr", "onnxruntime", "cv2", "PIL", "numpy")
_LEAST = 16           # pixels: no line of text is lower
_THREADS = 4          # more do not make it faster; how many there are does not change a result


class Words(NamedTuple):
    """What a line says: for each character its middle (share of the line's width) and how sure recognition is of it."""

    text: str
    middles: tuple[float, ...]
    confidences: tuple[float, ...]


class Engine(Protocol):
    """What recognises text in pictures."""

    def find(self, picture: Picture) -> list[Quad]:
        """Where lines of text stand."""
        ...

    def read(self, lines: Sequence[Picture]) -> list[Words]:
        """What each picture of one line says."""
        ...


def available() -> bool:
    """Whether the packages of the extra are there."""
    return all(find_spec(name) is not None for name in _PACKAGES)


@cache
def engine() -> Engine:
    """The engine, made once. Raises MissingExtra where the packages are missing or cannot be loaded."""
    if not available():
        raise MissingExtra("character recognition is not installed", "planparse.readers.ocr", EXTRA)
    try:
        return _Rapid()
    except ImportError as error:          # opencv-python (not -headless) without libGL, an onnxruntime for another machine
        reason = " ".join(str(error).split())[:160]
        raise MissingExtra(f"character recognition cannot be loaded ({reason})", "planparse.readers.ocr",
                           "make a fresh environment and run " + EXTRA) from error


class _Rapid:
    """RapidOCR's two models: one finds lines, one reads them."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        threads = max(1, min(_THREADS, _cores()))
        self.models: Any = RapidOCR(params={
            "Global.use_cls": False, "Global.log_level": "critical", "Global.return_word_box": True,
            "Global.max_side_len": 6000, "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1})

    def find(self, picture: Picture) -> list[Quad]:
        """Where lines of text stand, from top to bottom."""
        if min(picture.shape[:2]) < _LEAST:
            return []
        found = self.models(picture, use_det=True, use_cls=False, use_rec=False).boxes
        return [] if found is None else list(found)

    def read(self, lines: Sequence[Picture]) -> list[Words]:
        """What each picture of one line says."""
        if not lines:
            return []
        answer = self.models.recognize_txt(list(lines))
        return [_words(text, info) for text, info in zip(answer.txts, answer.word_results, strict=True)]


def _words(text: str, info: Any) -> Words:
    """A line as the model gives it: columns of characters that are not white space, confidences of all."""
    columns = [column for word in info.word_cols for column in word]
    width = max(info.line_txt_len, 1.0)
    middles: list[float] = []
    for char in text:
        before = middles[-1] if middles else 0.0
        middles.append(before if char.isspace() else min((columns.pop(0) + 0.5) / width, 1.0) if columns else before)
    return Words(text, tuple(middles), tuple(info.confs[:len(text)]))


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
