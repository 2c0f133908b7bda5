"""What can go wrong from outside: one exception, always in three parts (what, where, what to do)."""

from __future__ import annotations


class PlanparseError(Exception):
    """An input or a call that cannot be used.

    >>> str(PlanparseError("the file is empty", "plan.pdf", "give a file with text in it"))
    'the file is empty: plan.pdf: give a file with text in it'
    """

    def __init__(self, what: str, where: str, todo: str) -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(f"{what}: {where}: {todo}")


class UnreadableInput(PlanparseError):
    """The file is empty, truncated, encrypted, of an unknown format or damaged."""


class MissingExtra(PlanparseError):
    """The input needs an optional package that is not installed."""
