"""What a manager decided and keeps from somebody: it is read wherever they are spoken to, rung,
written to or chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from ..domain.codes import TEXTS, label
from ..domain.scopes.scope import ANY
from ..domain.words.naming import listed
from .agencies import about_what
from .called import asking_of, by_name, names_on, not_to_hear, other_ids, wary_of

#: By this reason no parent is told.
_YOUNG_PERSONS_WISH: Final = "COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD"


def kept_now(
    stands: Mapping[str, Any], about: Iterable[str], person: str = ""
) -> Iterator[dict[str, Any]]:
    """What was decided and is kept from these, or from who cares for them, or from whoever is
    spoken to: whoever speaks to them is to know, and may be sent to nobody while it holds.
    """
    names, asked = names_on(stands), {*about, *filter(None, [person])}
    parents = {
        child["id"]: {one["person"] for one in child["caregivers"]} for child in stands["children"]
    }
    near = asked.union(*(parents.get(one, ()) for one in asked))
    for one in stands["authorisations"]:
        subjects = {*(parents if ANY in one["scope"]["subjects"] else one["scope"]["subjects"])}
        theirs = subjects.union(one["kept_from"], *(parents.get(who, ()) for who in subjects))
        kept = kept_in_words(one, names, parents)
        if kept and not near.isdisjoint(theirs):
            yield {
                "what": label("authorisation_kinds", one["kind"]),
                "about": about_what(one["scope"], names),
                "at": one["decided_at"],
                "kept": kept,
                "from": one["kept_from"],
                "seq": one["seq"],
            }


def ask_first(stands: Mapping[str, Any]) -> frozenset[str]:
    """Before anybody speaks to these, a manager is asked: a decision is kept from them, or nobody
    has decided yet whether one is.
    """
    kept = frozenset(who for one in stands["authorisations"] for who in one["kept_from"])
    return kept.union(one["id"] for one in _everybody(stands) if one["ask_first"])


def asked_first(stands: Mapping[str, Any], person: str) -> list[str]:
    """That a manager is asked first, where no decision says so above, or they are safe to ask: then
    it may be that a manager has said so since.
    """
    is_said = any(kept_from(stands, person)) and asking_of(stands, person) != "YES"
    return [*filter(None, ["" if is_said else _ask_first(stands, person)])]


def _ask_first(stands: Mapping[str, Any], person: str) -> str:
    theirs = (one for one in _everybody(stands) if person in (one["id"], *other_ids(one)))
    return next((one["ask_first"] or "" for one in theirs), "")


def _everybody(stands: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (*stands["adults"], *stands["children"])


def kept_in_words(
    one: Mapping[str, Any], names: Mapping[str, str], children: Collection[str]
) -> str:
    """From whom a decision is kept, and what that means for whoever would speak to them. What is an
    adult's own is about nobody else: of the rest of the family it says nothing.
    """
    if _YOUNG_PERSONS_WISH in one["why"]["reason_codes"]:
        return (
            "No parent is to know of it: the young person does not want that. Say nothing of it "
            "when you speak to them."
        )
    telling = one["telling"] or {"not_safe_for": ()}
    named = [who for who in telling["not_safe_for"] if who in one["kept_from"]]
    if one["kept_from_all"] and not {ANY, *children}.isdisjoint(one["scope"]["subjects"]):
        whom = "Nobody of the family is to know of it: it is not safe."
        if named:
            whom = f"{whom} {_listed(named, names)} must not know of it; nobody has said that "
            whom += "others may."
    elif one["kept_from"]:
        whom = f"{_listed(one['kept_from'], names)} must not know of it."
    else:
        return ""
    return (
        f"{whom} Ask a manager before you speak to them, about anything, while it holds. What they "
        "say to you by themselves you write down: a no counts at once."
    )


def _listed(people: Iterable[str], names: Mapping[str, str]) -> str:
    return listed(list(dict.fromkeys(names.get(who, "somebody") for who in people)))


def kept_beside(stands: Mapping[str, Any]) -> str:
    """What is to be known before it is said of anything who may know of it."""
    kept = [
        f"{one['what']}, {one['about']}. {one['kept']}"
        for one in kept_now(stands, [child["id"] for child in stands["children"]])
    ]
    stays = "What it takes in stays off their pages, whatever is ticked here of who may know."
    return " ".join((*kept, stays)) if kept else ""


#: By whether it is safe to ask them: what is said of them where they would be rung.
_NOT: Final[Mapping[str, str]] = {"NO": "do_not_contact", "NOT_KNOWN": "do_not_contact_yet"}


def wary_in_words(stands: Mapping[str, Any], person: str) -> str:
    """What is to be known before they are rung; nothing where nothing is."""
    text = _NOT.get(asking_of(stands, person))
    if text is None or not_to_hear(stands, person):
        return not_to_hear(stands, person) or _ask_first(stands, person)
    return TEXTS[text].format(names=names_on(stands).get(person, "this person"))


def heed_of(stands: Mapping[str, Any], person: str) -> list[str]:
    """What is to be known of somebody of `showFile` before anything goes to them."""
    who = by_name(stands, person)
    kept = [f"{one['what']}, {one['about']}. {one['kept']}" for one in kept_from(stands, person)]
    return [*filter(None, [wary_of(who)]), *kept, *asked_first(stands, person)]


def kept_from(stands: Mapping[str, Any], person: str) -> Iterator[dict[str, Any]]:
    """The same of each decision, for one person alone."""
    for one in kept_now(stands, [], person):
        if person in one["from"]:
            yield one
