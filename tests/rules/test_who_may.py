"""Who may do what: every operation × every role × what is theirs, another's and not there.

The rows are said here again, by hand, so that a role is given to nobody by a slip in the table of
operations, and a new operation has no row until somebody has thought about it; but for what is only
noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from consent_service.api.edge.guard import guard
from consent_service.api.edge.operations import Operation, Public
from consent_service.api.table import operations
from consent_service.domain.codes import codes
from consent_service.domain.may import (
    FAMILY,
    PARTNER,
    REFUSALS,
    STEP_UP_WITHIN,
    AccessRow,
    Kind,
    May,
    Principal,
    Resource,
    ShownAs,
    kind_of,
    may,
)
from consent_service.domain.recorded.event import Noted
from tests.api.alone import ALONE
from tests.api.running import NOON, OURS, THEIRS, Running, problem_of, same_but_for_instance
from tests.sweeping import each

MANAGERS: Final = {"MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"}
WORKERS: Final = MANAGERS | {"MASH_WORKER", "EDT_WORKER", "SOCIAL_WORKER"}

OVERSEERS: Final = {"AUDITOR", "IG_OFFICER", "LEGAL_SERVICES"}
#: What is in a file: overseers read it when they have opened it, with a reason.
WHAT_IS_OPENED: Final = (
    "showReceipt printReceipt showFile showHistory showCheck listDisclosures listWithdrawals "
    "showEscalationWords showClosing"
)

WHO: Final = (
    (
        WORKERS,
        """checkFile checkReference checkAgencies showCoverage showCard showLetter
        openFile addChild addAdult amendPerson recordNumber joinPeople
        partPeople tellApart joinElsewhere partElsewhere recordRelationship identifyFather
        recordBirth
        recordOrder endOrder
        recordDeath recordEquality recordSafety recordReachability recordCapacity
        recordCompetence recordWish openEnquiry closeEnquiry assignEnquiry claimEnquiry rateEnquiry
        takeReferral addReferral giveReference findByReference
        recordConversation recordResponse recordAttempt recordSummarySent changeValidity
        changeAdvocateStatus recordNeeds recordContactPoint agreeKeepInformed
        recordContactMade tellReferrer requestDecision
        recordDisclosure followUpCheck sendStopNotice acknowledgeStopNotice reviewDisclosure
        recordReply recordShareNow linkShareNow recordTelling changeSafeToTell correctEntry
        answerCorrection stateDisagreement readWords readWriting confirmEffect refuseEffect
       recordFamilyRequest answerFamilyRequest giveWayIn endWayIn recordLetter openContact
        recordInjury callMeeting moveMeeting inviteToMeeting recordPartTaken recordMeeting
        considerConference tellAgency makePlan nameRecipient sharePlan confirmPlan endPlan
        explainGap""",
    ),
    (WORKERS | OVERSEERS, "showCodes"),
    (WORKERS | OVERSEERS | {"SYSTEM_ADMIN"}, "showPolicy listNotices showNotice"),
    (WORKERS | OVERSEERS, "listTasksOfFile listTasks countTasks listEnquiries listChanges"),
    (WORKERS | OVERSEERS | {"SYSTEM_ADMIN", PARTNER}, "showMe"),
    (WORKERS | OVERSEERS, WHAT_IS_OPENED),
    (WORKERS | OVERSEERS, "openRecord"),
    (WORKERS | OVERSEERS, "search"),
    (WORKERS | OVERSEERS | {"SYSTEM_ADMIN"}, "showStaff listStaff"),
    (
        WORKERS | OVERSEERS | {"SYSTEM_ADMIN"},
        "listServices showService findServices",
    ),
    (
        WORKERS | {"LEGAL_SERVICES", "IG_OFFICER"},
        "keepDraft listMyDrafts showMyDraft throwAwayDraft sendDraft",
    ),
    (
        WORKERS | {"LEGAL_SERVICES", "IG_OFFICER"},
        "keepReferralDraft listMyReferralDrafts showMyReferralDraft throwAwayReferralDraft",
    ),
    (WORKERS | {"LEGAL_SERVICES", "IG_OFFICER"}, "sendReferralDraft"),
    (WORKERS | {"LEGAL_SERVICES", "IG_OFFICER"}, "withdraw askCorrection recordSign"),
    (WORKERS | {"LEGAL_SERVICES"}, "recordAuthorisation decideNotToShare listDrafts"),
    (MANAGERS | {"LEGAL_SERVICES"}, "reviewDecision endAuthorisation"),
    (
        MANAGERS,
        """weighWish reviewShareNow reviewKeptRecord confirmRecord listWaiting
        findRight restrictRecord endRestriction""",
    ),
    ({PARTNER}, "listRequests answerRequest"),
    (MANAGERS | {"SYSTEM_ADMIN"}, "listService"),
    (MANAGERS | {"IG_OFFICER"}, "publishNotice"),
    (MANAGERS | {"IG_OFFICER", "AUDITOR"}, "listReports showReport listLooks listRestrictions"),
    ({"HEAD_OF_SERVICE"}, "adoptPolicy"),
    ({"HEAD_OF_SERVICE", "SYSTEM_ADMIN"}, "recordStaff"),
    ({"SYSTEM_ADMIN"}, "listClients showClient disableClient"),
    ({"SYSTEM_ADMIN"}, "grantRight revokeRight"),
    ({"SYSTEM_ADMIN", "HEAD_OF_SERVICE", "IG_OFFICER", "AUDITOR"}, "listRights listRightsOf"),
    (
        {"AUDITOR"},
        """showCheckpoint showRotations showEntryBundle showTile showProof showEntryReceipt
        exportLedger""",
    ),
    (OVERSEERS, "showWholeness"),
    ({"AUDITOR", "IG_OFFICER"}, "verifyNow drawSample"),
    ({PARTNER}, "checkAsPartner"),
    ({"ADVOCATE"}, "showSupported showSupportedPart"),
    (
        FAMILY,
        "showOwnReceipt printOwnReceipt showOwn showSupporting stopAgreeing sayYes sayWrong askUs",
    ),
    # Whoever is not of age, whatever they were put on file as: the action looks at that.
    (FAMILY, "sayWhoMustNotKnow"),
)
#: What no rule reads lifts nothing and opens nothing: whoever works with the family notes it, and
#: nobody has to think about it twice.
NOTED: Final = {write.name: WORKERS for write in ALONE if issubclass(write.records, Noted)}
ALLOWED: Final = NOTED | {name: set(roles) for roles, names in WHO for name in names.split()}

GUARDED: Final = {one.name: one for one in operations() if not isinstance(one.roles, Public)}
DECLARED: Final = {
    one.name: set(one.roles) for one in operations() if not isinstance(one.roles, Public)
}
ROLES: Final = sorted(codes("staff_roles"))
OWN, OTHER, MISSING = "a" * 32, "b" * 32, "c" * 32


def somebody(*roles: str, authority: str = OURS) -> Principal:
    """Somebody with these roles, bound to what such roles are bound to."""
    kind = kind_of(frozenset(roles))
    bound: dict[str, Any] = {"file": OWN, "person": "1" * 24} if kind is Kind.FAMILY else {}
    if kind is Kind.PARTNER:
        bound = {"agency": "SCHOOL", "organisation": "2" * 24}
    return Principal(
        kind=kind,
        id="worker-1",
        authority=authority,
        roles=frozenset(roles),
        client="",
        auth_time=NOON,
        **bound,
    )


def named_by(operation: Operation, file: str, authority: str) -> dict[str, str]:
    """What a path of this operation names."""
    said = {"<string:file>": ("file", file), "<string:authority>": ("authority", authority)}
    return {name: value for mark, (name, value) in said.items() if mark in operation.path}


def test_every_operation_has_a_row_and_says_the_same() -> None:
    assert DECLARED == ALLOWED


@each("role", of=ROLES)
def test_each_role_may_where_its_row_says_so_and_nowhere_else(role: str) -> None:
    """And is told the same whatever the path names: a refusal does not tell what is there."""
    for name, operation in GUARDED.items():
        for file in (OWN, OTHER, MISSING):
            found = guard(somebody(role), operation.row, named_by(operation, file, OURS), NOON)
            if role not in ALLOWED[name]:
                assert found == May(False, reason="no-role"), name
            elif role in OVERSEERS and name in WHAT_IS_OPENED.split():
                assert (found.reason, found.shown_as) == ("not-opened", ShownAs.REASON_NEEDED), name
            elif role in FAMILY and file != OWN and "<string:file>" in operation.path:
                assert found.shown_as is ShownAs.NOT_THERE, name
            else:
                assert found == May(True, role), name


def test_nobody_reaches_a_ledger_of_another_authority() -> None:
    for role in ROLES:
        for name, operation in GUARDED.items():
            named = named_by(operation, OWN, THEIRS)
            found = guard(somebody(role), operation.row, named, NOON)
            if "authority" in named and role in ALLOWED[name]:
                assert (found.reason, found.shown_as) == ("another-authority", ShownAs.NOT_THERE)


def test_of_several_roles_the_most_senior_that_may_acts() -> None:
    row = AccessRow(frozenset({"MASH_WORKER", "HEAD_OF_SERVICE", "IG_OFFICER"}))
    both = somebody("MASH_WORKER", "HEAD_OF_SERVICE", "SYSTEM_ADMIN")
    assert may(both, row, Resource(), NOON) == May(True, "HEAD_OF_SERVICE")
    assert may(somebody(*ROLES[:0]), row, Resource(), NOON).reason == "no-role"


def test_who_is_bound_to_a_file_a_person_or_an_organisation_reaches_no_other() -> None:
    row = AccessRow(frozenset({"PARENT", PARTNER}))
    for who, named, reason in (
        ("PARENT", Resource(file=OTHER), "another-file"),
        ("PARENT", Resource(person="9" * 24), "another-person"),
        (PARTNER, Resource(organisation="9" * 24), "another-organisation"),
        (PARTNER, Resource(authority=THEIRS), "another-authority"),
    ):
        found = may(somebody(who), row, named, NOON)
        assert (found.reason, found.shown_as) == (reason, ShownAs.NOT_THERE)
    assert may(somebody("PARENT"), row, Resource(file=OWN, person="1" * 24), NOON).yes
    assert may(somebody(PARTNER), row, Resource(file=OTHER, organisation="2" * 24), NOON).yes


def test_a_client_may_by_its_scopes_and_its_role_both() -> None:
    row = AccessRow(frozenset({"MASH_WORKER"}), scope="consent:check")
    client = replace(somebody("MASH_WORKER"), kind=Kind.CLIENT, scopes=frozenset({"consent:check"}))
    assert may(client, row, Resource(), NOON).yes
    for other in (replace(client, scopes=frozenset()), replace(client, scopes=None)):
        assert may(other, row, Resource(), NOON).reason == "no-scope"
    assert may(client, AccessRow(frozenset({"MASH_WORKER"})), Resource(), NOON).reason == "no-scope"


def test_what_needs_it_anew_is_for_whoever_has_just_shown_who_they_are() -> None:
    row = AccessRow(frozenset({"SYSTEM_ADMIN"}), step_up=True)
    admin = somebody("SYSTEM_ADMIN")
    just = replace(admin, auth_time=NOON - STEP_UP_WITHIN)
    before = replace(admin, auth_time=NOON - STEP_UP_WITHIN - timedelta(seconds=1))
    assert may(just, row, Resource(), NOON).yes
    for stale in (replace(admin, auth_time=None), before):
        assert may(stale, row, Resource(), NOON).shown_as is ShownAs.STEP_UP
    # Whoever may not use it at all is not asked to sign in for it.
    assert may(somebody("AUDITOR"), row, Resource(), NOON).reason == "no-role"


def test_rights_opening_a_record_and_reports_over_every_file_are_for_whoever_showed_it_anew() -> (
    None
):
    anew = {name for name, one in GUARDED.items() if one.row.step_up}
    assert anew == {
        *("grantRight", "revokeRight", "restrictRecord", "endRestriction"),
        *("openRecord", "showReport", "drawSample", "exportLedger"),
    }


def test_what_is_opened_with_a_reason_lies_open_and_whoever_works_on_it_needs_none() -> None:
    row = AccessRow(frozenset({"AUDITOR", "MASH_WORKER"}), needs_reason=frozenset({"AUDITOR"}))
    assert may(somebody("AUDITOR"), row, Resource(is_open=True), NOON).yes
    assert may(somebody("AUDITOR", "MASH_WORKER"), row, Resource(), NOON).yes


@each("role", of=ROLES)
def test_what_is_kept_to_others_is_handed_out_by_nothing_and_stops_nothing_else(role: str) -> None:
    """No check and no write hands anything out, so none is refused; a family has its own."""
    for name, operation in GUARDED.items():
        if role not in ALLOWED[name] or role in FAMILY:
            continue
        named = named_by(operation, OWN, OURS)
        found = guard(somebody(role), operation.row, named, NOON, is_kept=True)
        if role in OVERSEERS and name in WHAT_IS_OPENED.split():
            assert found.reason == "not-opened", name
        elif operation.hands_out:
            assert (found.reason, found.shown_as) == ("kept-to-others", ShownAs.KEPT), name
        else:
            assert found == May(True, role), name
    kept = {name for name, one in GUARDED.items() if one.hands_out and one.method != "GET"}
    assert kept == {"openContact"}


def test_every_reason_to_refuse_stands_in_the_one_table() -> None:
    assert {"another-authority", "no-role", "not-opened", "no-scope", "not-shown-lately"} <= set(
        REFUSALS
    )
    assert May(False, reason="another-file").shown_as is REFUSALS["another-file"]
    assert May(True, "MASH_WORKER").shown_as is None


# ── as served ───────────────────────────────────────────────────────────────────────────────


def of_a_file() -> Iterator[Operation]:
    """Those whose path names nothing but a file: everything else hangs on that."""
    return (one for one in GUARDED.values() if "<string:file>" in one.path)


def test_what_is_anothers_and_what_is_not_there_are_the_same_bytes(service: Running) -> None:
    """Whether a body is looked at first or the file: the reply is of the request alone."""
    theirs = service.as_authority(THEIRS).record("/v1/files", {})["file"]
    for operation in of_a_file():
        role = min(ALLOWED[operation.name])
        seen = []
        for file in (theirs, MISSING):
            path = operation.path.replace("<string:file>", file).replace("<string:", "0")
            path = path.replace(">", "")
            if operation.method == "GET":
                reply = service.get(path, role)
                problem_of(reply, "not-found")
            else:
                body = {"names": "Ng"} if operation.name == "addChild" else {}
                reply = service.post(path, body, role)
            seen.append(reply)
        assert seen[0].status_code == seen[1].status_code, operation.name
        assert same_but_for_instance(*(reply.get_json() for reply in seen)), operation.name
        headers = [
            {k: v for k, v in reply.headers if k not in ("Date", "Content-Length")}
            for reply in seen
        ]
        assert headers[0] == headers[1], operation.name
