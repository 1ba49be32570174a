"""What is sent for an event, where it is no event itself, is read as the event would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from consent_service.actions import families, notknow, own, responses, saidonline, sharenow
from consent_service.domain.recorded.members import Spread, members_of
from tests.domain.test_members_do_something import BECOMES

#: What has less marks than the event's own member of its name, and why.
LESS: Final[Mapping[tuple[type, str], str]] = {
    **dict.fromkeys(
        (
            (own.StopAgreeing, "words"),
            (saidonline.SayYes, "words"),
            (notknow.SayWhoMustNotKnow, "words"),
            (own.SayWrong, "words"),
            (own.AskUs, "words"),
        ),
        "Theirs they are: nobody but whoever is signed in is named. On the event they are read.",
    ),
    **dict.fromkeys(
        (
            (own.StopAgreeing, "response"),
            (saidonline.SayYes, "response"),
            (own.SayWrong, "about"),
        ),
        "Of what stands on their own page, in which it is looked for, and not in the file.",
    ),
    **dict.fromkeys(
        ((responses.RecordAttempt, name) for name in ("person", "scope", "words")),
        "Its marks go by what was answered, which an attempt does not say.",
    ),
    (families.IdentifyFather, "person"): "The placeholder, who is no child; he is `father`.",
    (
        families.IdentifyFather,
        "role",
    ): "A father unless it says otherwise, also where it is unread.",
    (sharenow.RecordShareNow, "share_now"): "A use there was; the id of one made here is ours.",
}


def less_marked() -> Iterator[tuple[type, str]]:
    for declared, (kind, _) in BECOMES.items():
        of_the_event = {member.name: member for member in members_of(kind)}
        for member in members_of(declared):
            if member.name in of_the_event and member.holds.mark(Spread) is None:
                marks: tuple[Any, ...] = of_the_event[member.name].holds.marks
                if any(one not in member.holds.marks for one in marks if not isinstance(one, str)):
                    yield declared, member.name


def test_a_member_of_a_command_has_the_marks_of_the_event_s_or_says_why_not() -> None:
    """They say what is taken with care, whose words they are and who may be led by them: `NO` for
    parental responsibility was taken however it was spelt in one write, and refused in the other.
    """
    assert set(less_marked()) == set(LESS)
