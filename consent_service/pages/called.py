"""What whoever stands on a file is called, by id: whoever stands there twice, by either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ..actions.refused import Refused
from ..domain.codes import PLACEHOLDER, label
from ..domain.file.ordersmean import COUNCIL
from ..domain.file.pseudonyms import NOT_SHOWN
from ..domain.recorded.content import SERVICE
from ..domain.words.naming import day, lower_first
from ..domain.writing import name_key


def told_apart(words: Sequence[str]) -> list[str]:
    """Each, and of those that read alike which of them it is: "John Example (1 of 2)". Whoever
    reads or hears a list knows then what a button or a link beside each is for.
    """
    times, met, said = Counter(words), Counter[str](), []
    for one in words:
        met[one] += 1
        said.append(one if times[one] == 1 else f"{one} ({met[one]} of {times[one]})")
    return said


def names_on(stands: Mapping[str, Any]) -> dict[str, str]:
    """Of `showFile`. Two who are one person have one name once that is confirmed: until then, and
    where a manager refused it, each has their own.
    """
    every = (*stands["children"], *stands["adults"])
    found = {one["id"]: one["names"] for one in every} | namesakes_called(stands)
    for one in every:
        found |= dict.fromkeys(other_ids(one), found[one["id"]])
    return found


def then_called(stands: Mapping[str, Any]) -> dict[str, str]:
    """The same where it is read what was written then: of whoever it was written, by the name that
    stands there, and as whom they are read now.
    """
    found = names_on(stands)
    for one in (*stands["children"], *stands["adults"]):
        for other in one["also"]:
            if other["confirmed"] and other["names"]:
                now = found[one["id"]]
                found[other["id"]] = f"{other['names']} (now read as {now})"
    return found


def other_ids(one: Mapping[str, Any]) -> list[str]:
    """Of somebody of `showFile`: by which ids they stand there besides, as a manager confirmed."""
    return [other["id"] for other in one["also"] if other["confirmed"]]


_TILL_THEN: Final = "Nothing goes to them before a manager has said that it may."
#: By whether it is safe to ask them: what is said of them where somebody would write to them.
_WARY: Final[Mapping[str, str]] = {
    "NO": "It is not safe to contact {names}. Nothing goes to them before a manager has said that "
    "it is.",
    "NOT_KNOWN": "Nobody knows whether it is safe to contact {names}. Nothing goes to them before "
    "that is known.",
}


def referrer(enquiry: Mapping[str, Any]) -> str:
    """Who told us, of an enquiry of `showFile`; nothing where nobody may be named to the reader."""
    agency = enquiry["referrer_agency"]
    told_by = [
        enquiry["referrer_name"],
        enquiry["referrer_organisation"],
        agency and label("agencies", agency),
        enquiry["referrer_contact"],
    ]
    return ", ".join(one for one in told_by if one and not one.startswith(NOT_SHOWN))


def asking_of(stands: Mapping[str, Any], person: str) -> str:
    """Of `showFile`: whether it is safe to ask somebody, adult or child, by any id of theirs. Of
    whom nobody finds there nobody knows it.
    """
    for one in (*stands["adults"], *stands["children"]):
        if person in (one["id"], *other_ids(one)):
            asking: str = one["asking"]
            return asking
    return "NOT_KNOWN"


def not_to_hear(stands: Mapping[str, Any], person: str) -> str:
    """Of `showFile`: in whose confidence somebody is not to hear of something, where nothing else
    is against asking them; nothing of whom it is safe to ask, and of whom it is not.
    """
    for one in (*stands["adults"], *stands["children"]):
        if person in (one["id"], *other_ids(one)):
            return one["only_not_to_hear"] or ""
    return ""


def wary_of(who: Mapping[str, Any]) -> str:
    """What is to be known of somebody of `showFile` before they are written to."""
    if who.get("only_not_to_hear"):
        return f"{who['only_not_to_hear']} {_TILL_THEN}"
    return _WARY.get(who.get("asking", ""), "").format(names=who["names"])


def enquiries_called(stands: Mapping[str, Any]) -> list[str]:
    """Each enquiry of `showFile`, in its order: "the enquiry of 9 March 2026". Of several of one
    day it is said who referred.
    """
    opened = [day(datetime.fromisoformat(one["opened_at"])) for one in stands["enquiries"]]
    referred = [one["referrer_agency"] for one in stands["enquiries"]]
    told_by = [f" ({label('agencies', one)})" if one else "" for one in referred]
    return told_apart(
        [
            f"the enquiry of {at}{by if opened.count(at) > 1 else ''}"
            for at, by in zip(opened, told_by, strict=True)
        ]
    )


def enquiries_by_id(stands: Mapping[str, Any]) -> dict[str, str]:
    """What each of them is called, where that stands by itself."""
    every = zip(stands["enquiries"], enquiries_called(stands), strict=True)
    return {one["id"]: f"{called[:1].upper()}{called[1:]}" for one, called in every}


def namesakes_called(stands: Mapping[str, Any]) -> dict[str, str]:
    """Adults of one name, each with what they are to which child: one of them may not be safe, and
    nobody is to be spoken to for the other.
    """
    called: dict[str, list[str]] = {}
    for one in stands["adults"]:
        called.setdefault(name_key(one["names"]), []).append(one["id"])
    alike = {id for ids in called.values() if len(ids) > 1 for id in ids}
    if not alike:
        return {}
    roles: dict[str, dict[str, None]] = {}
    for child in stands["children"]:
        for one in child["caregivers"]:
            role = f"{lower_first(label('roles', one['role']))} of {child['names']}"
            roles.setdefault(one["person"], {})[role] = None
    here = [one for one in stands["adults"] if one["id"] in alike]
    words = [", ".join(roles.get(one["id"], ())) for one in here]
    said = [
        f"{one['names']} ({what})" if what else one["names"]
        for one, what in zip(here, words, strict=True)
    ]
    # Two who are the same to the same children, or of whom nobody has said what they are.
    return {one["id"]: name for one, name in zip(here, told_apart(said), strict=True)}


def by_name(stands: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Somebody of `showFile`, adult or child, with the name by which a page tells them from whoever
    has the same. Raises `Refused` where nobody on the file has this id.
    """
    every = (*stands["adults"], *stands["children"])
    who = next((one for one in every if one["id"] == person), None)
    if who is None:
        raise Refused("not-found")
    return {**who, "names": names_on(stands)[person]}


def stand_for_nobody(stands: Mapping[str, Any]) -> set[str]:
    """Placeholders, by id: somebody is a child's father, and nobody knows who. Nobody speaks to
    them, or gives them anything.
    """
    return _only(stands, PLACEHOLDER)


def councils(stands: Mapping[str, Any]) -> set[str]:
    """Those that hold parental responsibility as a council, by id: they say yes or no, and are
    nobody who is rung, kept safe or given an advocate.
    """
    return _only(stands, COUNCIL)


def _only(stands: Mapping[str, Any], role: str) -> set[str]:
    """Whoever is nothing else to any child."""
    roles: dict[str, set[str]] = {}
    for child in stands["children"]:
        for one in child["caregivers"]:
            roles.setdefault(one["person"], set()).add(one["role"])
    return {person for person, held in roles.items() if held == {role}}


def not_known_to_be_one(stands: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Whoever is read as one with another of the file, and whether that holds nobody has confirmed:
    each with that other.
    """
    for one in (*stands["children"], *stands["adults"]):
        yield from ((one, other) for other in one["also"] if not other["confirmed"])


def by_whom(by: Mapping[str, Any], staff: Mapping[str, str]) -> str:
    """Who wrote an entry: by name, or in which role; of what the service wrote itself, that."""
    if by["id"] == SERVICE.id:
        return "The service itself"
    return staff.get(by["id"]) or label("staff_roles", by["role"])


def who_has(enquiry: Mapping[str, Any], staff: Mapping[str, str]) -> str | None:
    """By name, or that somebody had it who has left; None where nobody has it."""
    had_by, owner = enquiry["had_by"], enquiry["owner"]
    who = staff.get(had_by or owner or "", "Somebody")
    return f"{who}, who has left" if had_by else owner and who
