"""An edition of the rules is bytes: what it answered once it answers for ever."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.answers import Flag, Outcome, Reason
from consent_service.domain.deciding.decision import RULE_VERSION, RULES
from consent_service.domain.recorded.content import format_content, parse_content
from tests.domain import rule_vectors
from tests.domain.rule_vectors import Vector
from tests.sweeping import each

VECTORS = {
    edition: rule_vectors.load(edition) for edition in RULES if rule_vectors.path(edition).exists()
}
EVERY = [(edition, vector) for edition, held in VECTORS.items() for vector in held]

each_vector = each("edition", "vector", of=EVERY, ids=lambda one: f"{one[0]}, {one[1].name}")
each_edition = pytest.mark.parametrize("edition", RULES)


def test_every_edition_of_the_rules_has_vectors_and_no_vectors_are_of_another() -> None:
    """`python -m tests.domain.make_rule_vectors` makes those of a new edition."""
    assert {path.stem for path in rule_vectors.FOLDER.glob("*.json")} == set(RULES)
    assert RULE_VERSION in RULES


@each_vector
def test_an_edition_answers_as_it_always_did(edition: str, vector: Vector) -> None:
    """A failure here means that checks on ledgers out there no longer replay."""
    assert vector.event.answer.rule_version == edition
    assert vector.answered_again() == vector.asked


@each_vector
def test_the_bytes_of_a_vector_are_those_of_a_ledger(edition: str, vector: Vector) -> None:
    for _, content in (*vector.own, *vector.entries, vector.asked):
        assert format_content(parse_content(content)) == content


@each_edition
def test_the_vectors_of_an_edition_show_all_that_it_can_say(edition: str) -> None:
    answers = [vector.event.answer for vector in VECTORS[edition]]
    items = [item for answer in answers for item in answer.items]
    flags: set[Any] = {flag for answer in answers for flag in answer.flags}
    reasons = {item.reason for item in items} | {r for answer in answers for r in answer.reasons}
    assert {answer.outcome for answer in answers} == set(Outcome)
    # These are said of the record as a whole, by whoever asks the rules.
    of_the_caller = {
        Reason.CANNOT_READ_LEDGER,
        Reason.CANNOT_RECORD,
        Reason.CLOCK_IN_DOUBT,
        Reason.LEDGER_NOT_SOUND,
    }
    assert reasons == set(Reason) - of_the_caller - {Reason.RECORD_DAMAGED}
    assert flags == set(Flag) - {Flag.LEDGER_ALTERED}


@each_edition
def test_no_edition_is_written_over(edition: str) -> None:
    with pytest.raises(FileExistsError):
        rule_vectors.dump(edition, [])
