"""What somebody reads who stops is the same with each hidden fact and without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.guarding import as_if_kept
from consent_service.actions.moment import Moment
from consent_service.actions.own import StopAgreeing, stop_agreeing
from consent_service.api.recorded.receipts import SaidThere, receipt
from consent_service.domain.codes import TEXTS
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.own import seen_by
from consent_service.domain.own.answers import OwnAnswers
from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Telling
from tests.domain.own.families import Told, file_of, seen_part, times, told, whole
from tests.domain.own.visible import CHILDREN, STAFF, THEIRS
from tests.trying import tried

#: A former partner, a young person, parents; and one with whom nobody has spoken.
READERS: Final = [*((person, True) for person in sorted(THEIRS)), ("dad", False)]


def stopped(file: CaseFile, person: str, at: datetime, response: str | None) -> dict[str, Any]:
    """Their receipt of stopping all of it, or one thing that they had agreed to."""
    is_young = person in CHILDREN
    by = By("themself", "YOUNG_PERSON" if is_young else "PARENT")
    moment = Moment(at, AuthorityFile(id="bexley"), by, file)
    done = stop_agreeing(StopAgreeing(response=response), person, moment)
    said = SaidThere(person, is_young, tuple(done), at)
    means = ("own_stopped", None)
    return receipt(said, as_if_kept(moment, done), moment.authority_file, means, 1)


def to_stop(file: CaseFile, person: str, at: datetime) -> Iterator[str | None]:
    """All of it; and the first and the last of what stands on their page."""
    yield None
    seen = seen_by(View(file, at, at), person, as_child=person in CHILDREN)
    assert seen is not None
    standing = [yes.event.response for yes in OwnAnswers(seen, at).still_agreed]
    yield from dict.fromkeys([*standing[:1], *standing[-1:]])


def kept_from_them(entries: Sequence[Told]) -> list[Told]:
    """A decision that they are to be told of and may be is no secret: see `test_promising.py`. Here
    each that they do not see is one that they must not.
    """
    not_safe = Telling("NOT_SAFE", date(2026, 12, 1), STAFF)
    return [
        one._replace(event=msgspec.structs.replace(one.event, telling=not_safe))
        if one.seen is None and isinstance(one.event, events.AuthorisationMade)
        else one
        for one in entries
    ]


def without_what_adults_said(means: str) -> str:
    """Whose yes decides is what a child who does not decide is told (amendments, 2)."""
    beginning, end = TEXTS["own_stop_others"].split("{}")
    said = re.escape(TEXTS["own_stop_heard"]) + r" [Yy]our [\w' ]+" + re.escape(beginning + end)
    return re.sub(said, f"{TEXTS['own_stop_heard']} {TEXTS['own_stop_first']}", means)


@pytest.mark.parametrize(("person", "spoken"), READERS)
@tried(3, at_length=240)
@given(seed=st.integers(0, 2**48))
def test_whoever_stops_reads_the_same_with_each_hidden_fact_and_without(
    person: str, spoken: bool, seed: int
) -> None:
    entries = kept_from_them(told(person, seed, spoken=spoken))
    file, part = file_of(whole(entries)), file_of(seen_part(entries))
    every = times(entries)
    for at in (every[seed % len(every)], every[-1]):
        for response in to_stop(part, person, at):
            one, other = (stopped(each, person, at, response) for each in (file, part))
            if person in CHILDREN:
                one, other = (
                    said | {"means": without_what_adults_said(said["means"])}
                    for said in (one, other)
                )
            assert one == other
