"""Who can support somebody: not whoever is not known to be safe, not a parent or carer of the child
whom they would support, not who is under 18, not the interpreter, not both sides.

What is found here is told to staff, and keeps a page from whoever it is found of. It never decides
about sharing and holds nothing up. It is asked of the file as a whole, in every reading of it: who
may be the same as somebody dangerous is nobody's advocate while a manager has yet to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from ..answers import Safe
from ..codes import DECIDING_PR
from ..file.called import names_of
from ..file.findings import OF_AGE
from ..file.held import Held
from ..file.view import View
from ..following.advocates import NAMED, TAKEN_ON, may_be_one_name
from ..names.nearnames import are_near
from ..names.onename import of_near_names, perhaps_the_same
from ..recorded.events import (
    AdvocateStatusChanged,
    ConversationRecorded,
    RelationshipRecorded,
    Response,
    SafetyRecorded,
)
from ..said.contradicting import AGREEMENTS, NOES, contradict
from ..times import age_on, day_of
from ..writing import name_key
from .signs import Sign, asking, signs_in
from .theirside import OF_THEIR_SIDE, of_their_side

#: Safety codes that speak of abuse.
ABUSE: Final = frozenset({"ALLEGED_ABUSER", "DOMESTIC_ABUSE"})


#: Relatives who may support a child, unless they look after them.
_KIN: Final = frozenset({"GRANDPARENT", "AUNT_UNCLE", "ADULT_SIBLING"})
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"})
#: As which doubts it is said that somebody of concern is the advocate.
_NOT_FOR_THEM: Final = "ADVOCATE_NOT_FOR_THEM"
_BY_NAME: Final = "ADVOCATE_BY_NAME"
OF_ADVOCATES: Final = (_NOT_FOR_THEM, _BY_NAME, OF_THEIR_SIDE)
_LIVES_THERE: Final = frozenset({"YES", "PART"})


def is_of_concern(view: View, named: AdvocateStatusChanged) -> bool:
    """The advocate is, or may be by their name or one near it, somebody on the file who may have
    harmed somebody (F17), or of whom it is not known that it is safe to ask them: a child's wish
    that they are not told is one reason. Or a parent or carer of the child whom they would support,
    or the other parent of a child of the parent whom they would; or they are not of age, whatever
    was ticked.

    It is asked whenever it matters, and holds from the day on which it is so; of whoever is said to
    be one with somebody of concern as well, before a manager has looked.
    """
    return any(of_concern(reading, named) for reading in view.readings)


def is_so_by_name_alone(view: View, named: AdvocateStatusChanged) -> bool:
    """Only because of a name that is theirs, or near it: it may be two people, and somebody can say
    so. Whoever was chosen on the file is feared for more than a name of somebody else.
    """
    found = [(reading, one) for reading in view.readings for one in _of_themself(reading, named)]
    return bool(found) and all(_is_by_name_alone(reading, named, one) for reading, one in found)


def _is_by_name_alone(view: View, named: AdvocateStatusChanged, one: str) -> bool:
    if named.advocate_person is None or one != view.the_one(named.advocate_person):
        return True
    signs = {sign for sign, _ in signs_in(view, one)}
    is_no_matter = not _is_a_side(view, one, view.the_one(named.person))
    return signs == {Sign.PERHAPS_THE_SAME} and is_no_matter and not _is_under_age(view, one)


def of_concern(view: View, named: AdvocateStatusChanged) -> frozenset[str]:
    """For whom of the file, in this one reading of it."""
    return _of_themself(view, named) | of_their_side(view, named)


def _of_themself(view: View, named: AdvocateStatusChanged) -> frozenset[str]:
    """Who of the file they are, or may be."""
    meant = _meant(view, named)
    feared = meant | _nearly_meant(view, named)
    child = view.the_one(named.person)
    return frozenset(
        one
        for one in feared
        if "ALLEGED_ABUSER" in _newest_words(view, (one,))
        or view.each[asking][one].answer is not Safe.YES
        or (one in meant and _is_a_side(view, one, child))
        or (one in meant and _is_whole(named) and _is_under_age(view, one))
    )


def is_nobody_for_them(view: View, said: Held[AdvocateStatusChanged]) -> bool:
    """Somebody of concern is the advocate whom they have, or name, now."""
    now = view.advocate[said.event.person, said.event.enquiry]
    return (
        now is not None
        and now.seq == said.seq
        and said.event.status in NAMED
        and is_of_concern(view, said.event)
    )


def why_nobody_for_them(view: View, said: Held[AdvocateStatusChanged]) -> str | None:
    """The same as a code of `notices`: by a name alone, if they are two, somebody can say so; where
    what was typed leads to another, a manager can say that it may be all the same.
    """
    if not is_nobody_for_them(view, said):
        return None
    if not any(_of_themself(reading, said.event) for reading in view.readings):
        return OF_THEIR_SIDE
    return _BY_NAME if is_so_by_name_alone(view, said.event) else _NOT_FOR_THEM


def may_not_support(view: View, named: AdvocateStatusChanged) -> bool:
    """Whoever is named is of concern, or stands on another side as well."""
    return is_of_concern(view, named) or is_in_conflict(view, named)


def is_with_them(view: View, said: Held[AdvocateStatusChanged] | None) -> bool:
    """Somebody was taken on to support them who may do so: else they have nobody, whatever was
    confirmed.
    """
    return (
        said is not None and said.event.status in TAKEN_ON and not may_not_support(view, said.event)
    )


def _meant(view: View, named: AdvocateStatusChanged) -> set[str]:
    """Who of the file the advocate is, or may be: whoever has, or had, their name, unless a manager
    said that they are somebody else than the one who was chosen.
    """
    meant: set[str] = set()
    if named.advocate is not None:
        key = name_key(named.advocate)
        people = (*view.adults, *view.children)
        meant = {one for one in people if key in map(name_key, names_of(view, one))}
    if named.advocate_person is not None:
        meant.add(view.the_one(named.advocate_person))
    return meant - _not_meant(view, named)


def _nearly_meant(view: View, named: AdvocateStatusChanged) -> set[str]:
    """Whoever has, or had, a name that may be theirs, spelt otherwise."""
    if named.advocate is None:
        return set()
    people = (*view.adults, *view.children)
    near = {
        one for one in people if any(are_near(named.advocate, name) for name in names_of(view, one))
    }
    return near - _not_meant(view, named)


def _not_meant(view: View, named: AdvocateStatusChanged) -> set[str]:
    """Whoever it is for; and those of whom a manager said that they are somebody else than the one
    who was chosen.
    """
    own = {named.person, view.the_one(named.person)}
    if named.advocate_person is None:
        return own
    chosen = view.the_one(named.advocate_person)
    return own | (of_near_names(view, chosen).keys() - dict(perhaps_the_same(view, chosen)).keys())


def _is_a_side(view: View, one: str, person: str) -> bool:
    """They care for the child whom they would support, or are the other parent of a child of the
    parent whom they would: what either of two parents agreed to is nothing for the other to read,
    whether or not they are of one mind today (`domain.md` 5.3).
    """
    return _cares_for(view, one, person) or bool(_parent_of(view, one) & _parent_of(view, person))


def _is_whole(named: AdvocateStatusChanged) -> bool:
    """Chosen on the file, or by more than a first name: of that anybody may be a namesake."""
    return named.advocate_person is not None or len(name_key(named.advocate or "").split()) > 1


def _is_under_age(view: View, one: str) -> bool:
    """By their birth, as it stands on the file: what is ticked of them is held against it."""
    if one in view.children:
        age = view.ages[one]
        return age is None or age < OF_AGE
    dob = view.adults[one].event.dob if one in view.adults else None
    return dob is not None and age_on(dob, day_of(view.as_of)) < OF_AGE


def _parent_of(view: View, person: str) -> frozenset[str]:
    """Children whose parent they are, or were, or for whom they decide."""
    return frozenset(
        link.event.child
        for links in view.relationships.values()
        for link in links
        if view.the_one(link.event.person) == person
        and (link.event.role in _PARENTS or link.event.pr_status in DECIDING_PR)
    )


def _cares_for(view: View, person: str, child: str) -> bool:
    """They are, or were, a parent or carer of this child; a relative is none unless it is said."""
    return any(
        view.the_one(link.event.person) == person
        and (
            link.event.role not in _KIN
            or link.event.pr_status in DECIDING_PR
            or link.event.lives_with in _LIVES_THERE
            or link.event.main_caregiver
        )
        for link in view.by[RelationshipRecorded, "child"].get(child, ())
    )


def interprets(view: View, enquiry: str, names: str | None) -> bool:
    """Somebody of this name, or one near it, interpreted a conversation of this enquiry
    (`domain.md` 4.2).
    """
    return any(
        may_be_one_name(talk.event.interpreter.name_or_reference, names)
        for talk in view.by[ConversationRecorded, "enquiry"].get(enquiry, ())
        if talk.event.interpreter is not None
    )


def others_of(view: View, named: AdvocateStatusChanged) -> list[Held[AdvocateStatusChanged]]:
    """Others who named the same person in the same enquiry, and are on another side (F18)."""
    found = (other for reading in view.readings for other in _others_of(reading, named))
    return [*{other.seq: other for other in found}.values()]


def _others_of(view: View, named: AdvocateStatusChanged) -> Iterator[Held[AdvocateStatusChanged]]:
    """The same in one reading of the file."""
    own = view.the_one(named.person)
    for person in view.by[AdvocateStatusChanged, "person"]:
        other = None if person == own else view.advocate[person, named.enquiry]
        if (
            other is not None
            and other.event.status in NAMED
            and _same_advocate(view, named, other.event)
            and _on_two_sides(view, own, person, named.enquiry)
        ):
            yield other


def is_in_conflict(view: View, named: AdvocateStatusChanged) -> bool:
    """This advocate is named by two people who disagree, or one of whom may have been harmed."""
    return named.status in NAMED and bool(others_of(view, named))


def _same_advocate(view: View, one: AdvocateStatusChanged, other: AdvocateStatusChanged) -> bool:
    """Two who were chosen from the file are two unless they are joined. Of whom one is typed, they
    may be one by any name that either has had, or by one that is near it.
    """
    if one.advocate_person is not None and other.advocate_person is not None:
        return view.the_one(one.advocate_person) == view.the_one(other.advocate_person)
    if may_be_one_name(one.advocate, other.advocate):
        return True
    return not _meant(view, one).isdisjoint(_meant(view, other))


def _on_two_sides(view: View, one: str, other: str, enquiry: str) -> bool:
    """They disagree, or harm is spoken of: it need not be called abuse, nor be said of either by
    name. Of whom it is not known that they are safe, nobody knows whom they may be a danger to.
    """
    if ABUSE & _newest_words(view, {one, other}):
        return True
    if any(view.each[asking][person].answer is not Safe.YES for person in (one, other)):
        return True
    standing = list(_standing(view, {one, other}, enquiry))
    return any(
        a.event.person != b.event.person and contradict(a, b) for a, b in combinations(standing, 2)
    )


def _standing(view: View, people: set[str], enquiry: str) -> Iterator[Held[Response]]:
    """Their noes, and their yeses that can be relied on, of which they have not since said the
    opposite.
    """
    said = [
        r
        for r in view.said
        if r.event.person in people
        and r.event.enquiry == enquiry
        and r.event.answer in AGREEMENTS | NOES
        and (r.event.answer in NOES or r.event.response not in view.unreliable)
    ]
    for place, response in enumerate(said):
        later = (r for r in said[place + 1 :] if r.event.person == response.event.person)
        if not any(contradict(response, r) for r in later):
            yield response


def _newest_words(view: View, people: Iterable[str]) -> set[str]:
    said = view.newest[SafetyRecorded, "person"]
    return {said[person].event.code for person in people if person in said}
