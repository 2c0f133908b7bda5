"""Scores of pairs in, the pairing with the highest sum out: each side at most once (the assignment problem)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Scores = Mapping[tuple[int, int], int]

_LARGEST = 120          # of a knot of pairs; beyond it the best pair is taken first


def assigned(scores: Scores) -> dict[int, int]:
    """The best pairing; pairs that are not in `scores` or not above 0 are never made. Ties go to the first in order.

    >>> assigned({(0, 0): 5, (0, 1): 4, (1, 0): 4})
    {0: 1, 1: 0}
    """
    found: dict[int, int] = {}
    for rows, columns in _knots(scores):
        if len(rows) == 1 or len(columns) == 1 or max(len(rows), len(columns)) > _LARGEST:
            found |= _greedy({(i, j): scores[i, j] for i in rows for j in columns if (i, j) in scores})
        else:
            found |= _hungarian(rows, columns, scores)
    return dict(sorted(found.items()))


def _knots(scores: Scores) -> Iterator[tuple[list[int], list[int]]]:
    """The connected components: rows and columns that have to do with each other."""
    partners: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for (i, j), score in sorted(scores.items()):
        if score > 0:
            partners["row", i].append(("column", j))
            partners["column", j].append(("row", i))
    seen: set[tuple[str, int]] = set()
    for start in [one for one in partners if one[0] == "row"]:
        if start in seen:
            continue
        seen.add(start)
        waiting, knot = [start], []
        while waiting:
            knot.append(waiting.pop())
            fresh = [one for one in partners[knot[-1]] if one not in seen]
            seen.update(fresh)
            waiting += fresh
        yield (sorted(at for side, at in knot if side == "row"), sorted(at for side, at in knot if side == "column"))


def _greedy(scores: Scores) -> dict[int, int]:
    """The best pair first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), score in sorted(scores.items(), key=lambda one: (-one[1], one[0])):
        if score > 0 and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _hungarian(rows: list[int], columns: list[int], scores: Scores) -> dict[int, int]:
    """Kuhn and Munkres with potentials; a row may also stay alone, at no cost."""
    n, m = len(rows), len(columns) + len(rows)                      # a column of its own for each row to stay alone in
    cost = [[0] * (m + 1) for _ in range(n + 1)]
    for a, i in enumerate(rows, 1):
        for b, j in enumerate(columns, 1):
            cost[a][b] = -max(0, scores.get((i, j), 0))
    height, depth = [0] * (n + 1), [0] * (m + 1)
    owner, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0], at = row, 0
        least: list[float] = [float("inf")] * (m + 1)
        used = [False] * (m + 1)
        while owner[at]:
            used[at] = True
            here, delta, ahead = owner[at], float("inf"), 0
            for b in range(1, m + 1):
                if used[b]:
                    continue
                reduced = cost[here][b] - height[here] - depth[b]
                if reduced < least[b]:
                    least[b], way[b] = reduced, at
                if least[b] < delta:
                    delta, ahead = least[b], b
            for b in range(m + 1):
                if used[b]:
                    height[owner[b]] += int(delta)
                    depth[b] -= int(delta)
                else:
                    least[b] -= delta
            at = ahead
        while at:
            owner[at], at = owner[way[at]], way[at]
    return {rows[owner[b] - 1]: columns[b - 1] for b in range(1, len(columns) + 1)
            if owner[b] and scores.get((rows[owner[b] - 1], columns[b - 1]), 0) > 0}
