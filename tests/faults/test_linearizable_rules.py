"""The rules by which histories are judged, against an algorithm that works in another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.linearizable import (
    NOTHING,
    Entry,
    Op,
    Outcome,
    Rule,
    Says,
    Value,
    contended,
    during,
    outdated_answers,
    violations,
    with_values_of,
)
from tests.faults.searching import is_linearizable

FILE = "f"


@st.composite
def linearizable_histories(draw: st.DrawFn, most: int = 12) -> list[Op]:
    """Operations on one file that took effect one after the other, each within its own time."""
    ops: list[Op] = []
    stands = NOTHING
    free = [0, 0, 0]
    moment = 0
    for seq in range(draw(st.integers(1, most))):
        moment += draw(st.integers(1, 4))
        ready = [client for client, since in enumerate(free) if since < moment]
        if not ready:
            continue
        client = draw(st.sampled_from(ready))
        start = draw(st.integers(max(free[client] + 1, moment - 6), moment))
        end = moment + draw(st.integers(0, 6))
        free[client] = end
        request = None
        if draw(st.booleans()):
            says = draw(st.sampled_from([Says.AGREED, Says.REFUSED, Says.WITHDRAWN]))
            request, stands = f"request-{seq}", Value(says, f"answer-{seq}")
        ops.append(
            Op(client, FILE, start, end, request=request, seq=seq, hash=str(seq), value=stands)
        )
    return ops


@st.composite
def altered_histories(draw: st.DrawFn, most: int = 12) -> list[Op]:
    """As above, and then checks answer something else, or operations stood at another time."""
    ops = draw(linearizable_histories(most))
    values = [NOTHING, *(op.value for op in ops if op.is_write)]
    for _ in range(draw(st.integers(1, 3))):
        if not ops:
            break
        place = draw(st.integers(0, len(ops) - 1))
        op = ops[place]
        if not op.is_write and draw(st.booleans()):
            ops[place] = replace(op, value=draw(st.sampled_from(values)))
        else:
            by = max(draw(st.integers(-12, 12)), -op.start)
            ops[place] = replace(op, start=op.start + by, end=op.end + by)
    return ops


def ledger_of(history: Sequence[Op]) -> list[Entry]:
    """The ledger that bears out every reply."""
    return [
        Entry(op.seq or 0, op.hash or "", op.file, op.request, op.value or NOTHING)
        for op in history
    ]


def is_accepted(history: Sequence[Op]) -> bool:
    """With each operation a client of its own: sessions are a rule more than linearizability."""
    alone = [replace(op, client=number) for number, op in enumerate(history)]
    return violations(alone, ledger_of(alone)) == []


@given(linearizable_histories())
def test_a_linearizable_history_is_accepted_by_both(history: list[Op]) -> None:
    assert violations(history, ledger_of(history)) == []
    assert is_linearizable(history)


@given(altered_histories(most=5))
def test_the_search_finds_an_order_exactly_where_some_places_satisfy_the_rules(
    history: list[Op],
) -> None:
    """Both verdicts are the same, if the rules may try every way of numbering the operations."""
    by_the_rules = any(
        is_accepted([replace(op, seq=seq) for op, seq in zip(history, places, strict=True)])
        for places in permutations(range(len(history)))
    )
    assert is_linearizable(history) == by_the_rules


@given(altered_histories())
def test_what_the_rules_accept_the_search_accepts(history: list[Op]) -> None:
    assert is_linearizable(history) or not is_accepted(history)


@given(altered_histories())
def test_one_client_after_another_gets_the_same_verdict_from_both(history: list[Op]) -> None:
    """Where nothing overlaps there is one order, and its places are those of the clocks."""
    in_turn = [
        replace(op, start=2 * seq, end=2 * seq + 1, seq=seq)
        for seq, op in enumerate(sorted(history, key=lambda op: op.start))
    ]
    assert is_linearizable(in_turn) == is_accepted(in_turn)


@given(altered_histories())
def test_what_is_outdated_by_the_clocks_has_no_order(history: list[Op]) -> None:
    """The rule that trusts no place raises no false alarm."""
    if list(outdated_answers(history)):
        assert not is_linearizable(history)


@given(linearizable_histories(), st.data())
def test_a_write_of_unknown_outcome_may_stand_or_not(
    history: list[Op], data: st.DataObject
) -> None:
    """It stands, and its client never heard; or nobody read it, and it never stood."""
    ledger = ledger_of(history)
    read = {op.value for op in history if not op.is_write}
    for place, op in enumerate(history):
        if op.is_write and data.draw(st.booleans()):
            history[place] = replace(op, outcome=Outcome.UNKNOWN, seq=None, hash=None, value=None)
            if op.value not in read and data.draw(st.booleans()):
                ledger = [entry for entry in ledger if entry.seq != op.seq]
    assert violations(history, ledger) == []
    assert is_linearizable(with_values_of(history, ledger))


# ── one example of each rule ────────────────────────────────────────────────────────────────

YES, NO_MORE = Value(Says.AGREED, "a"), Value(Says.WITHDRAWN, "w")


def write(seq: int, value: Value, start: int, end: int, client: int = 0) -> Op:
    return Op(client, FILE, start, end, request=value.answer, seq=seq, hash=str(seq), value=value)


def check(seq: int, value: Value, start: int, end: int, client: int = 1) -> Op:
    return Op(client, FILE, start, end, seq=seq, hash=str(seq), value=value)


AGREED, WITHDRAWN = write(0, YES, 0, 1), write(1, NO_MORE, 2, 3)


def rules(history: Sequence[Op], ledger: Sequence[Entry]) -> set[Rule]:
    return {violation.rule for violation in violations(history, ledger)}


def test_an_agreement_taken_back_before_the_check_began_is_found_without_any_place() -> None:
    """Whatever place the reply claims: here one at which the answer would have been right."""
    late = check(1, YES, 4, 5)
    history = [AGREED, replace(WITHDRAWN, seq=2, hash="2"), late]
    found = rules(history, ledger_of(history))
    assert found == {Rule.ORDER, Rule.OUTDATED, Rule.WITHDRAWN}
    assert not is_linearizable(history)


def test_a_check_that_overlaps_the_withdrawal_may_answer_either_way() -> None:
    before = [AGREED, write(2, NO_MORE, 2, 5), check(1, YES, 3, 4)]
    after = [AGREED, write(1, NO_MORE, 2, 5), check(2, NO_MORE, 3, 4)]
    for history in (before, after):
        assert rules(history, ledger_of(history)) == set()
        assert is_linearizable(history)


def test_an_answer_from_another_moment_than_its_place_is_found() -> None:
    """A torn read: the operations overlap, so by clocks alone there is an order for them."""
    history = [AGREED, write(1, NO_MORE, 2, 5), check(2, YES, 3, 4)]
    assert rules(history, ledger_of(history)) == {Rule.ANSWER}
    assert is_linearizable(history)


def test_an_acknowledged_write_that_is_not_there_is_found() -> None:
    assert rules([AGREED, WITHDRAWN], ledger_of([AGREED])) == {Rule.KEPT}


def test_an_entry_that_is_not_as_it_was_acknowledged_is_found() -> None:
    (entry,) = ledger_of([AGREED])
    for changed in ({"hash": "f"}, {"value": NO_MORE}, {"file": "g"}):
        assert Rule.KEPT in rules([AGREED], [replace(entry, **changed)])


def test_a_failed_write_that_was_recorded_is_found() -> None:
    failed = replace(AGREED, outcome=Outcome.FAIL, seq=None, hash=None, value=None)
    assert rules([failed], ledger_of([AGREED])) == {Rule.ABSENT}
    assert rules([failed], []) == set()


def test_an_entry_that_nobody_asked_for_is_found() -> None:
    assert rules([], ledger_of([AGREED])) == {Rule.ABSENT}


def test_a_request_that_was_recorded_twice_is_found() -> None:
    unheard = replace(AGREED, outcome=Outcome.UNKNOWN, seq=None, hash=None, value=None)
    (entry,) = ledger_of([AGREED])
    assert rules([unheard], [entry, replace(entry, seq=1, hash="1")]) == {Rule.ONCE}


def test_a_client_that_goes_back_is_found() -> None:
    """Two operations of one client overlap where it was answered late and had gone on."""
    history = [check(1, YES, 2, 9), check(2, YES, 3, 9), AGREED]
    assert rules(history, ledger_of(history)) == set()
    back = [replace(history[0], seq=2, hash="2"), replace(history[1], seq=1, hash="1"), AGREED]
    assert rules(back, ledger_of(back)) == {Rule.SESSION}


def test_an_answer_that_nobody_gave_is_found() -> None:
    history = [AGREED, check(1, Value(Says.AGREED, "another"), 2, 3)]
    assert rules(history, ledger_of(history)) == {Rule.ANSWER, Rule.OUTDATED}


def test_an_answer_given_before_it_was_said_is_found() -> None:
    history = [check(1, YES, 0, 1), write(0, YES, 2, 3)]
    assert rules(history, ledger_of(history)) == {Rule.ORDER, Rule.OUTDATED}
    assert not is_linearizable(history)


def test_a_refusal_answered_after_a_withdrawal_is_outdated_and_rests_on_no_agreement() -> None:
    no = Value(Says.REFUSED, "r")
    history = [write(0, no, 0, 1), WITHDRAWN, check(2, no, 4, 5)]
    assert rules(history, ledger_of(history)) == {Rule.ANSWER, Rule.OUTDATED}


def test_a_place_given_to_two_operations_is_found() -> None:
    """A copy answers at the place of its newest entry, which is another's: even when what it
    answers is true, nothing of it is on record.
    """
    told = check(1, NO_MORE, 4, 5, client=0)
    history = [AGREED, WITHDRAWN, told]
    ledger = ledger_of([AGREED, WITHDRAWN])
    expected = {Rule.ANSWER, Rule.KEPT, Rule.ONCE, Rule.SESSION}
    assert rules(history, ledger) == expected
    assert rules([AGREED, WITHDRAWN, replace(told, client=1)], ledger) == expected - {Rule.SESSION}


def test_a_write_nobody_heard_of_may_take_effect_long_after() -> None:
    """Its client gave up; the server carries it out when the withdrawal has been acknowledged."""
    late = replace(AGREED, outcome=Outcome.UNKNOWN, seq=None, hash=None, value=None)
    told = check(2, YES, 4, 5)
    ledger = ledger_of([replace(WITHDRAWN, seq=0, hash="0"), replace(AGREED, seq=1), told])
    history = [late, replace(WITHDRAWN, seq=0, hash="0"), told]
    assert rules(history, ledger) == set()
    assert is_linearizable(with_values_of(history, ledger))


def test_a_quiet_run_says_so() -> None:
    apart = [AGREED, WITHDRAWN, check(2, NO_MORE, 4, 5)]
    assert contended(apart) == 0
    assert contended([AGREED, check(1, YES, 1, 2)]) == 1
    assert contended([check(1, YES, 1, 2), check(2, YES, 1, 2)]) == 0
    assert during(apart, [(3, 4)]) == pytest.approx(2 / 3)
