"""A path and limits in, a plan's JSON (or a content hash) out: what runs in a worker process and may hang or crash there."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import re
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from planparse.batch.facts import facts_of
from planparse.batch.opening import open_source
from planparse.batch.paging import pages_of
from planparse.batch.records import MEGABYTE, Digest, Limits, Parsed, Refusal
from planparse.codec import encode
from planparse.errors import PlanparseError
from planparse.model.plan import Plan
from planparse.pipeline import parse_document
from planparse.readers import read_bytes
from planparse.readers.detect import is_plan_json

HOOK = "PLANPARSE_BATCH_HOOK"            # module:function, called with each document's name and bytes: for benchmarks
MEMORY = Refusal("memory", "the document needs more memory than allowed", "give it more with --memory, or split it")
_ADDRESS = re.compile(r"0x[0-9a-f]{4,}")
_FULL = re.compile(r"bad.?alloc|out of memory|cannot allocate|failed to allocate|MemoryError|pthread_create", re.I)
_PIECE = 1 << 20


def digest(paths: Sequence[str], size: int) -> list[Digest]:
    """The content hash of each file; what is larger than `size` MB is not read."""
    return [_digest(path, size * MEGABYTE) for path in paths]


def parse(path: str, name: str, sha256: str | None, limits: Limits) -> Parsed:
    """Parse one document. Whatever goes wrong comes back as a refusal; only a crash or a hang does not come back."""
    start = time.perf_counter()
    try:
        with memory_limit(limits.memory):
            data, found = _parse(path, name, sha256, limits)
        answer = Parsed(data, found)
    except MemoryError:
        gc.collect()
        answer = Parsed(refusal=MEMORY)
    except _Refused as refused:
        answer = Parsed(refusal=refused.args[0])
    return Parsed(answer.data, answer.facts, answer.refusal, time.perf_counter() - start, peak_memory())


class _Refused(Exception):
    """Carries a Refusal."""


def _parse(path: str, name: str, sha256: str | None, limits: Limits) -> tuple[bytes, dict[str, Any]]:
    data = _content(path, limits)
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise _Refused(Refusal("input", "the file changed while the run was going on", "run it again with --resume"))
    with _stage("read"):
        if hook := os.environ.get(HOOK):
            module, _, function = hook.partition(":")
            getattr(import_module(module), function)(name, data)
        if is_plan_json(data):
            raise PlanparseError("this is a plan JSON: it is parsed already", name, "give the plan's document")
        pages = pages_of(data)
        if pages is not None and pages > limits.pages:
            raise _Refused(Refusal("pages", f"the document has more than {limits.pages} pages",
                                   "give the plan itself without its attachments, or raise --pages"))
        document = read_bytes(data, name)
    with _stage("parse"):
        plan: Plan = parse_document(document)
        return encode(plan).encode("utf-8"), facts_of(plan)


@contextlib.contextmanager
def _stage(stage: str) -> Iterator[None]:
    """Turn what is raised into a refusal of a stage."""
    try:
        yield
    except (_Refused, MemoryError):
        raise
    except PlanparseError as error:
        raise _Refused(Refusal(stage, error.what, error.todo)) from error
    except Exception as error:
        if _FULL.search(f"{type(error).__name__} {error}"):
            raise MemoryError from error
        told = _ADDRESS.sub("0x…", " ".join(f"{type(error).__name__}: {error}".split()))[:200]
        raise _Refused(Refusal(stage, f"internal error ({told})", "report it with the file")) from error


def _content(path: str, limits: Limits) -> bytes:
    try:
        with open_source(path) as stream:
            data = stream.read(limits.size * MEGABYTE + 1)
    except PlanparseError as error:
        raise _Refused(Refusal("input", error.what, error.todo)) from error
    except MemoryError:
        raise
    except Exception as error:                               # stores raise what they like
        raise _Refused(unreadable(error)) from error
    if len(data) > limits.size * MEGABYTE:
        raise _Refused(too_large(limits.size))
    return data


def _digest(path: str, largest: int) -> Digest:
    """Read in pieces, so that memory does not depend on the file."""
    made, size = hashlib.sha256(), 0
    try:
        with open_source(path) as stream:
            while piece := stream.read(_PIECE):
                made.update(piece)
                size += len(piece)
                if size > largest:
                    return Digest(size=size, refusal=too_large(largest // MEGABYTE))
    except PlanparseError as error:
        return Digest(refusal=Refusal("input", error.what, error.todo))
    except Exception as error:
        return Digest(refusal=unreadable(error))
    return Digest(made.hexdigest(), size)


def unreadable(error: Exception) -> Refusal:
    """What the system says of a file that it does not give."""
    said = (getattr(error, "strerror", None) or type(error).__name__).lower()
    return Refusal("input", f"the file cannot be read ({said})", "check the path, its permissions and the disk")


def too_large(megabytes: int) -> Refusal:
    """The refusal of a large file."""
    return Refusal("size", f"the file is larger than {megabytes} MB", "give the plan itself, or raise --size")


@contextlib.contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Let the process take so much more address space than it has (Linux); more gives MemoryError or a crash."""
    try:
        import resource
        with open("/proc/self/statm", "rb") as told:
            held = int(told.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def peak_memory() -> int:
    """KiB of real memory the process has held at most."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
