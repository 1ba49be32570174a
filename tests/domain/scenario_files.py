"""Scenario files: a family, a question and the expected answer, in one JSON form.

A scenario's `facts` are turned into the entries that would have recorded them, and those are
folded, so that a scenario goes through the same door as a real record. The form is that of
`decision_scenarios.json`. What our own file adds, all of it optional:

* `usual` at the top of the file: what every scenario has unless it says otherwise, for `facts`,
  `question`, each `child`, `adult`, `response` and `authorisation`. A response or authorisation
  that gives only the time it took effect was recorded at that time.
* a list of `{"value", "effective_at", "recorded_at"}` wherever one value stands for `safe_to_ask`,
  `reachable`, `capacity`, `competence`, `objects` or one person's parental responsibility; the
  middle two of `capacity` and `competence` may name a `purpose`, a relationship may be `ended`;
* a child's `dob` for its `age` (an `age` of null is a child not yet born);
* a response's `kind`, `valid_from`, `validity` (a list as above) and `summary_sent_at`; an agency
  is a type or `{"type", "organisation"}`; an authorisation's `relies_on` and `ended_at`;
* `corrections` (`{"of": place in responses, "recorded_at"}`), `conversations` (`{"with",
  "effective_at", "recorded_at"}`) and `policy` in the facts; `organisation` in the question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from consent_service.domain import decision, events
from consent_service.domain.answers import Answer, Reason
from consent_service.domain.casefile import CaseFile
from consent_service.domain.codes import codes
from consent_service.domain.content import By, Content
from consent_service.domain.folding import Stamp, fold
from consent_service.domain.policy import DEFAULT_POLICY, Policy
from consent_service.domain.practice import EntryCorrected
from consent_service.domain.proposal import Proposal, Urgency
from consent_service.domain.scope import Agency, Exclusions, Scope
from consent_service.domain.view import View

HERE = Path(__file__).parent
GIVEN = HERE / "decision_scenarios.json"
OWN = HERE / "own_scenarios.json"

#: When everything was recorded for which a scenario gives no time.
BEGINNING = "2000-01-01T00:00:00+00:00"
CATEGORIES = frozenset(codes("categories"))
LONDON = ZoneInfo("Europe/London")
WORKER = By("Zzworker", "SOCIAL_WORKER")


class Recorded(NamedTuple):
    """An event of a scenario and when it was recorded."""

    at: datetime
    event: events.AnyEvent
    #: The place in `responses` of what this records or, for a correction, of what it corrects.
    response: int | None = None


class Case(NamedTuple):
    """What a scenario asks, in the project's own types."""

    entries: list[tuple[Stamp, Content]]
    file: CaseFile
    policy: Policy
    proposal: Proposal
    as_of: datetime
    known_at: datetime
    ledger_readable: bool

    def answer(self) -> Answer:
        """As a caller would: immediate risk is answered whether or not anything can be read."""
        if not self.ledger_readable and self.proposal.urgency is not Urgency.IMMEDIATE:
            return decision.unavailable(Reason.CANNOT_READ_LEDGER)
        return decision.decide(
            View(self.file, self.as_of, self.known_at), self.policy, self.proposal
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
    return scenario | {"facts": facts, "question": usual["question"] | scenario["question"]}


def _filled(given: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    began = given.get("effective_at", given.get("start"))
    times = {} if began is None else {"recorded_at": began}
    return usual | times | given


def read(facts: dict[str, Any], question: dict[str, Any]) -> Case:
    """The case that a scenario describes."""
    entries = list(_placed(_recorded(facts, question)))
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
        as_of=_time(question["as_of"]),
        known_at=_time(question["known_at"]),
        ledger_readable=facts.get("ledger_readable", True),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else _time(text)


def _placed(recorded: Iterator[Recorded]) -> Iterator[tuple[Stamp, Content]]:
    """In the order recorded; what was recorded at one time keeps the order of the scenario."""
    in_order = sorted(recorded, key=lambda entry: entry.at)
    seqs = {
        entry.response: seq
        for seq, entry in enumerate(in_order)
        if entry.response is not None and not isinstance(entry.event, EntryCorrected)
    }
    for seq, entry in enumerate(in_order):
        event = entry.event
        if isinstance(event, EntryCorrected):
            assert entry.response is not None
            event = msgspec.structs.replace(event, corrects=seqs[entry.response])
        yield Stamp(seq, entry.at), Content(WORKER, event)


def _recorded(facts: dict[str, Any], question: dict[str, Any]) -> Iterator[Recorded]:
    yield Recorded(_time(BEGINNING), events.FileOpened())
    for child in facts["children"]:
        yield from _child(child, _time(question["as_of"]))
    for adult in facts["adults"]:
        yield from _adult(adult, question)
    for index, response in enumerate(facts["responses"]):
        yield from _response(index, response)
    for index, authorisation in enumerate(facts.get("authorisations", ())):
        yield from _authorisation(f"decision-{index}", authorisation, facts["responses"])
    for held in facts.get("conversations", ()):
        yield Recorded(
            _time(held["recorded_at"]),
            events.ConversationRecorded(
                conversation=f"with-{held['with']}-{held['effective_at']}",
                enquiry="E1",
                person=held["with"],
                method="PHONE_VERBAL",
                seen_alone="YES",
                effective_at=_time(held["effective_at"]),
            ),
        )
    for enquiry, at in facts.get("closed_enquiries", {}).items():
        yield Recorded(
            _time(at),
            events.EnquiryClosed(enquiry=enquiry, reason="NFA_ADVICE", effective_at=_time(at)),
        )
    if facts.get("advocate_discussed") and facts["adults"]:
        yield Recorded(
            _time(BEGINNING),
            events.AdvocateStatusChanged(
                person=facts["adults"][0]["id"],
                enquiry=question["enquiry"],
                status="OFFERED",
                effective_at=_time(BEGINNING),
            ),
        )
    for correction in facts.get("corrections", ()):
        yield Recorded(
            _time(correction["recorded_at"]),
            EntryCorrected(corrects=-1, what_was_wrong="Wrong child", requested_by="STAFF"),
            correction["of"],
        )


def _history(given: Any, nothing: Any, at: str = BEGINNING) -> list[dict[str, Any]]:
    """A fact's values over time; one bare value has always held, and `nothing` is no record."""
    if isinstance(given, list):
        return given
    if given == nothing:
        return []
    return [{"value": given, "effective_at": at, "recorded_at": at}]


def _child(child: dict[str, Any], as_of: datetime) -> Iterator[Recorded]:
    id = child["id"]
    dob, due = None, None
    if "dob" in child:
        dob = date.fromisoformat(child["dob"])
    elif child["age"] is None:
        due = date(2027, 3, 1)
    else:
        dob = date(as_of.astimezone(LONDON).year - child["age"], 1, 1)
    yield Recorded(
        _time(child.get("recorded_at", BEGINNING)),
        events.ChildAdded(child=id, names=child.get("name", id), dob=dob, estimated_due_date=due),
    )
    for fact in _history(child["competence"], "NOT_ASSESSED"):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.CompetenceRecorded(
                child=id,
                status=fact["value"],
                effective_at=_time(fact["effective_at"]),
                purpose=fact.get("purpose", "*"),
            ),
        )
    for fact in _history(child["objects"], False):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.WishRecorded(
                child=id,
                objects=fact["value"],
                words="Zzwords",
                heard_by="Zzworker",
                effective_at=_time(fact["effective_at"]),
            ),
        )
    for person, given in child["parental_responsibility"].items():
        for fact in _history(given, None):
            yield Recorded(
                _time(fact["recorded_at"]),
                events.RelationshipRecorded(
                    person=person,
                    child=id,
                    role="OTHER_HOUSEHOLD",
                    pr_status=fact["value"],
                    effective_at=_time(fact["effective_at"]),
                    ended=fact.get("ended", False),
                ),
            )


def _adult(adult: dict[str, Any], question: dict[str, Any]) -> Iterator[Recorded]:
    id = adult["id"]
    yield Recorded(_time(BEGINNING), events.AdultAdded(person=id, names=adult.get("name", id)))
    for fact in _history(adult["safe_to_ask"], True):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.SafetyRecorded(
                person=id,
                safe_to_ask=fact["value"],
                code="RISK_TO_CHILD_IF_ASKED",
                effective_at=_time(fact["effective_at"]),
            ),
        )
    reached = adult["reachable"]
    if reached is False:
        # They cannot be reached now, whatever they said before.
        reached = [
            {
                "value": False,
                "effective_at": question["as_of"],
                "recorded_at": question["known_at"],
            }
        ]
    for fact in _history(reached, True):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.ReachabilityRecorded(
                person=id, reachable=fact["value"], effective_at=_time(fact["effective_at"])
            ),
        )
    for fact in _history(adult["capacity"], "PRESUMED"):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.CapacityRecorded(
                person=id,
                status=fact["value"],
                effective_at=_time(fact["effective_at"]),
                purpose=fact.get("purpose", "*"),
            ),
        )


def _agency(given: str | dict[str, str]) -> Agency:
    return Agency(given) if isinstance(given, str) else Agency(given["type"], given["organisation"])


def _scope(given: dict[str, Any]) -> Scope:
    excluded = given.get("exclusions", [])
    return Scope(
        subjects=tuple(given["subjects"]),
        purposes=tuple(given["purposes"]),
        agencies=tuple(_agency(agency) for agency in given["agencies"]),
        categories=tuple(given["categories"]),
        directions=tuple(given["directions"]),
        exclusions=Exclusions(
            agencies=tuple(
                _agency(e) for e in excluded if isinstance(e, dict) or e not in CATEGORIES
            ),
            categories=tuple(e for e in excluded if isinstance(e, str) and e in CATEGORIES),
        ),
    )


def _response(index: int, given: dict[str, Any]) -> Iterator[Recorded]:
    id = f"response-{index}"
    began, recorded = _time(given["effective_at"]), _time(given["recorded_at"])
    common: dict[str, Any] = {
        "response": id,
        "enquiry": given["enquiry"],
        "person": given["by"],
        "scope": _scope(given),
        "effective_at": began,
        "response_kind": given.get("kind", "SHARE_INFO"),
    }
    if given["answer"] == "WITHDRAWN":
        yield Recorded(recorded, events.AgreementWithdrawn(**common), index)
    else:
        yield Recorded(
            recorded,
            events.ResponseRecorded(
                **common,
                answer=given["answer"],
                valid_from=_moment(given.get("valid_from")),
                expires_at=_moment(given.get("expires_at")),
            ),
            index,
        )
    concern = {k: given[k] for k in ("effective_at", "recorded_at")} | {"value": "CONCERN"}
    for fact in given.get("validity", [] if given.get("valid", True) else [concern]):
        yield Recorded(
            _time(fact["recorded_at"]),
            events.ValidityChanged(
                response=id, status=fact["value"], effective_at=_time(fact["effective_at"])
            ),
        )
    sent = given.get("summary_sent_at")
    if sent is not None:
        yield Recorded(
            _time(sent), events.WrittenSummarySent(response=id, effective_at=_time(sent))
        )
    elif given.get("written_summary_sent", False):
        yield Recorded(recorded, events.WrittenSummarySent(response=id, effective_at=began))


def _authorisation(
    id: str, given: dict[str, Any], responses: list[dict[str, Any]]
) -> Iterator[Recorded]:
    relies_on = given.get("relies_on")
    if given["kind"] == "RELY_ONE_PARENT" and relies_on is None:
        relies_on = next(r["by"] for r in responses if r["answer"] == "AGREED")
    yield Recorded(
        _time(given["recorded_at"]),
        events.AuthorisationMade(
            authorisation=id,
            enquiry=given["enquiry"],
            decision=given["kind"],
            scope=_scope(given),
            safe_to_tell=given["safe_to_tell"],
            effective_at=_time(given["start"]),
            end=_moment(given["end"]),
            relies_on=relies_on,
        ),
    )
    ended = given.get("ended_at")
    if ended is not None:
        yield Recorded(
            _time(ended),
            events.AuthorisationEnded(
                authorisation=id, reason="NO_LONGER_NEEDED", effective_at=_time(ended)
            ),
        )
