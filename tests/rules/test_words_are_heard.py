"""Whatever somebody of a family said or wrote is heard by one rule, whichever entry it stands in.

Each member that holds words of people says where it is declared that they may be theirs
(`members.TheirWords`), or stands here with why they are not: a kind that comes tomorrow as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from consent_service.domain.recorded.event import OfTheAuthority, kinds, tag_of
from consent_service.domain.recorded.events import WishRecorded
from consent_service.domain.recorded.marked import marked
from consent_service.domain.recorded.members import Slot, Text, TheirWords, members_of
from consent_service.domain.said.saidbesides import NOT_A_NO

#: Why none of them are: by kind of entry, the members of which that is so.
_OURS = {
    "what we did or told, in our own words": """
        agency-told: words_sent
        disclosure-recorded: summary words_sent
        referrer-told-back: withheld_reason words_sent
        share-now-recorded: risk so_far
        stop-notice-sent: words_sent
    """,
    "heard with the no that it is": """
        agreement-withdrawn: words
    """,
    "why a manager decided, in their own words": """
        authorisation-ended: reason
        authorisation-made: any_reason child_view_considered duty_test rationale telling
        conference-considered: reason
        decision-reviewed: reason
        disclosure-reviewed: words
        effect-confirmed: reason
        effect-refused: reason
        kept-record-reviewed: words
        not-share-decided: child_view_considered duty_test rationale to_whoever_asked
        record-confirmed: words
        share-now-reviewed: words
        wish-weighed: reason
    """,
    "why whoever recorded it holds it to be so": """
        clock-set: why
        closing-gap-explained: words
        contact-opened: reason
        enquiry-closed: words
        enquiry-rated: reason
        entry-corrected: right_version what_was_wrong
        found-right: reason
        meeting-called: why
        meeting-moved: why
        people-joined: reason
        people-parted: reason
        people-told-apart: reason
        person-amended: reason
        person-joined-elsewhere: reason
        person-parted-elsewhere: reason
        plan-ended: reason
        record-opened: reason
        relationship-recorded: explanation
        safe-to-tell-changed: reason
        safety-recorded: reason
        way-in-given: reason
        wish-recorded: how_weighed
    """,
    "how a number or an address is used, which may be kept from others": """
        contact-point-recorded: note
    """,
    "what the worker saw of pressure": """
        conversation-recorded: pressure_note
    """,
    "what we did about what they said: it says that they were heard": """
        correction-answered: reason
        family-answered: words
    """,
    "said by the service": """
        effect-waits: falls
    """,
    "a referrer's, which is hearsay and holds nothing (edition 2026.3, 2)": """
        enquiry-opened: referrer_words worry
    """,
    "said by the service, and why staff look": """
        looked: notices why
    """,
    "that a plan is read and understood, of whoever is to follow it": """
        plan-confirmed: words
    """,
    "why everything is named, in our own words": """
        response-recorded: any_reason
    """,
    "what people are to do to keep a child safe": """
        safety-plan-made: contact dangers goals reason steps
    """,
    "an agency's, of a notice that it had": """
        stop-notice-acknowledged: words
    """,
    "why they were not told": """
        telling-recorded: reason
    """,
    "heard as what keeps it from somebody": """
        wish-recorded: not_to_be_told_because
    """,
    "why somebody holds words to be no no": """
        words-read: reason
    """,
}
OURS = {
    f"{kind.strip()}.{member}": why
    for why, every in _OURS.items()
    for kind, members in (line.split(":") for line in every.split("\n") if line.strip())
    for member in members.split()
}


def _of_words(kind: Any, path: str = "") -> Iterator[tuple[str, Slot]]:
    """Each member of a kind, or of a part of it, that takes words over several lines."""
    for member in members_of(kind):
        for slot in filter(None, (member.holds, member.holds.each)):
            text = slot.mark(Text)
            if text is not None and text.lines:
                yield path + member.name, slot
            if isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
                yield from _of_words(slot.base, f"{path}{member.name}.")


def _every() -> dict[str, bool]:
    """By kind of entry and member: whether its words may be somebody's of the family."""
    return {
        f"{tag_of(kind)}.{path}": slot.mark(TheirWords) is not None
        for kind in kinds()
        if not issubclass(kind, OfTheAuthority)
        for path, slot in _of_words(kind)
    }


def test_every_member_that_holds_words_says_whose_they_are() -> None:
    every = _every()
    # Of a part of it, the member that holds the part.
    ours = {".".join(n.split(".")[:2]) for n, is_theirs in every.items() if not is_theirs}
    assert ours == OURS.keys()
    theirs = {name for name, is_theirs in every.items() if is_theirs}
    assert theirs == {f"{tag_of(one.kind)}.{one.member}" for one in marked(TheirWords)}


def test_whoever_is_named_as_whose_words_they_are_is_a_member_of_the_kind() -> None:
    for one in marked(TheirWords):
        names = {member.name for member in members_of(one.kind)}
        whose, only = one.mark.whose, one.mark.only
        assert whose in names or whose.startswith("whoever is named"), one
        assert only is None or only[0] in names, one


def test_whoever_writes_such_words_down_can_say_that_there_is_no_no_in_them() -> None:
    """What they wrote to us themselves is for somebody else to read, but for what a child wants."""
    for one in marked(TheirWords):
        names = {member.name for member in members_of(one.kind)}
        is_read = one.mark.to_us and one.kind is not WishRecorded
        assert (NOT_A_NO in names) is not is_read, one
