"""What to do next, where speaking to somebody may not be safe, and whom a question leaves out. For
staff, and nobody else.

A worker in a hurry reads one line. "Talk to them again" is no line to read first where the one who
said no is the one the child is afraid of: so whom not to contact comes before whatever is to be
done (`domain.md` 0: nobody dangerous is told).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from ..answers import Flag, Item, Outcome, Position, Reason, Safe, Says
from ..codes import DECIDING_PR, PLACEHOLDER, TEXTS, codes
from ..deciding.whoelse import WhoElse
from ..file.view import View
from ..following.section47 import ask_first, before_it_is_decided, why_ask_first
from ..names.namesakes import is_said_and_waits
from ..recorded.circumstances import DeathRecorded
from ..recorded.falling import EffectWaits
from ..safety.askfirst import kept_decisions
from ..safety.inconfidence import is_only_not_to_hear
from ..safety.signs import CAREFUL, Sign
from ..safety.signs import asking as safety_of
from ..safety.telling import is_kept_by_the_young
from .inconfidence import not_to_hear_in_words
from .naming import (
    agency_in_words,
    listed,
    listed_by_name,
    lower_first,
    name_in,
    name_of,
)

#: Why not, the gravest first: the text that says so.
_UNSAFE: Final = "do_not_contact"
_IN_CONFIDENCE: Final = "only_not_to_hear"
_NOT_YET: Final = "do_not_contact_yet"
_NOT: Final = (_UNSAFE, _IN_CONFIDENCE, _NOT_YET)
#: What says that it is not safe to ask somebody, and how that is called where they are only not to
#: hear of something.
_AS_CALLED: Final = {
    Reason.NOT_SAFE_TO_ASK: "in_confidence",
    Flag.DO_NOT_CONTACT_OTHER_PARENT: "in_confidence_other",
}
#: Why a manager is asked before whoever may be asked otherwise.
_ASK_FIRST: Final = ("ask_first", "ask_before_s47")
#: By whether it was said already that they are two people, and waits for a manager.
_ONE_OR_TWO: Final = {False: "one_or_two", True: "one_or_two_waits"}


def next_of(list_name: str, code: str, view: View | None, items: Sequence[Item]) -> str:
    """What to do next by a code of `outcomes`, `reasons` or `flags`, for the items that have it."""
    attributes = codes(list_name)[code].attributes
    said, unspoken = str(attributes["next"]), attributes.get("unspoken")
    is_of_somebody = unspoken or attributes.get("contacts") is True or code in _AS_CALLED
    if view is None or not is_of_somebody:
        return said
    if code in _NOBODY_REACHED and _are_of_the_dead(view, items):
        return " ".join((*whom_not_to_contact(view, items), TEXTS["of_the_dead_next"]))
    about = {one.person for item in items for one in item.flagged if one.flag == code} - {None}
    if (text := _in_confidence(code, view, items, about)) is not None:
        return " ".join((*whom_not_to_contact(view, items, about), TEXTS[f"{text}_next"]))
    if code in _TELLS and _by_the_young(view, items):
        rest = () if code == Flag.TELL_PARENTS else (str(unspoken),)
        return " ".join((*whom_not_to_contact(view, items, about), TEXTS["kept_by_young"], *rest))
    kept = KeptHere(view, items, about)
    found = whom_not_to_contact(view, items, about) if attributes.get("contacts") else kept.said
    if not found:
        return str(unspoken) if unspoken and _said_by_the_dead(view, items) else said
    if unspoken and kept.leaves_nobody:
        return " ".join((*found, str(unspoken)))
    if attributes.get("acts_first") is not True:
        return " ".join((*found, _to_anybody_else(said)))
    if unspoken and said != unspoken and said.startswith(str(unspoken)):
        besides = said[len(str(unspoken)) + 1 :]
        others = [_to_anybody_else(besides)] if _are_others(view, items) else []
        return " ".join((*found, str(unspoken), *others))
    # It begins with what is done to nobody of the family, and says itself whom to tell.
    return " ".join((*found, said))


def _are_others(view: View, items: Sequence[Item]) -> bool:
    """Somebody is left who may be told: an adult whom it is safe to ask."""
    return any(
        one.asking is Safe.YES and one.person in view.adults and one.person not in view.the_dead
        for one in _concerned(items, ())
    )


def _to_anybody_else(said: str) -> str:
    return TEXTS["anybody_else"].format(next=lower_first(said))


def label_of(list_name: str, code: str, view: View | None, items: Sequence[Item]) -> str:
    """How a code is called: that parents are to be told is no step while none of them may be; and
    whoever acts for those who are responsible is none of them.
    """
    if code == Reason.AGREED_BY_PARENT and items and all(map(_agreed_for_them, items)):
        return TEXTS["agreed_for_them"]
    if code == Reason.UNREACHABLE and view is not None and _are_of_the_dead(view, items):
        who = listed([name_of(view, one) for one in dict.fromkeys(i.subject for i in items)])
        return TEXTS["of_the_dead"].format(who=who)
    about = {one.person for item in items for one in item.flagged if one.flag == code} - {None}
    if view is not None and (text := _in_confidence(code, view, items, about)) is not None:
        return TEXTS[text]
    if code == Flag.TELL_PARENTS and view is not None:
        if _by_the_young(view, items):
            return TEXTS["kept_by_young"]
        if KeptHere(view, items).leaves_nobody:
            return TEXTS["told_when_safe"]
    return codes(list_name)[code].label


def _in_confidence(
    code: str, view: View, items: Sequence[Item], about: Collection[str | None]
) -> str | None:
    """How a code is called that says of somebody that it is not safe, where each of whom it says so
    is only not to hear of something.
    """
    text = _AS_CALLED.get(code)  # type: ignore[call-overload]
    if text is None:
        return None
    every = (p for p in _concerned(items, about) if about or p.decides)
    people = {p.person for p in every if p.asking is not Safe.YES}
    return text if people and all(is_only_not_to_hear(view, one) for one in people) else None


def _agreed_for_them(item: Item) -> bool:
    """Each whose yes it rests on holds no parental responsibility: it was delegated to them."""
    agreed = [one for one in item.positions if one.decides and one.says is Says.YES]
    return bool(agreed) and not any(one.pr_status in DECIDING_PR for one in agreed)


#: What says that nobody could be asked; of whoever has died nobody is.
_NOBODY_REACHED: Final = {Outcome.DECISION_NEEDED, Reason.UNREACHABLE}
#: What says that parents are told of a decision.
_TELLS: Final = {Outcome.AUTHORISED, Reason.RELY_ONE_PARENT, Flag.TELL_PARENTS}


def _by_the_young(view: View, items: Sequence[Item]) -> bool:
    """A young person does not want a parent to know of a decision that reaches any of these."""
    return any(
        is_kept_by_the_young(view.together, item.authorisations)
        for item in items
        if item.authorisations
    )


def minding(view: View | None, items: Sequence[Item]) -> View | None:
    """The view, where anything of it changes what to do next: most families' changes nothing."""
    if view is None:
        return None
    changes = (whom_not_to_contact, _by_the_young, _said_by_the_dead, _are_of_the_dead)
    return view if any(does(view, items) for does in changes) else None


def _are_of_the_dead(view: View, items: Sequence[Item]) -> bool:
    """Whoever these are about has died, and nobody is tried to be reached."""
    if not view.the_dead:
        return False
    found = [i.subject in view.the_dead and i.reason is Reason.UNREACHABLE for i in items]
    return bool(found) and all(found)


def _said_by_the_dead(view: View, items: Sequence[Item]) -> bool:
    """Whoever said no to any of these has died: nobody is to be talked to about that."""
    if not view.the_dead:
        return False
    noes = {p.person for item in items for p in item.positions if p.says is Says.NO}
    return bool(noes) and noes <= view.the_dead


class KeptHere:
    """From whom of these items a decision in force is kept, whatever it was made for, or who waits
    for one: a manager is asked before anybody speaks to them, about anything.
    """

    def __init__(
        self, view: View, items: Sequence[Item], about: Collection[str | None] = ()
    ) -> None:
        every, first = kept_decisions(view), ask_first(view)
        #: A sentence, where it is kept from anybody.
        self.said: list[str] = []
        #: There is nobody to whom a step could send a worker.
        self.leaves_nobody = False
        if not every and not first:
            return
        of = {view.the_one(one.person): one for one in _concerned(items, about)}
        of = {person: one for person, one in of.items() if person not in view.the_dead}
        kept = {person: one for person, one in of.items() if person in first}
        left = any(one.asking is Safe.YES and person not in first for person, one in of.items())
        about_whom = {item.subject for item in items}
        # Of somebody whom the file does not know nobody can say that they are of another family.
        is_anybody = not about_whom <= {*view.children, *view.adults}
        from_all = any(
            one.is_from_all
            and (is_anybody or not about_whom.isdisjoint({*one.children, *one.people}))
            for one in every
        )
        yet = before_it_is_decided(view)
        from_all_yet = bool(yet) and (is_anybody or not about_whom.isdisjoint(yet))
        self.leaves_nobody = not left and (bool(kept) or from_all or from_all_yet)
        if from_all and not left:
            self.said = [TEXTS["ask_first_of_all"]]
            return
        # Of whoever is not known to be safe it is said already.
        safe = {person: one for person, one in kept.items() if one.asking is Safe.YES}
        for text in _ASK_FIRST:
            people = (person for person in safe if first[person] == text)
            if named := [name_in(view, safe[person]) for person in people]:
                self.said.append(TEXTS[text].format(names=listed(named, last="or")))


def _concerned(items: Sequence[Item], about: Collection[str | None]) -> Iterator[Position]:
    for position in (p for item in items for p in item.positions):
        # Nobody can ring a placeholder.
        if position.role != PLACEHOLDER and (not about or position.person in about):
            yield position


def whom_not_to_contact(
    view: View, items: Sequence[Item], about: Collection[str | None] = ()
) -> list[str]:
    """A sentence for each reason not to, about those given or everybody with a position."""
    kept = KeptHere(view, items, about).said
    if all(p.asking is Safe.YES for i in items for p in i.positions):
        # As of most families: nobody is looked for among them.
        return kept
    of: dict[str, Position] = {}
    asking: dict[str, Safe] = {}
    for position in _concerned(items, about):
        person = view.the_one(position.person)
        before = asking.get(person, position.asking)
        asking[person] = min(before, position.asking, key=CAREFUL.index)
        # Once, and with what they are to a child where that is known.
        if person not in of or position.role is not None:
            of[person] = position
    found = _not_to_contact(view, asking)
    called = {person: name_in(view, one) for person, one in of.items()}
    return [
        # "Do not contact them" is of each: "and" would be of both at once.
        *(
            TEXTS[text].format(names=listed([called[one] for one in people], last="or"))
            for text, people in found.items()
            if people and text != _IN_CONFIDENCE
        ),
        *(not_to_hear_in_words(view, one, called[one]) or "" for one in found[_IN_CONFIDENCE]),
        *kept,
        *(
            TEXTS[_ONE_OR_TWO[is_said_and_waits(view, one)]].format(names=called[one])
            for one in found[_NOT_YET]
            if Sign.PERHAPS_THE_SAME in view.each[safety_of][one].signs
        ),
    ]


def _not_to_contact(view: View, asking: Mapping[str, Safe]) -> dict[str, list[str]]:
    """Those who may not be contacted now, by the text that says why, of so many with whether they
    may be asked.
    """
    found: dict[str, list[str]] = {text: [] for text in _NOT}
    # Nobody can ring them, and no manager has to decide whether that is safe.
    dead = surely_dead(view) if view.the_dead else frozenset[str]()
    for person, safe in asking.items():
        text = why_not(view, person, safe)
        if text is not None and (text != _NOT_YET or person not in dead):
            found[text].append(person)
    return found


def why_not(view: View, person: str, safe: Safe) -> str | None:
    """Which of the texts says why somebody is not contacted, by whether it is safe to ask them;
    None where it is. Of one who is only not to hear of something nobody is told that they are
    dangerous.
    """
    if safe is Safe.NO:
        return _IN_CONFIDENCE if is_only_not_to_hear(view, person) else _UNSAFE
    return None if safe is Safe.YES else _NOT_YET


def whom_to_ask_first(view: View, person: str) -> str | None:
    """That a manager is asked before this person is spoken to, and why; None where none is."""
    text = why_ask_first(view, person)
    return None if text is None else TEXTS[text].format(names=name_of(view, person))


def surely_dead(view: View) -> frozenset[str]:
    """Whose death is on record, and never waited for a manager: it may be of somebody else."""
    waited = {seq for one in view.file.of(EffectWaits) for seq in one.event.entries}
    return frozenset(
        view.same.get(held.event.person, held.event.person)
        for held in view.holding[DeathRecorded]
        if held.seq not in waited
    )


def who_else_in_a_line(view: View, who: WhoElse) -> str | None:
    """One line, or None where nobody is left out. Whom not to contact stands in it, as it does
    wherever somebody is named to staff.
    """
    everybody = (*who.caregivers, *who.others)
    by = _not_to_contact(view, {one.person: one.asking for one in everybody})
    safe, first = [one.person for one in everybody if one.asking is Safe.YES], ask_first(view)
    people = {
        "who_else_children": who.children,
        "who_else_caregivers": [one.person for one in who.caregivers],
        "who_else_others": [one.person for one in who.others],
        **by,
        **{text: [person for person in safe if first.get(person) == text] for text in _ASK_FIRST},
    }
    said = {text: listed_by_name(view, some) for text, some in people.items() if some}
    if who.agencies:
        said["who_else_agencies"] = listed(list(map(agency_in_words, who.agencies)))
    return " ".join(TEXTS[text].format(names=names) for text, names in said.items()) or None
