"""Whether a history of one file is linearizable, by looking for an order: no `seq` is asked.

After Wing and Gong, "Testing and verifying concurrent objects" (J. Parallel Distrib. Comput. 17,
1993), with Lowe's memory of positions that were tried. It shares nothing with `linearizable` but
the shape of a history.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final

from tests.faults.linearizable import NOTHING, Op, Outcome, Value

#: Positions tried before the search gives up. Real runs need about one for each operation.
MOST: Final = 1_000_000


class SearchTooLong(Exception):
    """No order was found or ruled out within `MOST` positions."""


def is_linearizable(history: Sequence[Op]) -> bool:
    """Whether some order of these operations on one file, in which none comes after one that began
    when it had ended, explains every answer. Raises `SearchTooLong`.

    What failed took no effect. A write of unknown outcome may take effect at any time, or never.
    """
    ops = sorted(
        (op for op in history if op.outcome is Outcome.OK or _may_have_written(op)),
        key=lambda op: op.start,
    )
    ends = [op.end if op.outcome is Outcome.OK else inf for op in ops]
    must = sum(1 << n for n, op in enumerate(ops) if op.outcome is Outcome.OK)
    seen: set[tuple[int, Value]] = set()
    ahead = [(0, NOTHING)]
    while ahead:
        done, stands = ahead.pop()
        if done & must == must:
            return True
        if (done, stands) in seen:
            continue
        seen.add((done, stands))
        if len(seen) > MOST:
            raise SearchTooLong
        left = [n for n in range(len(ops)) if not done >> n & 1]
        horizon = min(ends[n] for n in left)
        may_be_next = [n for n in left if ops[n].start <= horizon]
        # A check that reads what stands changes nothing, so taking it now closes no way.
        explained = sum(
            1 << n for n in may_be_next if not ops[n].is_write and ops[n].value == stands
        )
        if explained:
            ahead.append((done | explained, stands))
            continue
        ahead += [(done | 1 << n, ops[n].value or NOTHING) for n in may_be_next if ops[n].is_write]
    return False


def _may_have_written(op: Op) -> bool:
    """A write that nobody ever saw put a value that no check names: it may be left out."""
    return op.outcome is Outcome.UNKNOWN and op.is_write and op.value is not None
