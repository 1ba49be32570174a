"""Whatever is typed freely may lead through somebody who is not safe, and is looked through for it.

Each member that takes free text says where it is declared that something may go by what stands in
it (`members.LeadsThrough`) or why nothing does (`LeadsNowhere`); some stand here with why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from consent_service.domain.recorded.event import OfTheAuthority, kinds, tag_of
from consent_service.domain.recorded.members import LeadsNowhere, LeadsThrough, Text, members_of

#: Why nothing goes by what stands in them: by kind of entry and member.
_LEADS_NOWHERE: Final = """
how somebody, or a service, is called: who is meant is asked of the name itself
    adult-added: names
    advocate-status-changed: advocate organisation
    agency-told: recipient
    birth-recorded: names
    child-added: names
    disclosure-recorded: recipient
    enquiry-opened: referrer_organisation referrer_name
    meeting-invited: name
    meeting-part-taken: name
    person-amended: names
    plan-recipient-named: name
    referrer-told-back: recipient
    safety-plan-made: contact.who
    share-now-recorded: so_far.recipient
of the staff, whom the list of staff knows
    agency-replied: escalated_to
    authorisation-made: requested_by advice_from
    conference-considered: decided_by
    enquiry-assigned: team
    enquiry-closed: team
    injury-recorded: seen_by
    wish-recorded: heard_by
no words: a code, a number, a language
    adult-added: language
    authorisation-made: order_reference lawful_basis.criminal_offence_basis
    authorisation-made: lawful_basis.policy_document_version
    birth-recorded: gender
    child-added: gender language communication_needs identifiers.value
    conversation-recorded: interpreter.language privacy_notice_version notice_given_how
    death-recorded: source reference
    equality-recorded: religion area
    file-opened: reference
    keep-informed-agreed: language
    letter-sent: language
    notice-given: version language
    number-recorded: identifiers.value source
    order-ended: source reference
    order-recorded: source reference
    person-amended: gender language communication_needs
    reference-given: reference never_theirs
    response-recorded: evidence.document_ref
    validity-changed: reasons
what they say, which is heard as it is, and is nothing that we do
    advocate-status-changed: parent_words
    agreement-withdrawn: words
    check-followed-up: note
    conversation-recorded: parent_words questions_asked
    correction-asked: words
    disagreement-stated: words
    enquiry-opened: referrer_words worry
    family-asked: words
    keep-informed-agreed: if_not_agreed_reason
    meeting-part-taken: thinks would_change
    response-recorded: words
    wish-recorded: words not_to_be_told_because
what an agency says, of what it did
    agency-replied: words
    stop-notice-acknowledged: words
what was seen or found, and why: nothing is done by it
    authorisation-ended: reason
    authorisation-made: rationale.what_risk rationale.why_now
    authorisation-made: rationale.why_this_agency_and_information rationale.what_if_we_wait
    authorisation-made: rationale.alternatives_considered duty_test.note telling.reason
    authorisation-made: child_view_considered any_reason
    capacity-recorded: rationale
    clock-set: why
    closing-gap-explained: words
    competence-recorded: rationale
    conference-considered: reason
    contact-opened: reason
    conversation-recorded: pressure_note
    correction-answered: reason
    decision-requested: why
    decision-reviewed: reason
    disclosure-reviewed: words
    effect-confirmed: reason
    effect-refused: reason
    enquiry-closed: words
    enquiry-rated: reason
    entry-corrected: what_was_wrong right_version
    found-right: reason
    injury-recorded: words explanation
    kept-record-reviewed: words
    needs-recorded: note
    not-share-decided: child_view_considered to_whoever_asked
    not-share-decided: rationale.what_risk rationale.why_now
    not-share-decided: rationale.why_this_agency_and_information rationale.what_if_we_wait
    not-share-decided: rationale.alternatives_considered duty_test.note
    people-joined: reason
    people-parted: reason
    people-told-apart: reason
    person-amended: reason
    person-joined-elsewhere: reason
    person-parted-elsewhere: reason
    plan-ended: reason
    reachability-recorded: reason
    record-confirmed: words
    record-opened: reason
    referrer-told-back: withheld_reason
    relationship-recorded: explanation
    response-recorded: any_reason
    safe-to-tell-changed: reason
    safety-plan-made: dangers reason
    safety-recorded: reason
    share-now-recorded: risk
    share-now-reviewed: words
    sign-recorded: note
    telling-recorded: reason
    way-in-given: reason
    wish-recorded: how_weighed
    wish-weighed: reason
    words-read: reason
said by the service
    effect-waits: falls.words
    looked: notices.text why
"""
#: A service or a scope, wherever it stands: `scope.py` alone reads it.
_OF_A_SERVICE: Final = ("organisation", "described")


def _listed() -> dict[str, str]:
    found: dict[str, str] = {}
    why = ""
    for line in filter(None, _LEADS_NOWHERE.split("\n")):
        if not line.startswith(" "):
            why = line
            continue
        kind, _, members = line.strip().partition(":")
        found.update({f"{kind}.{member}": why for member in members.split()})
    return found


def _texts(kind: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """Each member of a kind, or of a part of it, that takes free text: whether it says so."""
    for member in members_of(kind):
        slot = member.holds.each or member.holds
        if slot.mark(Text) is not None:
            marks = (slot.mark(LeadsThrough), slot.mark(LeadsNowhere))
            yield path + member.name, any(mark is not None for mark in marks)
        elif isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
            yield from _texts(slot.base, f"{path}{member.name}.")


def test_every_free_text_says_whether_something_may_go_by_it() -> None:
    every = {
        f"{tag_of(kind)}.{path}": is_said
        for kind in kinds()
        if not issubclass(kind, OfTheAuthority)
        for path, is_said in _texts(kind)
        if not (path.endswith(_OF_A_SERVICE) and "agenc" in path)
    }
    unsaid = {name for name, is_said in every.items() if not is_said}
    assert unsaid - _listed().keys() == set(), "mark it LeadsThrough(), or LeadsNowhere() with why"
    assert _listed().keys() - unsaid == set(), "it says so itself, or is gone"
