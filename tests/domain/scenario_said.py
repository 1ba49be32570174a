"""What was said and decided in a scenario, and in which enquiry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent_service.domain.codes import codes
from consent_service.domain.recorded import events
from consent_service.domain.recorded.joinedelsewhere import NoHeardElsewhere
from consent_service.domain.recorded.practice import CorrectionAsked
from consent_service.domain.recorded.privacynotices import NoticeGiven
from consent_service.domain.said.explaining import NINE
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope, resolved
from consent_service.domain.scopes.services import Service
from tests.domain.scenario_times import Recorded, moment_of, time_of

CATEGORIES = frozenset(codes("categories"))


def enquiry_entries(given: dict[str, Any]) -> Iterator[Recorded]:
    opened = time_of(given["opened_at"])
    yield Recorded(
        opened,
        events.EnquiryOpened(
            enquiry=given["id"],
            effective_at=opened,
            referrer_reported_consent=given.get("referrer_reported_consent", "NOT_STATED"),
        ),
    )
    closed = moment_of(given.get("closed_at"))
    if closed is not None:
        yield Recorded(
            closed,
            events.EnquiryClosed(
                enquiry=given["id"], reason=given["close_reason"], effective_at=closed
            ),
        )


def response_entries(
    index: int, given: dict[str, Any], directory: tuple[Service, ...] = ()
) -> Iterator[Recorded]:
    id = f"response-{index}"
    began, recorded = time_of(given["effective_at"]), time_of(given["recorded_at"])
    common: dict[str, Any] = {
        "response": id,
        "enquiry": given["enquiry"],
        "person": given["by"],
        "scope": scope_of(given, directory),
        "effective_at": began,
        "precision": given.get("precision"),
        "response_kind": given.get("kind", "SHARE_INFO"),
    }
    talk = talk_of(index, given)
    if talk is not None:
        yield Recorded(recorded, talk)
        if "notice" in given:
            notice = NoticeGiven(conversation=talk.conversation, version="1", **given["notice"])
            yield Recorded(recorded, notice)
    supersedes = given.get("supersedes")
    if given.get("elsewhere"):
        heard = NoHeardElsewhere(**common, joining="Zzjoining", said=f"there-{index}")
        yield Recorded(recorded, heard, index, given.get("waits"))
    elif given["answer"] == "WITHDRAWN":
        yield Recorded(recorded, events.AgreementWithdrawn(**common), index, given.get("waits"))
    else:
        yield Recorded(
            recorded,
            events.ResponseRecorded(
                **common,
                answer=given["answer"],
                conversation=None if talk is None else talk.conversation,
                supersedes=None if supersedes is None else f"response-{supersedes}",
                valid_from=moment_of(given.get("valid_from")),
                expires_at=moment_of(given.get("expires_at")),
            ),
            index,
            given.get("waits"),
        )
    for place, dispute in enumerate(given.get("disputed", ())):
        yield Recorded(
            time_of(dispute["recorded_at"]),
            CorrectionAsked(
                correction=f"dispute-{index}-{place}",
                person=given["by"],
                words="Zzwords",
                about=id,
                what="NOT_AGREED",
                effective_at=time_of(dispute["effective_at"]),
            ),
        )
    concern = {k: given[k] for k in ("effective_at", "recorded_at")} | {"value": "CONCERN"}
    valid = given.get("valid", True) and not given.get("pressure", False)
    for fact in given.get("validity", [] if valid else [concern]):
        yield Recorded(
            time_of(fact["recorded_at"]),
            events.ValidityChanged(
                response=id, status=fact["value"], effective_at=time_of(fact["effective_at"])
            ),
            waits=fact.get("waits"),
        )
    sent = given.get("summary_sent_at")
    if sent is not None:
        yield Recorded(
            time_of(sent), events.WrittenSummarySent(response=id, effective_at=time_of(sent))
        )
    elif given.get("written_summary_sent", False):
        yield Recorded(recorded, events.WrittenSummarySent(response=id, effective_at=began))


def talk_of(index: int, given: dict[str, Any]) -> events.ConversationRecorded | None:
    """The conversation of an answer, where a scenario says something of it."""
    if not {"conversation", "pressure", "explained", "check", "notice"} & given.keys():
        return None
    explained = {"FULL": len(NINE), "PART": 6, "NOTHING": 0}[given.get("explained", "FULL")]
    return events.ConversationRecorded(
        conversation=given.get("conversation") or f"conversation-{index}",
        enquiry=given["enquiry"],
        person=given["by"],
        method="PHONE_VERBAL",
        seen_alone="YES",
        explained=tuple(sorted(NINE))[:explained],
        understanding_check=given.get("check", "NOT_CHECKED"),
        pressure_concern="YES" if given.get("pressure", False) else "NONE",
        effective_at=time_of(given["effective_at"]),
    )


def authorisation_entries(
    id: str,
    given: dict[str, Any],
    responses: list[dict[str, Any]],
    directory: tuple[Service, ...] = (),
) -> Iterator[Recorded]:
    relies_on = given.get("relies_on")
    if given["kind"] == "RELY_ONE_PARENT" and relies_on is None:
        relies_on = next(r["by"] for r in responses if r["answer"] == "AGREED")
    yield Recorded(
        time_of(given.get("made_at", given["recorded_at"])),
        events.AuthorisationMade(
            authorisation=id,
            enquiry=given["enquiry"],
            decision=given["kind"],
            scope=scope_of(given, directory),
            safe_to_tell=given["safe_to_tell"],
            effective_at=time_of(given["start"]),
            end=moment_of(given["end"]),
            relies_on=relies_on,
        ),
    )
    ended = given.get("ended_at")
    if ended is not None:
        yield Recorded(
            time_of(ended),
            events.AuthorisationEnded(
                authorisation=id, reason="NO_LONGER_NEEDED", effective_at=time_of(ended)
            ),
        )


def scope_of(given: dict[str, Any], directory: tuple[Service, ...] = ()) -> Scope:
    excluded = given.get("exclusions", [])
    return Scope(
        subjects=tuple(given["subjects"]),
        purposes=tuple(given["purposes"]),
        agencies=tuple(agency_of(agency, directory) for agency in given["agencies"]),
        categories=tuple(given["categories"]),
        directions=tuple(given["directions"]),
        exclusions=Exclusions(
            agencies=tuple(
                agency_of(e, directory)
                for e in excluded
                if isinstance(e, dict) or e not in CATEGORIES
            ),
            categories=tuple(e for e in excluded if isinstance(e, str) and e in CATEGORIES),
        ),
    )


def agency_of(given: str | dict[str, str], directory: tuple[Service, ...]) -> Agency:
    if isinstance(given, str):
        return Agency(given)
    for service in directory:
        if service.id == given.get("id"):
            return Agency(service.type, service.names[0], service.id)
    agency = Agency(given["type"], given.get("organisation"), described=given.get("described"))
    # As when it is recorded: what is in the directory is found there.
    return resolved(agency, directory)
