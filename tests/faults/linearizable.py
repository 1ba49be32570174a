"""What clients did and were told, held against what the ledger says: is it one history?

Each case file is a register here. A write puts an answer of the mother's in it: she agreed, she
refused, she took it back. A check reads which of her answers stands. Every write makes an answer
with an id of its own, so a check says whose value it read.

The rules are functions of a history and a ledger, both plain values. Most take the `seq` of a reply
as the place at which the operation took effect, and so cost a sort. `outdated_answers` trusts no
`seq`: it goes by clients' clocks and the ids of answers alone. `tests.faults.searching` decides the
same question in another way.

After Herlihy and Wing, "Linearizability" (ACM TOPLAS 12:3, 1990).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from math import inf
from typing import Final, NamedTuple, TypeAlias


class Says(StrEnum):
    """What stands on a file: the last of what was said, or nothing yet."""

    NOTHING = "nothing"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Value(NamedTuple):
    """What stands on a file, and the id of the answer that says so. `says` may hold words of a
    reply that fits none of `Says`; such a value is equal to none that stands.
    """

    says: str
    answer: str


NOTHING: Final = Value(Says.NOTHING, "")


class Outcome(StrEnum):
    """What became of an operation, as far as its client knows."""

    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Op:
    """One operation of one client. Times are nanoseconds of a clock that all clients share.

    `request` is the mark under which the ledger keeps the write's idempotency key; a check has
    none. `seq`, `hash` and `value` are what the reply said, and None if there was none.
    """

    client: int
    file: str
    start: int
    end: float
    outcome: Outcome = Outcome.OK
    request: str | None = None
    seq: int | None = None
    hash: str | None = None
    value: Value | None = None

    @property
    def is_write(self) -> bool:
        return self.request is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger that put a value on a file, or that recorded a check of one.

    `request` is as in `Op`, and None for a check's; `value` is what was put, or answered. `at` is
    when it was recorded, which the writes of one batch share; None is a moment of its own.
    """

    seq: int
    hash: str
    file: str
    request: str | None
    value: Value
    at: datetime | None = None


class Rule(StrEnum):
    """What a history must keep."""

    ANSWER = "a check answers what stood before its place"
    ORDER = "whatever began after a reply has a later place"
    KEPT = "what was acknowledged stands at its place, as it was acknowledged"
    ABSENT = "what failed was not recorded"
    ONCE = "one request and one place are one entry"
    SESSION = "a client never goes back"
    OUTDATED = "a check that began after an acknowledgement knows of it"
    WITHDRAWN = "no check that began after a withdrawal rests on the agreement withdrawn"


_NOES: Final = frozenset({Says.REFUSED, Says.WITHDRAWN})


class Violation(NamedTuple):
    """A rule that was broken, and by what."""

    rule: Rule
    by: Op | Entry


Ledger: TypeAlias = Sequence[Entry]
History: TypeAlias = Sequence[Op]


def violations(history: History, ledger: Ledger) -> list[Violation]:
    """Everything that is wrong with `history`, given the whole `ledger` of its files."""
    known = with_values_of(history, ledger)
    return [
        *wrong_answers(known, ledger),
        *out_of_order(known),
        *not_as_acknowledged(known, ledger),
        *more_than_once(known, ledger),
        *sessions_going_back(known),
        *outdated_answers(known),
    ]


def with_values_of(history: History, ledger: Ledger) -> list[Op]:
    """The history, in which writes of unknown outcome that were recorded say what they put."""
    put = {entry.request: entry.value for entry in ledger if entry.request is not None}
    return [
        replace(op, value=put[op.request])
        if op.outcome is Outcome.UNKNOWN and op.request in put
        else op
        for op in history
    ]


# ── by the place that each reply names ──────────────────────────────────────────────────────


def wrong_answers(history: History, ledger: Ledger) -> Iterator[Violation]:
    """Checks whose answer is not what the last write before their `seq` put on the file."""
    puts: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(ledger, key=lambda entry: entry.seq):
        if entry.request is not None:
            puts[entry.file].append(entry)
    places = {file: [entry.seq for entry in entries] for file, entries in puts.items()}
    for op in _finished(history):
        if not op.is_write:
            before = bisect_left(places.get(op.file, []), _place(op))
            if op.value != _standing(puts[op.file][:before]):
                yield Violation(Rule.ANSWER, op)


def _standing(put: Sequence[Entry]) -> Value:
    """What the last moment put on the file: of what was said in one moment a no counts, of noes
    that they took it back, and only of what is alike the one with the later place.
    """
    if not put:
        return NOTHING
    last = put[-1]
    moment = [entry for entry in put if entry.at == last.at] if last.at is not None else [last]
    noes = [entry for entry in moment if entry.value.says in _NOES]
    taken_back = [entry for entry in noes if entry.value.says is Says.WITHDRAWN]
    return (taken_back or noes or moment)[-1].value


def out_of_order(history: History) -> Iterator[Violation]:
    """Operations with a place before that of one that had ended when they began."""
    ended = sorted(_finished(history), key=lambda op: op.end)
    ends = [op.end for op in ended]
    latest = list(accumulate((_place(op) for op in ended), max))
    for op in ended:
        before = bisect_left(ends, op.start)
        if before and latest[before - 1] > _place(op):
            yield Violation(Rule.ORDER, op)


def not_as_acknowledged(history: History, ledger: Ledger) -> Iterator[Violation]:
    """Acknowledged and not there as it was said; failed and there; there and asked by nobody."""
    by_seq = {entry.seq: entry for entry in ledger}
    for op in _finished(history):
        entry = by_seq.get(_place(op))
        said = (op.hash, op.file, op.request, op.value)
        if entry is None or (entry.hash, entry.file, entry.request, entry.value) != said:
            yield Violation(Rule.KEPT, op)
    recorded = {entry.request for entry in ledger}
    for op in history:
        if op.is_write and op.outcome is Outcome.FAIL and op.request in recorded:
            yield Violation(Rule.ABSENT, op)
    asked = {op.request for op in history}
    for entry in ledger:
        if entry.request is not None and entry.request not in asked:
            yield Violation(Rule.ABSENT, entry)


def more_than_once(history: History, ledger: Ledger) -> Iterator[Violation]:
    """A request that was recorded twice, and a place that two operations were given."""
    requests = Counter(entry.request for entry in ledger if entry.request is not None)
    yield from (Violation(Rule.ONCE, e) for e in ledger if requests[e.request or ""] > 1)
    places = Counter(op.seq for op in _finished(history))
    yield from (Violation(Rule.ONCE, op) for op in _finished(history) if places[op.seq] > 1)


def sessions_going_back(history: History) -> Iterator[Violation]:
    """Operations with a place that is not after that of the same client's one before."""
    last: dict[int, int] = {}
    for op in sorted(_finished(history), key=lambda op: op.start):
        if _place(op) <= last.get(op.client, -1):
            yield Violation(Rule.SESSION, op)
        last[op.client] = _place(op)


# ── by clocks and ids alone ─────────────────────────────────────────────────────────────────


def outdated_answers(history: History) -> Iterator[Violation]:
    """Checks that rest on an answer although a later one had been acknowledged when they began.

    Later means begun after the older one's acknowledgement, so nobody can have taken them for
    recorded the other way round. A check that rests on what nobody had yet said is outdated too.
    """
    writes: dict[str, list[Op]] = defaultdict(list)
    for op in history:
        if op.is_write:
            writes[op.file].append(op)
    files = {file: _Writes(every) for file, every in writes.items()}
    for op in _finished(history):
        if op.is_write or op.value is None:
            continue
        on_file = files.get(op.file, _Writes([]))
        made = on_file.made_by(op.value)
        if made is None or made.start > op.end:
            yield Violation(Rule.OUTDATED, op)
            continue
        if on_file.began_last(op.start) > made.end:
            yield Violation(Rule.OUTDATED, op)
        if op.value.says == Says.AGREED and on_file.withdrawal_began_last(op.start) > made.end:
            yield Violation(Rule.WITHDRAWN, op)


class _Writes:
    """The writes to one file."""

    def __init__(self, writes: Sequence[Op]) -> None:
        self._by_value: Mapping[Value | None, Op] = {
            op.value: op if op.outcome is Outcome.OK else replace(op, end=inf) for op in writes
        }
        ended = [op for op in writes if op.outcome is Outcome.OK]
        withdrawals = [op for op in ended if op.value and op.value.says == Says.WITHDRAWN]
        self.began_last = _Latest(ended)
        self.withdrawal_began_last = _Latest(withdrawals)

    def made_by(self, value: Value) -> Op | None:
        """The write that put this value; for none yet, one that ended before all others began."""
        if value == NOTHING:
            return Op(-1, "", -1, -1)
        return self._by_value.get(value)


class _Latest:
    """Of those operations that had ended by a time: when did the last to begin begin?"""

    def __init__(self, ops: Iterable[Op]) -> None:
        ended = sorted(ops, key=lambda op: op.end)
        self._ends = [op.end for op in ended]
        self._starts = list(accumulate((op.start for op in ended), max))

    def __call__(self, by: int) -> float:
        before = bisect_left(self._ends, by)
        return self._starts[before - 1] if before else -inf


# ── whether a run says anything ─────────────────────────────────────────────────────────────


def contended(history: History) -> float:
    """The share of operations during which another ran on the same file, one of them a write."""
    files: dict[str, list[Op]] = defaultdict(list)
    for op in sorted(history, key=lambda op: op.start):
        files[op.file].append(op)
    met: set[int] = set()
    for ops in files.values():
        for place, op in enumerate(ops):
            for other in ops[place + 1 :]:
                if other.start > op.end:
                    break
                if op.is_write or other.is_write:
                    met |= {id(op), id(other)}
    return len(met) / len(history)


def during(history: History, faults: Iterable[tuple[int, int]]) -> float:
    """The share of operations that ran while one of these faults, from start to end, lasted."""
    spans = list(faults)
    hit = [op for op in history if any(op.start <= end and start <= op.end for start, end in spans)]
    return len(hit) / len(history)


def _finished(history: History) -> list[Op]:
    return [op for op in history if op.outcome is Outcome.OK]


def _place(op: Op) -> int:
    assert op.seq is not None, "an operation without a place was called a success"
    return op.seq
