"""Whatever somebody may write changes something that somebody reads.

An answer, a task, somebody's own page, words for an agency, a notice, a search, a page that staff
read, a report or a paper: `walk/where_members_show.json` says which, for every member of every
kind of event.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from zlib import crc32

import msgspec
import pytest

from consent_service.actions import (
    corrections,
    elsewhere,
    enquiries,
    families,
    notknow,
    own,
    policies,
    responses,
    saidonline,
    sharenow,
)
from consent_service.actions.adding import AddAdult, AddChild
from consent_service.actions.authorisations import DecideNotToShare
from consent_service.actions.conversations import RecordConversation
from consent_service.actions.disclosures import AnswerRequest
from consent_service.actions.referrals import FirstReferral
from consent_service.actions.said import Said
from consent_service.api.recorded import by_family
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.recorded import (
    checked,
    circumstances,
    clocks,
    compared,
    falling,
    joinedelsewhere,
    losses,
    ofauthority,
    owning,
    practice,
    sharingatonce,
)
from consent_service.domain.recorded import events as e
from consent_service.domain.recorded.circumstances import DeathRecorded
from consent_service.domain.recorded.event import kinds, tag_of
from consent_service.domain.recorded.members import Ours, Spread, members_of
from consent_service.domain.recorded.policy import Policy
from consent_service.domain.recorded.privacynotices import NoticeGiven
from tests.domain.walk.surfaces import SURFACES
from tests.domain.walk.values import named, paths
from tests.domain.walk.walking import shows_in, table, walked

TABLE: Final = table()

#: What the service itself puts on record, from what it was asked or found: nobody writes it.
OURS: Final = {
    checked.CheckMade,
    checked.CheckUnanswered,
    checked.CoverageShown,
    checked.HistoryAsked,
    ofauthority.LedgerOpened,
    practice.DecisionDrafted,
    sharingatonce.ShareNowUsed,
    circumstances.DangerAsked,
    compared.DisclosureCompared,
    falling.EffectWaits,
    falling.Looked,
    falling.TakenWithCare,
    joinedelsewhere.NoAboutChildElsewhere,
    joinedelsewhere.NoAboutChildEnded,
    joinedelsewhere.NoHeardElsewhere,
    losses.EntriesLost,
    losses.RecordRecovered,
    clocks.ClockSet,
    ofauthority.KeyRotated,
    ofauthority.KeyRetired,
}

#: What is sent where it is not an event: what becomes of it, and of each member by another name.
BECOMES: Final[dict[type, tuple[type, dict[str, str]]]] = {
    **dict.fromkeys(
        (AddChild, AddAdult),
        (DeathRecorded, dict.fromkeys(("has_died", "died_on"), "effective_at")),
    ),
    responses.Withdraw: (e.AgreementWithdrawn, {}),
    responses.RecordAttempt: (e.ResponseRecorded, {}),
    enquiries.ClaimEnquiry: (owning.EnquiryAssigned, {}),
    families.IdentifyFather: (e.RelationshipRecorded, {"father": "person"}),
    elsewhere.JoinElsewhere: (
        joinedelsewhere.PersonJoinedElsewhere,
        # By it the other file has the same person.
        {"file": "joining", "other": "joining"},
    ),
    DecideNotToShare: (practice.NotShareDecided, {}),
    policies.AdoptPolicy: (ofauthority.PolicyAdopted, {}),
    AnswerRequest: (practice.AgencyReplied, {}),
    sharenow.RecordShareNow: (sharingatonce.ShareNowRecorded, {}),
    own.StopAgreeing: (
        e.AgreementWithdrawn,
        # Parts are picked out of that agreement as their page words them.
        dict.fromkeys(("response", "who", "about", "what", "why"), "scope"),
    ),
    # The answer that is meant gives what the yes is to.
    saidonline.SayYes: (
        e.ResponseRecorded,
        {"response": "scope", "who": "scope", "unchecked": "modifiers"},
    ),
    notknow.SayWhoMustNotKnow: (e.WishRecorded, {"who": "not_to_be_told"}),
    own.SayWrong: (practice.CorrectionAsked, {}),
    # Of an answer that is meant its scope may be what they say no to.
    own.AskUs: (practice.FamilyAsked, {"response": "scope"}),
    FirstReferral: (e.FileOpened, {}),
    # One more of the same for each answer of the talk.
    corrections.CorrectEntry: (practice.EntryCorrected, {"with_answers": "corrects"}),
    RecordConversation: (NoticeGiven, {"privacy_notice_language": "language"}),
}
#: What else an act puts on record with some of its members.
BESIDES: Final[dict[tuple[type, str], type]] = {
    (corrections.AnswerCorrection, "corrects"): practice.EntryCorrected,
    (corrections.AnswerCorrection, "right_version"): practice.EntryCorrected,
    (corrections.AnswerCorrection, "about"): practice.DisagreementStated,
    (own.AskUs, "response"): e.ResponseRecorded,
    (saidonline.SayYes, "explained"): e.ConversationRecorded,
    (saidonline.SayYes, "unchecked"): e.ConversationRecorded,
}


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("tag", TABLE)
def test_each_member_changes_what_the_table_says(tag: str, every: int) -> None:
    """One that changes nothing is shown to whoever should read it, or refused. Every third member
    each day, beginning with another for each kind: that a rule no longer reads one of the others,
    and no test of the rule says so, is found by the campaign.
    """
    members = [path for kind, path in walked() if kind == tag]
    today = members[crc32(tag.encode()) % every :: every]
    dead = [named(path) for path in today if not shows_in(tag, path, TABLE[tag][named(path)])]
    assert dead == []


def test_the_table_has_every_member_and_no_other() -> None:
    every: dict[str, set[str]] = {}
    for tag, path in walked():
        every.setdefault(tag, set()).add(named(path))
    assert {tag: set(members) for tag, members in TABLE.items()} == every
    assert {where for members in TABLE.values() for where in members.values()} <= set(SURFACES)


def test_every_kind_that_somebody_writes_is_walked() -> None:
    assert {tag_of(kind) for kind in set(kinds()) - OURS} == set(TABLE)


def _sent() -> Iterator[tuple[type, str]]:
    """Each write and each of its members, those of a part of its own under that part."""
    for declared in [*(w.records for w in WRITES), *(w.command for w in by_family.WRITES)]:
        yield from _sent_in(declared)


def _sent_in(kind: Any) -> Iterator[tuple[type, str]]:
    for member in members_of(kind):
        holds = member.holds
        if holds.mark(Spread):
            yield from _sent_in(holds.base)
        elif not holds.mark(Ours) and not _is_said_of_its_own(holds):
            yield kind, member.name


def _is_said_of_its_own(holds: Any) -> bool:
    """A whole event inside the command, such as the answers of a conversation."""
    base = holds.base if holds.each is None else holds.each.base
    return getattr(base, "__origin__", None) is Said


def test_every_member_of_every_write_reaches_an_event_that_is_walked() -> None:
    """One that stops on the way would be taken, and heard by nobody."""
    lost = []
    for declared, member in _sent():
        kind, other = BECOMES.get(declared, (declared, {}))
        kind = BESIDES.get((declared, member), kind)
        name = other.get(member, member)
        known = (
            {m.name for m in members_of(Policy)}
            if kind is ofauthority.PolicyAdopted
            else {m.name for m in members_of(kind)}
        )
        if not issubclass(kind, msgspec.Struct) or kind in OURS or name not in known:
            lost.append((declared.__name__, member))
    assert lost == []


def test_the_walk_goes_into_every_part() -> None:
    """So that nothing hides in a part: a scope, an interpreter, a rationale."""
    deep = {named(path) for path in paths(e.AuthorisationMade)}
    assert {"scope.exclusions.agencies.described", "rationale.why_now", "telling.on"} <= deep
