"""Who must not hear of what was said, or may be a danger: asked of whoever writes words down.

People say it in more ways than any list of words holds ("keep it from her folks", "he picked up her
phone"). So each act that takes down words of a family, or about one, takes this beside them, said
once and in one way. Whoever is named is neither asked nor told until a manager has weighed it: of a
young person it is their wish, of anybody else a sign. Whoever is said to be no danger, and only not
to hear, is shown as that (`domain/safety/inconfidence.py`). That it was answered is on record:
nobody whom the words of that act do not name is a danger by how they read (`saidtoharm.py`), and a
manager reads them all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from ..domain.codes import label
from ..domain.file.caring import is_nobody_known, is_young
from ..domain.recorded.circumstances import DangerAsked, SignRecorded
from ..domain.recorded.events import (
    AgreementWithdrawn,
    AnyEvent,
    ConversationRecorded,
    EnquiryOpened,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..domain.recorded.members import HowMany, Person
from ..domain.recorded.notwritten import IN_THEIR_WORDS, NOT_WRITTEN
from ..domain.recorded.particulars import OnlyNotToHear
from ..domain.recorded.practice import (
    AgencyReplied,
    CorrectionAsked,
    DisagreementStated,
    DisclosureRecorded,
    DisclosureReviewed,
    FamilyAsked,
)
from ..domain.safety.close import NOBODY_KNOWS
from ..domain.safety.wishes import named_by
from .concerns import record_safety
from .confiding import kept_from_nobody_named
from .moment import Moment, new_id
from .said import Said, whole

#: What it is called wherever it is sent.
MUST_NOT_HEAR: Final = "must_not_hear"
_AT: Final = f"/{MUST_NOT_HEAR}"
#: Of an act, what holds the words: the first of these that it puts on record.
_HOLDS_WORDS: Final = (
    ConversationRecorded,
    ResponseRecorded,
    AgreementWithdrawn,
    CorrectionAsked,
    DisagreementStated,
    FamilyAsked,
    AgencyReplied,
    DisclosureRecorded,
    DisclosureReviewed,
    EnquiryOpened,
    WishRecorded,
)


@dataclass(frozen=True, slots=True)
class WhoMustNotHear:
    """Who must not hear of it, or may be a danger to whoever said it, or to the children whom it is
    about.
    """

    people: Annotated[
        tuple[Person, ...], HowMany(most=20, unique=True), "Each on the file, child or adult."
    ] = ()
    somebody_else: Annotated[
        bool, "Somebody who is not named here as well, or nobody said who it is: it may be anybody."
    ] = False
    none_of_these: Annotated[
        bool,
        "Somebody who is none of those on the file: a stranger, or somebody online. Nobody who "
        "stands there is in doubt by it; whoever is put there later may be the one.",
    ] = False
    nobody: Annotated[
        bool,
        "Whoever wrote it down was asked, and knows of nobody.",
    ] = False
    only_not_to_hear: OnlyNotToHear = ()


WHO_MUST_NOT_HEAR: Final = (
    "Who must not hear of it, or may be a danger. Left out, nobody was asked. Whoever is named is "
    "neither asked nor told until a manager has weighed it."
)


def who_must_not_hear(
    said: Said[WhoMustNotHear] | None, found: Sequence[AnyEvent], moment: Moment
) -> list[AnyEvent]:
    """What it puts on record besides what it was said with. Raises `Refused` where somebody whom it
    names is not on the file; with care, it may be anybody then.
    """
    if said is None:
        return []
    who = whole(said, moment, _AT)
    is_lost = any(one.startswith(_AT) for one in moment.lacking or ())
    heard = _heard(next((one for one in found if isinstance(one, _HOLDS_WORDS)), None), moment)
    named, somebody = _named(who), who.somebody_else or is_lost
    outside = who.none_of_these
    from_outside = [*_from_outside(heard, moment)] if outside and not somebody else []
    if not (named or somebody or outside or who.nobody):
        return []
    asked = DangerAsked(
        knows_of_nobody=not (named or somebody or outside),
        is_none_of_these=True if from_outside else UNSET,
        effective_at=heard.at,
    )
    if heard.young is not None:
        wishes = _wishes(heard.young, named, heard, somebody=somebody)
        return [*wishes, *from_outside, asked]
    return [*_signs(named, heard, moment, somebody=somebody), *from_outside, asked]


def with_who_must_not_hear(
    said: Said[WhoMustNotHear] | None, found: Sequence[AnyEvent], moment: Moment
) -> list[AnyEvent]:
    """The act with it. A wish says itself from whom it is kept: what a manager weighs of it stands
    in the child's own words. Whoever either of the two names without "only not to hear" is named.
    Somebody whom neither names goes into the wish only where that names nobody: of a wish with a
    name nobody else is meant.
    """
    besides = who_must_not_hear(said, found, moment)
    wish = next((one for one in found if isinstance(one, WishRecorded)), None)
    kept = [one for one in besides if isinstance(one, WishRecorded)]
    if wish is None or not kept:
        return [*found, *besides]
    of_both = (wish, *kept)
    whole_wish = replace(
        wish,
        not_to_be_told=_each_once(of_both, named_by),
        only_not_to_hear=_only_by_all_of(of_both) or UNSET,
    )
    of_nobody = [one for one in kept if not one.not_to_be_told]
    if not whole_wish.not_to_be_told:
        because = wish.not_to_be_told_because or of_nobody[0].not_to_be_told_because
        whole_wish, of_nobody = replace(wish, not_to_be_told_because=because), []
    rest = [one for one in besides if one not in kept]
    return [*(whole_wish if one is wish else one for one in found), *of_nobody, *rest]


def _each_once(
    wishes: Sequence[WishRecorded], of: Callable[[WishRecorded], Sequence[str]]
) -> tuple[str, ...]:
    return (*dict.fromkeys(who for one in wishes for who in of(one)),)


def _only_by_all_of(wishes: Sequence[WishRecorded]) -> tuple[str, ...]:
    only = [{*(one.only_not_to_hear or ())} for one in wishes]
    without = {
        who for one, o in zip(wishes, only, strict=True) for who in {*one.not_to_be_told} - o
    }
    every = _each_once(wishes, lambda one: one.only_not_to_hear or ())
    return tuple(who for who in every if who not in without)


def _named(who: WhoMustNotHear) -> dict[str, bool]:
    """Each who is named, and whether it is said that they are only not to hear of it."""
    only = {*who.only_not_to_hear}
    return {one: one in only for one in (*who.people, *who.only_not_to_hear)}


def of_its_act(found: Sequence[AnyEvent]) -> Sequence[AnyEvent]:
    """All that an act puts on record; that this was asked is said last, and of how many entries."""
    asked = [one for one in found if isinstance(one, DangerAsked)]
    if not asked:
        return found
    act = [one for one in found if not isinstance(one, DangerAsked)]
    return [*act, replace(asked[0], of_entries=len(act))]


class _OfWhom(NamedTuple):
    """Of whom it is, in which words and when; who is young says for themselves what they want."""

    of: Sequence[str]
    words: str | None
    at: datetime
    young: str | None = None


def _heard(event: AnyEvent | None, moment: Moment) -> _OfWhom:
    view = moment.view()
    if isinstance(event, WishRecorded):
        return _OfWhom((event.child,), event.words, event.effective_at, event.child)
    person = getattr(event, "person", None)
    at = getattr(event, "effective_at", moment.at)
    if person is None:
        return _OfWhom(_children_of(event, moment), None, at)
    words = getattr(event, "parent_words", None) or getattr(event, "words", None)
    return _OfWhom((person,), words, at, person if is_young(view, view.the_one(person)) else None)


def _children_of(event: AnyEvent | None, moment: Moment) -> Sequence[str]:
    """Those whom an agency was asked about, or of a referral all."""
    view = moment.view()
    match event:
        case AgencyReplied(disclosure=id) | DisclosureReviewed(disclosure=id):
            made = [one.event for one in view.holding[DisclosureRecorded]]
            about = {who for one in made if one.disclosure == id for who in one.subjects}
        case DisclosureRecorded(subjects=subjects):
            about = {*subjects}
        case _:
            about = set[str]()
    return [one for one in view.children if one in about] or [*view.children]


def _wishes(
    child: str, named: Mapping[str, bool], heard: _OfWhom, *, somebody: bool
) -> Iterator[WishRecorded]:
    """A wish for each, as a manager weighs it: it is no word of anything else. That their words
    name somebody besides is heard in those, and not in these.
    """
    words = heard.words or label("kept_from", "SOMEBODY_ELSE")
    nobody = kept_from_nobody_named(child, words, IN_THEIR_WORDS, heard.at)
    nobody = replace(nobody, not_a_no=True)
    for one, is_only in named.items():
        yield replace(
            nobody,
            words=NOT_WRITTEN,
            not_to_be_told=(one,),
            not_to_be_told_because=None,
            wish=new_id(),
            only_not_to_hear=(one,) if is_only else UNSET,
        )
    if somebody:
        yield nobody


def _from_outside(heard: _OfWhom, moment: Moment) -> Iterator[SignRecorded]:
    """A sign that names nobody, of whom nobody on the file may be meant: but for whoever is put
    there later, or is found to be a father whom nobody knew. Where nobody stands there, none.
    """
    view = moment.view()
    everybody = (*view.children, *view.adults)
    known = tuple(one for one in everybody if not is_nobody_known(view, one))
    for person in heard.of or known[:1]:
        yield SignRecorded(person=person, code=NOBODY_KNOWS, none_of=known, effective_at=heard.at)


def _signs(
    named: Mapping[str, bool], heard: _OfWhom, moment: Moment, *, somebody: bool
) -> Iterator[AnyEvent]:
    """A sign about each of whom it is. Where that is only whoever is named, they are not safe."""
    view = moment.view()
    everybody = (*heard.of, *view.children, *view.adults)
    of = [one for one in heard.of if one not in named]
    of = of or [one for one in everybody if one not in named][:1]
    only = tuple(one for one, is_only in named.items() if is_only)
    both = tuple(one for one in named if one not in only)
    for person in of:
        sign = SignRecorded(person=person, code=NOBODY_KNOWS, effective_at=heard.at)
        if both:
            yield replace(sign, names=both)
        if only:
            yield replace(sign, names=only, only_not_to_hear=only)
        if somebody:
            yield sign
    for person in named if not of else ():
        not_safe = SafetyRecorded(
            person=person, safe_to_ask=False, code="OTHER", effective_at=heard.at
        )
        yield from record_safety(not_safe, moment)
