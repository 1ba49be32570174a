"""Scenario files: a family, a question and the expected answer, in one JSON form.

A scenario's `facts` are turned into the entries that would have recorded them, and those are
folded, so that a scenario goes through the same door as a real record. The form is that of
`decision_scenarios.json`. What our own file adds, all of it optional:

* `usual` at the top of the file: what every scenario has unless it says otherwise, for `facts`,
  `question`, each `child`, `adult`, `response` and `authorisation`. A response or authorisation
  that gives only the time it took effect was recorded at that time.
* a list of `{"value", "effective_at", "recorded_at"}` wherever one value stands for `safe_to_ask`,
  `reachable`, `capacity`, `competence`, `objects` or one person's parental responsibility; the
  middle two of `capacity` and `competence` may name a `purpose`, what was found of a child may be
  `by_manager` (as it must be, or wait, to count from 16 on), a relationship may be `ended`;
* a child's `dob` for its `age` (an `age` of null is a child not yet born);
* a response's `kind`, `valid_from`, `validity` (a list as above), `summary_sent_at`, and that it
  is a no heard of somebody on another file (`elsewhere`); an agency is a type or `{"type",
  "organisation"}`; an authorisation's `relies_on` and `ended_at`;
* `waits` on what is recorded of somebody, an answer or a correction: what it lifts waits, unless
  it was `told_by` telephone, until it is `confirmed` or `refused` (each with both times); `joined`,
  two adults who are one person (`{"person", "other", "recorded_at"}`, `parted_at`); a response's
  `notice` (`{"language", "reading_age"}`) and an adult's `language` and `format`;
* `words` that are no answer (`{"by", "door", "effective_at", "recorded_at"}`, by a door of
  `scenario_besides.py`; `not_a_no`, and `read_at` when somebody found them to be none);
* `corrections` (`{"of": place in responses, "recorded_at"}`), `conversations` (`{"with",
  "effective_at", "recorded_at"}`) and `policy` in the facts; `organisation` in the question;
* `injuries` (`{"child", "explained", "moves", "effective_at"}`; what is recorded again of one has
  its `injury`; `by_manager`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from consent_service.api.replies.answered import WhereKept, write_answer
from consent_service.api.replies.showing import AnsweredAt
from consent_service.domain.answers import Answer, Reason
from consent_service.domain.deciding import decision
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import WishWeighed
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from consent_service.domain.recorded.policy import DEFAULT_POLICY, Policy
from consent_service.domain.recorded.practice import EntryCorrected, WordsRead
from consent_service.domain.scopes.proposal import Proposal, Urgency
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Service
from tests.domain.scenario_besides import besides_entries
from tests.domain.scenario_people import (
    adult_entries,
    child_entries,
    injury_entries,
    order_entries,
    sign_entries,
)
from tests.domain.scenario_said import authorisation_entries, enquiry_entries, response_entries
from tests.domain.scenario_times import BEGINNING, Recorded, directory_of, services_of, time_of
from tests.domain.scenario_waiting import joining_entries, waiting_entries

HERE = Path(__file__).parent
GIVEN = HERE / "decision_scenarios.json"
OWN = HERE / "own_scenarios.json"
THIRD = HERE / "scenarios_2026_3.json"

WORKER = By("Zzworker", "SOCIAL_WORKER")
MANAGER = By("Zzmanager", "MASH_MANAGER")


class Case(NamedTuple):
    """What a scenario asks, in the project's own types."""

    entries: list[tuple[Stamp, Content]]
    file: CaseFile
    policy: Policy
    proposal: Proposal
    as_of: datetime
    known_at: datetime
    unavailable: Reason | None
    directory: tuple[Service, ...] = ()

    def answer(self) -> Answer:
        """As a caller would: immediate risk is answered whether or not anything can be read."""
        if self.unavailable is not None and self.proposal.urgency is not Urgency.IMMEDIATE:
            return decision.unavailable(self.unavailable)
        return decision.decide(
            View(self.file, self.as_of, self.known_at),
            self.policy,
            self.proposal,
            self.directory,
        )


def load(path: Path) -> list[dict[str, Any]]:
    """The scenarios of a file, each with everything it leaves to the usual written out."""
    held = json.loads(path.read_text())
    usual = held.get("usual")
    if usual is None:
        return list(held["scenarios"])
    return [_completed(scenario, usual) for scenario in held["scenarios"]]


def _completed(scenario: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    facts = usual["facts"] | scenario["facts"]
    for group, one in (
        ("children", "child"),
        ("adults", "adult"),
        ("responses", "response"),
        ("authorisations", "authorisation"),
    ):
        facts[group] = [_filled(given, usual[one]) for given in facts[group]]
    if "words" in facts:
        facts["words"] = [{"recorded_at": one["effective_at"], **one} for one in facts["words"]]
    return scenario | {"facts": facts, "question": usual["question"] | scenario["question"]}


def _filled(given: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    began = given.get("effective_at", given.get("start"))
    times = {} if began is None else {"recorded_at": began}
    return usual | times | given


def read(facts: dict[str, Any], question: dict[str, Any]) -> Case:
    """The case that a scenario describes."""
    known_at = time_of(question["known_at"])
    listed = directory_of(facts, known_at)
    entries = list(_placed(_recorded(facts, question, services_of(listed, ()))))
    file = CaseFile(id="Zzfile")
    for place, content in entries:
        file = fold(file, content, place)
    return Case(
        entries=entries,
        file=file,
        policy=msgspec.structs.replace(DEFAULT_POLICY, **facts.get("policy", {})),
        proposal=Proposal(
            enquiry=question["enquiry"],
            subjects=tuple(question["subjects"]),
            agency=Agency(question["agency"], question.get("organisation")),
            categories=tuple(question["categories"]),
            purpose=question["purpose"],
            direction=question["direction"],
            urgency=Urgency(question["urgency"]),
        ),
        as_of=time_of(question["as_of"]),
        known_at=known_at,
        unavailable=_unavailable(facts),
        directory=services_of(listed, entries),
    )


def _unavailable(facts: dict[str, Any]) -> Reason | None:
    if not facts.get("ledger_readable", True):
        return Reason.CANNOT_READ_LEDGER
    if facts.get("clock_in_doubt", False):
        return Reason.CLOCK_IN_DOUBT
    return None if facts.get("recordable", True) else Reason.CANNOT_RECORD


def _placed(recorded: Iterator[Recorded]) -> Iterator[tuple[Stamp, Content]]:
    """In the order recorded; what was recorded at one time keeps the order of the scenario."""
    in_order = sorted(waiting_entries(recorded), key=lambda entry: entry.at)
    seqs = {
        entry.response: seq
        for seq, entry in enumerate(in_order)
        if entry.response is not None and not isinstance(entry.event, EntryCorrected)
    }
    said = {
        entry.words: seq
        for seq, entry in enumerate(in_order)
        if entry.words is not None and not isinstance(entry.event, WordsRead)
    }
    for seq, entry in enumerate(in_order):
        event = entry.event
        if isinstance(event, WordsRead):
            assert entry.words is not None
            event = msgspec.structs.replace(event, entry=said[entry.words])
        if isinstance(event, EntryCorrected):
            assert entry.response is not None
            event = msgspec.structs.replace(event, corrects=seqs[entry.response])
        if isinstance(event, EffectWaits):
            event = msgspec.structs.replace(event, entries=(seq - 1,))
        by = MANAGER if entry.by_manager else _recorder_of(event)
        yield Stamp(seq, entry.at), Content(by, event)


def _recorder_of(event: Any) -> By:
    """That somebody is safe again, or may be told after all, is a manager's to say."""
    lifts = isinstance(event, events.SafetyRecorded) and event.safe_to_ask
    decides = isinstance(event, WishWeighed | EffectConfirmed | EffectRefused)
    return MANAGER if lifts or decides else WORKER


def _recorded(
    facts: dict[str, Any], question: dict[str, Any], listed: tuple[Service, ...]
) -> Iterator[Recorded]:
    yield Recorded(time_of(BEGINNING), events.FileOpened())
    for child in facts["children"]:
        yield from child_entries(child, time_of(question["as_of"]))
    for adult in facts["adults"]:
        yield from adult_entries(adult, question)
    for index, response in enumerate(facts["responses"]):
        yield from response_entries(index, response, listed)
    for enquiry in facts.get("enquiries", ()):
        yield from enquiry_entries(enquiry)
    for sign in facts.get("safety", ()):
        yield from sign_entries(sign)
    for place, injury in enumerate(facts.get("injuries", ())):
        yield from injury_entries(place, injury)
    for index, authorisation in enumerate(facts.get("authorisations", ())):
        yield from authorisation_entries(
            f"decision-{index}", authorisation, facts["responses"], listed
        )
    yield from map(_talk, facts.get("conversations", ()))
    for enquiry, at in facts.get("closed_enquiries", {}).items():
        yield Recorded(
            time_of(at),
            events.EnquiryClosed(enquiry=enquiry, reason="NFA_ADVICE", effective_at=time_of(at)),
        )
    if facts.get("advocate_discussed") and facts["adults"]:
        named = [one["id"] for one in facts.get("enquiries", ())]
        for enquiry in dict.fromkeys([question["enquiry"] or "E1", *named]):
            yield Recorded(
                time_of(BEGINNING),
                events.AdvocateStatusChanged(
                    person=facts["adults"][0]["id"],
                    enquiry=enquiry,
                    status="OFFERED",
                    effective_at=time_of(BEGINNING),
                ),
            )
    for correction in facts.get("corrections", ()):
        yield Recorded(
            time_of(correction["recorded_at"]),
            EntryCorrected(corrects=-1, what_was_wrong="Wrong child", requested_by="STAFF"),
            correction["of"],
            correction.get("waits"),
        )
    yield from besides_entries(facts)
    yield from joining_entries(facts)
    yield from order_entries(facts)


def _talk(held: dict[str, Any]) -> Recorded:
    return Recorded(
        time_of(held["recorded_at"]),
        events.ConversationRecorded(
            conversation=f"with-{held['with']}-{held['effective_at']}",
            enquiry="E1",
            person=held["with"],
            method="PHONE_VERBAL",
            seen_alone="YES",
            effective_at=time_of(held["effective_at"]),
        ),
    )


def shown_of(case: Case, view: View) -> dict[str, Any]:
    """What a program reads of the answer to its question, as asked on 10 November."""
    at = datetime(2026, 11, 10, tzinfo=UTC)
    return write_answer(
        case.answer(), case.proposal, WhereKept("ledger"), AnsweredAt(at, view)
    ).shown
