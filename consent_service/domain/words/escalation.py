"""Words for an agency that would not send what it was asked for, or is late (F29)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..codes import ADULT_CATEGORIES, codes
from ..file.held import Held
from ..file.view import View
from ..following.awaited import ENDS_WAITING, replies_to
from ..recorded.practice import AgencyReplied, DisclosureRecorded
from ..scopes.scope import SHARE
from .naming import day, what_in_words

_SAID: Final = {
    "NO_CONSENT": "You said that nobody had agreed to it.",
    "NO_CAPACITY": "You said that nobody could do it at present.",
    "NOT_RELEVANT": "You said that it was not relevant.",
    "DETRIMENT": "You said that it would harm the child.",
    "IDENTITY_NOT_CHECKED": (
        "You said that you could not check who was asking. Please ring this council on a number "
        "that you already hold, and ask for us."
    ),
}
_LISTED: Final = {
    "YES": "Your service is one of the bodies that it lists.",
    "CHECK": "Please check whether your service is one of the bodies that it lists.",
}

#: Children Act 2004 s.16LA(1) to (3), and that consent is not what it turns on.
_DUTY: Final = (
    "Under section 16LA of the Children Act 2004 a listed body must disclose information that it "
    "considers relevant to safeguarding or promoting the welfare of a child, so far as that may "
    "help us in our work, unless disclosing it would be more detrimental to the child than not "
    "disclosing it."
)
_NOT_CONSENT: Final = (
    "That does not depend on the family's agreement, where sharing is lawful and proportionate."
)
_SECTION_11: Final = (
    "Section 11 of the same Act asks the bodies it names to do their work with regard to the need "
    "to safeguard and promote the welfare of children."
)
_ASK: Final = (
    "The decision is yours. Please look at it again with whoever leads on safeguarding in your "
    "service, and send what is relevant by [day and time]. If you still decide otherwise, please "
    "tell us why in writing."
)


#: Of whoever sent some of it the rest is still asked for.
_NOTHING_LEFT: Final = ENDS_WAITING - {"SENT_IN_PART"}


def words_for_escalation(view: View, disclosure: str) -> str | None:
    """What to say to an agency that holds us up; None where nothing is left to ask of it.

    Raises `KeyError` if no such disclosure is on the file.
    """
    held = view.by[DisclosureRecorded, "disclosure"][disclosure][-1]
    replies = replies_to(view, disclosure)
    if not is_left_to_ask(held, replies):
        return None
    last = replies[-1] if replies else None
    return " ".join([_asked(view, held), *_replied(last), *_law(held), _ASK])


def is_left_to_ask(made: Held[DisclosureRecorded], replies: Sequence[Held[AgencyReplied]]) -> bool:
    """Whether there are such words, of which whoever counts needs none."""
    if made.event.direction == SHARE:
        return False
    return not replies or replies[-1].event.outcome not in _NOTHING_LEFT


def _asked(view: View, held: Held[DisclosureRecorded]) -> str:
    made = held.event
    pairs = [
        (subject, category)
        for subject in made.subjects
        for category in made.categories
        # What is about an adult was asked about the adult, and about a child what is a child's.
        if (category in ADULT_CATEGORIES) is (subject in view.adults)
    ] or [(subject, category) for subject in made.subjects for category in made.categories]
    what = what_in_words(view, pairs)
    return f"On {day(held.effective_at)} we asked you for information about {what}."


def _replied(last: Held[AgencyReplied] | None) -> list[str]:
    if last is None:
        return ["We have no reply from you on record."]
    when, because = day(last.effective_at), last.event.because
    said = {
        "WOULD_NOT": f"You told us on {when} that you would not send it.",
        "ACCEPTED": f"You told us on {when} that you would do it.",
        "DELAYED": f"You told us on {when} that it would be late.",
    }.get(last.event.outcome, f"You sent some of it on {when}.")
    return [said, *([_SAID[because]] if because in _SAID else [])]


def _law(held: Held[DisclosureRecorded]) -> list[str]:
    listed = codes("agencies")[held.event.agency.type].attributes.get("s16la_listed")
    if listed not in _LISTED:
        # People of the family's own choosing are no body that a duty lies on.
        return []
    return [_DUTY, _LISTED[str(listed)], _NOT_CONSENT, _SECTION_11]
