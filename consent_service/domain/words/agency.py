"""Words to use with the agency that a check was about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..answers import Answer, Flag, Item, Outcome, Reason, Safe, Says
from ..codes import ADULT_CATEGORIES, label
from ..file.authorityfile import AuthorityFile
from ..file.held import Held
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..following.ofthefamily import NETWORK
from ..following.section47 import before_it_is_decided, why_ask_first
from ..recorded.events import AuthorisationMade
from ..recorded.owning import who_has
from ..recorded.practice import TellingRecorded
from ..safety.askfirst import is_kept_near
from ..safety.readbyothers import before_writing
from ..safety.telling import telling, telling_family
from ..safety.withheld import has_protected_address
from ..scopes.proposal import Proposal
from ..scopes.scope import BOTH, SEEK, SHARE
from .naming import categories_in_words, listed, name_in, what_about_whom
from .standing import OWN_DECISION, CanBeSaid, basis_of

_DONE: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED})
#: The others have no words. Nobody has agreed to or decided what is asked about, and words that
#: could be sent all the same would tell the agency otherwise.
_WORDED: Final = _DONE | {Outcome.PARTLY_COVERED, Outcome.SHARE_NOW}

_TELL: Final = "Please do tell the family about this request."
_OTHERS_MAY: Final = "Others of the family may know of this."
#: To an agency the family is not whoever looks after a child. It is said of each, so that it tells
#: nobody who that is.
_THE_FAMILY: Final = "the family, or those who care for the child,"
_DO_NOT_TELL: Final = f"Please do not tell {_THE_FAMILY} about this request."
_NOT_YET: Final = f"Please do not tell {_THE_FAMILY} until we tell you that we have."
_SPEAK_TO_US_FIRST: Final = f"Please do not tell {_THE_FAMILY} until you have spoken to us."
NO_ADDRESS: Final = "Do not give any address to anybody."
_NAME: Final = "[your name and secure email]"
#: The same once the name stands there.
_EMAIL: Final = "[your secure email]"
TO_ANSWER_BY: Final = "[day and time]"
_WHAT: Final = "[what they need to know]"
_CHILD: Final = "[the child's name and date of birth]"
_TO_FILL_IN: Final = (_NAME, _EMAIL, TO_ANSWER_BY, _WHAT, _CHILD)


def not_filled_in(words: str) -> list[str]:
    """What only the worker knows and stands in them as we offered it, however its lines were
    broken.
    """
    plain = " ".join(words.replace("’", "'").split()).casefold()
    return [place for place in _TO_FILL_IN if place in plain]


def signed(words: str, name: str | None) -> str:
    """With the name of whoever sends them, where it is known."""
    return words if name is None else words.replace(_NAME, f"{name}, {_EMAIL}")


def words_for_agency(
    answer: Answer,
    proposal: Proposal,
    view: View | None,
    *,
    own: AuthorityFile | None = None,
) -> str | None:
    """What a worker may say to the agency on the strength of `answer`; None where nothing is
    agreed or decided.

    `view` is of the moment of the answer; its file and `own` may be newer, and what was recorded
    later is not looked at. What only the worker knows stands in square brackets.
    """
    if answer.outcome not in _WORDED:
        return None
    if answer.outcome is Outcome.SHARE_NOW:
        return "\n".join([*_at_once(proposal), _closing(proposal.direction)])
    items = [item for item in answer.items if item.outcome in _DONE]
    if view is None or not items:
        return None
    telling = CanBeSaid(view, own, proposal)
    seeks = any(item.direction == SEEK for item in items)
    shares = any(item.direction == SHARE for item in items)
    direction = BOTH if seeks and shares else SEEK if seeks else SHARE
    is_family = proposal.agency.type == NETWORK
    return "\n".join(
        [
            *_opening(view, items),
            f"The purpose is: {label('purposes', proposal.purpose)}.",
            *_who_has_it_now(view, own, proposal.enquiry),
            *_standing(telling, items),
            *(() if is_family else (OWN_DECISION,)),
            _closing(direction),
            *_about_the_family(telling, items, is_family=is_family),
        ]
    )


def _opening(view: View, items: Sequence[Item]) -> list[str]:
    asked = [item for item in items if item.direction == SEEK]
    told = [item for item in items if item.direction == SHARE]
    lines = []
    if asked:
        lines.append(f"We are asking you for information about {what_about_whom(view, asked)}.")
    if told:
        lines.append(f"We are telling you about {what_about_whom(view, told)}.")
    return lines


def _who_has_it_now(view: View, own: AuthorityFile | None, enquiry: str | None) -> list[str]:
    """Whom to turn to since the enquiry was handed on, where that is on record."""
    if enquiry not in view.handed_on:
        return []
    now = view.whose[enquiry].event
    owner = now.owner
    if own is not None:
        owner = who_has(owner, own.left_among([owner] if owner else [], view.as_of, view.known))
    named = None if own is None or owner is None else own.names_of(owner, view.known)
    who = [one for one in (named, now.team) if one is not None]
    return [f"This is now dealt with by {', '.join(who)}."] if who else []


def _standing(telling: CanBeSaid, items: Sequence[Item]) -> list[str]:
    """Who stands where, once where it is the same for everything, else part by part."""
    parts: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        parts.setdefault(telling.sentences(item), []).append(item)
    if len(parts) == 1:
        return [" ".join(*parts)]
    return [
        f"About {_which(telling.view, held)}: {' '.join(sentences)}"
        for sentences, held in parts.items()
    ]


def _which(view: View, items: Sequence[Item]) -> str:
    asked = what_about_whom(view, [i for i in items if i.direction == SEEK] or items)
    told = what_about_whom(view, [i for i in items if i.direction == SHARE] or items)
    directions = {item.direction for item in items}
    if directions == {SEEK}:
        return f"what we ask, {asked}"
    if directions == {SHARE}:
        return f"what we tell you, {told}"
    return f"what we ask, {asked}, and what we tell you, {told}"


def _closing(direction: str | None) -> str:
    if direction in (SHARE, None):
        return f"Please keep it to those who need to know. If you have a question, ask {_NAME}."
    return (
        "Please send only what is relevant. Please say what is fact and what is opinion. "
        f"Please reply to {_NAME} by {TO_ANSWER_BY}."
    )


# ── the family ──────────────────────────────────────────────────────────────────────────────


def _about_the_family(telling: CanBeSaid, items: Sequence[Item], *, is_family: bool) -> list[str]:
    """Whether they may be told, who knows by what they agreed to, and what nobody is to pass on.
    Never of whom it is kept, and never why. Whoever is of the family themselves is told of the
    others, and of no duty of an agency.
    """
    told = _may_be_told(telling, items)
    knows = "" if told == _TELL else _who_knows(telling.view, items)
    if is_family:
        told = _OTHERS_MAY if told == _TELL else told.replace(_THE_FAMILY, "others of the family")
    lines = [f"{told} {knows}".rstrip()]
    return [*lines, NO_ADDRESS] if has_protected_address(telling.view) else lines


def _may_be_told(telling: CanBeSaid, items: Sequence[Item]) -> str:
    """An adult's own information is nobody else's to hear of; a young person's likewise."""
    decisions = {d.event.authorisation: d for item in items for d in telling.decisions(item)}
    safe = telling_family(telling.view, tuple(decisions))
    if safe is Safe.NO or any(Flag.DO_NOT_TELL in item.flags for item in items):
        return _DO_NOT_TELL
    if any(i.subject in telling.view.adults or i.category in ADULT_CATEGORIES for i in items):
        return f"{_DO_NOT_TELL} Speak to us first about whom it concerns."
    if any(item.reason is Reason.AGREED_BY_YOUNG_PERSON for item in items):
        return f"{_DO_NOT_TELL} Speak to us first: the young person decides this."
    # What is kept of another decision, or may be, is kept from them by the agency as well.
    people = {i.subject for i in items} | {p.person for i in items for p in i.positions}
    near, yet = telling.view.each_one(people), before_it_is_decided(telling.view)
    if safe is not Safe.YES or is_kept_near(telling.view, near) or not yet.isdisjoint(near):
        return _SPEAK_TO_US_FIRST
    if any(_is_to_be_told(telling.view, decision) for decision in decisions.values()):
        return _NOT_YET
    return _TELL


def _who_knows(view: View, items: Sequence[Item]) -> str:
    """Whoever agreed to all of this themselves, and may know of it, need not be kept in the dark:
    an agency that was told nothing else hid from a mother what she had agreed to. Of nobody before
    whom a manager is asked, or whose letters another may read; and it is no leave to ring them.
    """
    if any(Flag.DO_NOT_TELL in item.flags for item in items):
        return ""
    agreed = [
        {
            p.person: name_in(view, p)
            for p in item.positions
            if p.decides and p.says is Says.YES and p.role != COUNCIL
        }
        for item in items
    ]
    about = {id for item in items for id in item.authorisations}
    names = [
        name
        for person, name in agreed[0].items()
        if all(person in others for others in agreed)
        and telling(view, person, sorted(about)).answer is Safe.YES
        and why_ask_first(view, person) is None
        and before_writing(view, person) is None
    ]
    knows = "knows" if len(names) == 1 else "know"
    return f"{listed(names)} {knows} of it: speak to us before you contact them." if names else ""


def _is_to_be_told(view: View, decision: Held[AuthorisationMade]) -> bool:
    """We have said that we will tell them, and nobody has recorded that we did."""
    promised = (
        decision.event.telling is not None and decision.event.telling.status == "WILL_TELL_BY"
    )
    tellings = view.by[TellingRecorded, "about"].get(decision.event.authorisation, ())
    return promised and not any(held.event.told for held in tellings)


# ── share now ───────────────────────────────────────────────────────────────────────────────


def _at_once(proposal: Proposal) -> list[str]:
    """From the question alone: the record was not read, so it says nothing about anybody's answer,
    and the child is for the worker to name.
    """
    known = [c for c in proposal.categories if c]
    what = categories_in_words(known) if known else _WHAT
    lines = ["A child may be at risk right now, so we have not waited for agreement."]
    if proposal.direction in (SEEK, BOTH):
        lines.append(f"We are asking you now about {_CHILD}: {what}.")
    if proposal.direction in (SHARE, BOTH):
        lines.append(f"We are telling you now about {_CHILD}: {what}.")
    if proposal.direction is None:
        lines.append(f"We are contacting you about {_CHILD}: {what}.")
    return [
        *lines,
        f"The purpose is: {label('purposes', proposal.purpose)}.",
        basis_of(proposal.purpose),
        OWN_DECISION,
        f"Please do not tell {_THE_FAMILY} about this until you have spoken to us.",
    ]
