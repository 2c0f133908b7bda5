"""What the parts of a run hand to each other: limits, jobs, what came of them. Plain records that can be sent anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost."""

    seconds: float = 300
    memory: int = 3072          # MB of address space beyond what the worker holds
    pages: int = 2000
    size: int = 200             # MB
    unpacked: int = 8192        # MB that one archive may hold
    depth: int = 3              # archives in archives


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do."""

    out: Path
    paths: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    jobs: int = 1
    engine: str = "local"
    address: str | None = None
    resume: bool = False
    retry_failed: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document gave no plan. `seconds` is the limit that ended it, never a measured time."""

    stage: str                  # input | archive | size | pages | read | parse | time | memory | crash
    what: str
    todo: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of one document: its plan JSON and what the run report tells of it, or a refusal."""

    data: bytes | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None
    seconds: float = 0.0
    memory: int = 0             # KiB, the highest the worker has held so far


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an archive: its index lies in the folder, or it is a document of its own, or a refusal."""

    refusal: Refusal | None = None
    document: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """A file's content hash and size, or a refusal."""

    sha256: str | None = None
    size: int = 0
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A call for a worker: `function` stands in an importable module; `tag` comes back with the answer."""

    tag: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    attempt: int = 1

    def again(self) -> Job:
        """The same job, once more."""
        return replace(self, attempt=self.attempt + 1)


@dataclass(frozen=True, slots=True)
class Ended:
    """A job with its answer, or with the reason why there is none."""

    job: Job
    value: Any = None
    lost: Refusal | None = None


class Engine(Protocol):
    """What runs jobs: takes as many as `window` at a time, gives them back as they end, in any order."""

    name: str

    @property
    def window(self) -> int:
        """How many jobs it takes before one ends."""
        ...

    def submit(self, job: Job) -> None:
        """Take a job."""
        ...

    def next_ended(self, seconds: float) -> Ended | None:
        """The next job that ended, or None after some seconds."""
        ...

    def close(self) -> None:
        """End everything that still runs, and all it started."""
        ...
