"""Whom words of harm may mean: the rule, in this order. Pure. In doubt somebody is held, and a
manager's list says so.

1. What one does to oneself, an injury that was looked for and is not there, and what is plainly
   denied by one of us, or by a child of what is done to them, mean nobody. What anybody else denies
   stands (`saysnoharm.py`).
2. Whoever is named as who does it, or is feared, is meant; and who says "I" of it. Not whom it was
   done to, who is afraid or kept safe (`whodidit.py`), or only tells it of another (`whotold.py`).
   Where a danger who is known is named, nobody else there is who neither does it nor is with them.
3. Where no sentence means anybody by name, whoever may be one is: of a child's words those who care
   for the child, of an adult's the people near them, of ours both, with whoever is named beside. An
   injury is seen and not done: it means whoever has care of a child, and of a baby who does not
   move about yet whatever else is said and was answered (`ofababy.py`). Another child, or what is
   feared that is no person, means no adult. Where whoever typed it was asked who may be a danger,
   words that point at nobody mean nobody: a manager reads them.
4. Of these are free, unless that leaves nobody (`whocanbemeant.py`): whose words they are; a mother
   of a "he", and a father of a "she"; who was hurt, or tells it of another; who was said to be none
   of them; and in our own words whom a manager found safe while a danger is known, and whoever
   stands beside a danger whom one of us put on record.
5. What a manager read and found to mean nobody, holds nobody (`foundharmless.py`).

Nobody decides by it what somebody did: who is not it, a manager says of each (`signs.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from ..file.caring import caring
from ..file.held import Held
from ..file.view import View
from ..freetext.anotherchild import bites_of_another_child
from ..freetext.saysnoharm import denied_by
from ..freetext.tellsofharm import Harm, HarmTold, harms_in, of_member
from ..may import FAMILY
from ..names.kin import SIBLINGS
from ..names.namedinprose import Named, as_read, named_at
from ..recorded.circumstances import SignRecorded
from ..recorded.events import SafetyRecorded, WishRecorded
from ..recorded.meetings import InjuryRecorded, MeetingInvited
from ..recorded.members import TellsOfHarm
from .close import NO_PERSON, is_near
from .knownas import harmed_by_them
from .ofababy import may_be_of_a_baby
from .onrecord import is_on_record, is_said_to_be_a_danger
from .whocanbemeant import (
    Whose,
    as_written,
    called_so,
    found_safe_before,
    is_another,
    is_none_of_them,
    leaves_open_who,
    of_those_around,
    who_tells,
    whose_words,
)
from .whodidit import (
    are_together,
    is_left_unsaid,
    is_not_it,
    is_of_nobody,
    is_unexplained,
    may_press,
    names_another,
    points_at_somebody,
    was_elsewhere,
)
from .whotold import OnlyTells, does_it, may_tell
from .whowasasked import none_of_these, was_asked
from .wishes import keeps_it_from_somebody

#: Why somebody is safe, or is not. It stands with what is said, and is read beside it alone.
WHY_SAFE: Final[HarmTold] = HarmTold(SafetyRecorded, "reason", TellsOfHarm(is_ours=True))
_NOBODY: Final = frozenset[str]()


class ToldIn(NamedTuple):
    """An entry in which it is told, and in which member."""

    held: Held[Any]
    member: HarmTold

    @property
    def words(self) -> str:
        """As they are looked through."""
        return as_read(of_member(self.held.event, self.member))


class MayMean(NamedTuple):
    """Whom words may mean: those whom they name, and of a call for help, or of what one of us read
    as harm, whoever may be; of other words that name nobody, those around.
    """

    named: frozenset[str] = _NOBODY
    around: frozenset[str] = _NOBODY
    #: One of those around did it, or is feared, by what they say.
    is_one_of_them: bool = False
    #: Others than whoever is known as a danger may be meant, and are not named: a manager reads it.
    is_only_read: bool = False

    @property
    def all(self) -> frozenset[str]:
        return self.named | self.around


class _Telling(NamedTuple):
    """Words, and what else is known of them."""

    told: ToldIn
    #: Whose words they are, or whom ours are about; and who says them, where that is no one of us.
    subject: str | None
    own: str | None
    is_own_childs: bool
    whose: Whose
    #: They typed it themselves.
    is_theirs: bool
    #: Whoever typed it was asked who may be a danger.
    is_asked_of: bool
    #: An injury stands in it that may be of a child who does not move about yet.
    is_of_a_baby: bool = False

    @property
    def is_adults(self) -> bool:
        return self.own is not None and not self.is_own_childs


NOBODY_IS: Final = MayMean()


def meant_by(view: View, told: ToldIn, *, but_kept: bool = False) -> MayMean:
    """Whom these words mean; `but_kept` leaves out that somebody is not to be told."""
    said = _said(view, told)
    denied = denied_by(
        told.words, us=told.member.mark.is_ours and said.subject is None, a_child=said.is_own_childs
    )
    if told.member.mark.is_ours:
        denied = (*denied, *bites_of_another_child(told.words))
    every = (one for one in harms_of(view, told, said.subject) if one not in denied)
    harms = [one for one in every if not (but_kept and one.is_kept)]
    is_of_a_baby = may_be_of_a_baby(view, told.held, told.words, harms)
    said = said._replace(is_of_a_baby=is_of_a_baby)
    named, also, left_open = _by_name(view, said, harms)
    if not left_open or isinstance(told.held.event, SignRecorded | InjuryRecorded):
        return MayMean(named | also)
    around = _around(view, said, harms, left_open)
    held, is_read = of_those_around(view, harms, around, said.whose)
    is_one = is_of_a_baby or any(map(points_at_somebody, left_open))
    return MayMean(named | also, held, is_one, is_read)


def _said(view: View, told: ToldIn) -> _Telling:
    subject, is_ours = subject_of(view, told), told.member.mark.is_ours
    own = None if is_ours else subject
    is_theirs = own is not None and told.held.role in FAMILY
    return _Telling(
        told,
        subject,
        own,
        is_own_childs=own in view.children,
        whose=whose_words(told.held.event, is_ours=is_ours),
        is_theirs=is_theirs,
        is_asked_of=told.member is not WHY_SAFE and not is_theirs and was_asked(view, told.held),
    )


def subject_of(view: View, told: ToldIn) -> str | None:
    """Whose words they are, or whom ours are about, where one is named beside them."""
    event, whose = told.held.event, told.member.mark.whose
    if whose == "invitation":
        every = (one.event for one in view.holding[MeetingInvited])
        person = next((o.person for o in every if o.invitation == event.invitation), None)
    else:
        person = getattr(event, whose, None) or getattr(event, "person", None)
    return None if person is None else view.the_one(person)


def harms_of(view: View, told: ToldIn, subject: str | None) -> list[Harm]:
    """Without what is weighed as a wish already: whoever may be told by that is not feared."""
    harms = list(harms_in(told.words))
    if not any(one.is_kept for one in harms) or subject is None:
        return harms
    words = of_member(told.held.event, told.member)
    wishes = (one.event for one in view.by[WishRecorded, "child"].get(subject, ()))
    is_weighed = any(one.words == words and keeps_it_from_somebody(one) for one in wishes)
    return [one for one in harms if not (is_weighed and one.is_kept)]


# ── by name ─────────────────────────────────────────────────────────────────────────────────


def _by_name(
    view: View, said: _Telling, harms: Sequence[Harm]
) -> tuple[frozenset[str], frozenset[str], Sequence[Harm]]:
    """Whom they mean by name; who else is named beside one who is only not to hear; and what leaves
    open who it is: where somebody is named, only what says that it is another.
    """
    named, own, denies, also = _NOBODY, _NOBODY, _NOBODY, _NOBODY
    left_open, of_another = list[Harm](), list[Harm]()
    for harm in harms:
        if harm.is_to_oneself or is_of_nobody(harm, is_adults=said.is_adults):
            continue
        # Whom it is written of is not who is kept out of it: "her husband" is somebody else.
        not_they = {said.subject if harm.is_kept else said.own}
        found, more = (_NOBODY, _NOBODY) if is_unexplained(harm) else _named(view, harm, said.whose)
        found, also = found - not_they, also | (more - not_they)
        named |= found
        if _denies(said, harm):
            # That they did not lets nobody else go who may have.
            denies = frozenset({said.own or ""})
            if len(harms) == 1 and harm.is_all_denied(said.told.words):
                continue
        if _is_own(said, harm):
            own = frozenset({said.own or ""})
        elif not (harm.is_own and harm.says_i is None) and _leaves_open(view, said, harm):
            left_open += [] if found else [harm]
            of_another += [harm] if found and leaves_open_who(view, harm, found) else []
    if named or own:
        rest = (o for o in left_open if _babys(said, o) or is_none_of_them(view, o, named))
        left_open = [*of_another, *rest]
    return named | own | denies, also, left_open


def _is_own(said: _Telling, harm: Harm) -> bool:
    """Whoever says it did it."""
    return said.own is not None and harm.is_own and not _is_quoted(harm)


def _denies(said: _Telling, harm: Harm) -> bool:
    """Whoever says it, and is no child, says that they did not."""
    return said.is_adults and harm.is_own_denied and not _is_quoted(harm)


def _is_quoted(harm: Harm) -> bool:
    return harm.says_i is not None and bool(harm.says_i["quoted"])


def _named(view: View, harm: Harm, whose: Whose) -> tuple[frozenset[str], frozenset[str]]:
    """Whoever is named in the sentence, but for whom it is done to, who is afraid or only says so,
    where somebody else is; and all of them, where whoever is known there is only not to hear.
    """
    text, spans = harm.sentence, named_at(view, harm.sentence)
    if harm.is_pressure:
        return called_so(view, (o for o in spans if may_press(text, harm, o)), whose), _NOBODY
    within = harm.feared or ((harm.start, harm.end) if harm.is_kept else (0, 0))
    inside = [one for one in spans if within[0] <= one.start < within[1]]
    if inside or harm.feared is not None:
        return called_so(view, inside, whose), _NOBODY
    others = [
        one
        for one in spans
        if _says_i(harm, one, whose)
        or not (
            is_not_it(text, harm, one)
            or is_another(view, harm, one)
            or who_tells(view, harm, one) is not OnlyTells.NOT
        )
    ]
    if any(does_it(harm, one) for one in others):
        others = [one for one in others if does_it(harm, one) or not was_elsewhere(text, one)]
    known = [one for one in others if any(is_on_record(view, who) for who in one.people)]
    is_said = any(is_said_to_be_a_danger(view, who) for one in known for who in one.people)
    # Beside one who is known as a danger whoever else is named was there, said so or was hurt; but
    # for who stands with them, or is said to do it: "Dad and his brother", "Gran hit him, Dad saw".
    beside = (
        one
        for one in others
        if does_it(harm, one) or any(are_together(text, one, o) for o in known)
    )
    also = _NOBODY if is_said else called_so(view, others, whose)
    return called_so(view, [*known, *beside] if known else others, whose), also


def _says_i(harm: Harm, one: Named, whose: Whose) -> bool:
    """Whoever is named so says it of themselves, in words of theirs that another wrote down."""
    if harm.says_i is None or not (harm.says_i["quoted"] or whose is not Whose.THEIRS):
        return False
    return may_tell(harm, one)


def _leaves_open(view: View, said: _Telling, harm: Harm) -> bool:
    """An adult may be meant, and it is not said who; nor answered by whoever was asked."""
    if _babys(said, harm):
        return True
    is_open = _means_an_adult(view, harm, said.subject)
    if said.is_theirs and said.is_adults:
        # Whoever writes of it themselves is afraid of somebody, unless they say of what.
        is_open |= harm.feared is None and not harm.is_of_another_child
    # Of whom nothing is said is answered by whoever was asked who may be a danger.
    return is_open and not (said.is_asked_of and not points_at_somebody(harm))


def _babys(said: _Telling, harm: Harm) -> bool:
    """An injury of one who does not move about yet: who cared for them then is not known."""
    return said.is_of_a_baby and is_unexplained(harm)


def _means_an_adult(view: View, harm: Harm, subject: str | None) -> bool:
    """Whether it may be an adult's doing, or one is feared: another child is no adult, nor is what
    is feared that is nobody.
    """
    spans = named_at(view, harm.sentence)
    # A child whose brother hurts them is not kept safe from their mother by that.
    if any(one.kin in SIBLINGS for one in spans) or harm.is_of_another_child:
        return False
    if not harm.is_fear:
        return True
    said = harm.sentence if harm.feared is None else harm.sentence[slice(*harm.feared)]
    is_a_role = any(one.kin for one in spans) and said is harm.sentence
    if harm.names_somebody or is_a_role or names_another(said, harm):
        return True
    if harm.feared is None:
        return subject in view.children
    return is_left_unsaid(said, by_a_child=subject in view.children)


# ── those around ────────────────────────────────────────────────────────────────────────────


def _around(
    view: View, said: _Telling, harms: Sequence[Harm], left_open: Sequence[Harm]
) -> frozenset[str]:
    """Whoever may be one where nobody is named, and can be."""
    # An injury is a child's, whoever tells of it.
    injured = view.children if any(map(is_unexplained, harms)) else ()
    near = whoever(view, said.told, said.subject) | _caring_for(view, injured)
    if said.told.member.mark.is_ours and not said.is_of_a_baby:
        near -= found_safe_before(view, said.told.held, harms)
    named = (one for one in named_at(view, said.told.words) if not one.initial)
    beside = frozenset[str]().union(*(one.people for one in named))
    # Nobody of whom whoever was asked said that it is none of them; who came later may be the one.
    outside_of = none_of_these(view, said.told.held) if said.is_asked_of else _NOBODY
    own = None if said.is_of_a_baby else said.own
    free = frozenset({own}) | harmed_by_them(view) | outside_of
    return as_written(view, said.told.words, left_open, (near | beside) - free, free)


def whoever(view: View, told: ToldIn, subject: str | None) -> frozenset[str]:
    """Whoever it may be of whose words they are, or whom ours are about."""
    if subject is None:
        return _caring_for(view, view.children)
    if subject in view.children:
        return _caring_for(view, (subject,))
    near = {one for one in caring(view) if is_near(view, one, subject)}
    return frozenset(near | ({subject} if told.member.mark.is_ours else set()))


def _caring_for(view: View, children: Iterable[str]) -> frozenset[str]:
    links = (link.event for child in children for link in view.standings[child].links)
    return frozenset(link.person for link in links if link.role not in NO_PERSON)
