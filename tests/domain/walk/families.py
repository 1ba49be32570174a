"""How a family stands before something is written, and what is made of it with it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.recorded import (
    clients,
    directory,
    meetings,
    ofauthority,
    practice,
    sharingatonce,
)
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope
from tests.domain.tasks import happenings
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story, scope
from tests.domain.walk.surfaces import Record

TODAY: Final = MONDAY.date()


HILLSIDE: Final = Agency("GP", "Hillside", "hillside")


_LOOSE: Final = sharingatonce.ShareNowUsed(
    share_now="loose",
    enquiry=None,
    subjects=("ng",),
    agency=Agency("POLICE"),
    categories=("CONCERN_DETAILS",),
    purpose="IMMEDIATE_PROTECTION",
    direction="SHARE",
    effective_at=MONDAY - 30 * DAY,
)


@dataclass(frozen=True, eq=False)
class Situation:
    """`before` makes what stood on record; `after` what came later, in which it may first show."""

    kind: type[Event]
    event: dict[str, Any]
    before: Callable[[Story], Any] = lambda story: None
    after: Callable[[Story], Any] = lambda story: None
    by: By = WORKER


def household() -> Story:
    """A toddler, a girl of fourteen, their parents, an aunt with whom nobody has spoken."""
    story = Story(MONDAY - 20 * DAY).child().child("teen", date(2012, 1, 1))
    story.adult("mum").adult("mum", "teen").adult("dad").adult("dad", "teen")
    story.adult("gran", pr_status="NO").enquiry()
    story.at = MONDAY
    return story


def own_file() -> AuthorityFile:
    own = AuthorityFile(id="own")
    listed = directory.ServiceListed
    for place, event in enumerate(
        (
            listed(service="hillside", type="GP", names=("Hillside Surgery", "Hillside")),
            listed(service="elm", type="GP", names=("Elm",)),
            ofauthority.StaffListed(staff="worker-1", names="Zz Worker"),
            clients.ClientRegistered(
                client="lcs", name="Zz", scopes=("consent:read",), roles=("MASH_WORKER",)
            ),
            clients.ClientKeyAdded(client="lcs", key=clients.ClientKey("k-1", "ES256", "{}")),
            ofauthority.RightGranted(right="old", staff="worker-2", role="AUDITOR"),
            _LOOSE,
            *(
                ofauthority.RecordRestricted(
                    restriction=kept, file="another", staff="worker-1", reason="Zz"
                )
                for kept in ("kept", "kept too")
            ),
        )
    ):
        own = fold(own, Content(MANAGER, event), Stamp(place, MONDAY - 30 * DAY))
    return own


def before(situation: Situation) -> tuple[Story, AuthorityFile]:
    story, own = household(), own_file()
    situation.before(story)
    return story, own


def recorded(situation: Situation, stood: tuple[Story, AuthorityFile], event: Event) -> Record:
    """The event put on record where things stood so, with what came after."""
    was, own = stood
    story = Story(was.at)
    story.file, story.entries, story._ids = was.file, list(was.entries), copy(was._ids)
    place = Stamp(len(story.entries), story.at)
    if own.keeps(event) and not story.file.keeps(event):
        own = fold(own, Content(situation.by, event), Stamp(own.folded_to + 1, story.at))
        story.entries.append((place, Content(situation.by, event)))
    else:
        story.record(event, situation.by)
    newest = story.entries[-1]
    story.later()
    situation.after(story)
    return Record(story.file, own, tuple(story.entries), newest, story.at)


def agreed(story: Story) -> None:
    """The mother has agreed, to all of it about the toddler, in a conversation."""
    story.agree(scope=scope(categories=("CHILD_HEALTH", "EDUCATION")))
    story.later(DAY)


def talked(story: Story) -> None:
    story.talk("mum")
    story.talk("dad")
    story.later(DAY)


def shared(story: Story) -> None:
    """Under the mother's agreement; both parents have been spoken to, and were told."""
    talked(story)
    agreed(story)
    happenings.disclose(story)
    story.later()


def notified(story: Story) -> None:
    shared(story)
    story.say("WITHDRAWN")
    story.later(timedelta(hours=3)).make(
        practice.StopNoticeSent, disclosure="sent", words_sent="Zz"
    )
    story.later()


def agree_briefly(story: Story, person: str, what: Scope) -> None:
    talk = story.talk(person, explained=(), understanding_check="SAID_YES_ONLY")
    story.say("AGREED", person, scope=what, conversation=talk, expires_at=story.at + 20 * DAY)


NOW: Final = {"effective_at": MONDAY + 2 * DAY}


SCOPE: Final = scope(
    agencies=(HILLSIDE, Agency("SCHOOL")),
    exclusions=Exclusions((Agency("GP", "Elm", "elm"),), ("EDUCATION",)),
)


CALLED: Final[dict[str, Any]] = {
    "meeting": "meets",
    "enquiry": "E1",
    "meeting_type": "FAMILY_NETWORK_MEETING",
    "children": ("ng",),
    "starts_at": MONDAY + 5 * DAY,
    **NOW,
}


def called(story: Story) -> None:
    """To a family network meeting, the mother and a surgery."""
    talked(story)
    story.make(meetings.MeetingCalled, **{**CALLED, "effective_at": story.at})
    invited = meetings.MeetingInvited
    story.make(invited, invitation="hers", meeting="meets", person="mum")
    story.make(invited, invitation="theirs", meeting="meets", agency=HILLSIDE)
    story.later()
