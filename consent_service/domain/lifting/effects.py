"""What a write would undo, worked out before it is kept (edition 2026.3 of the rules, section 5).

One comparison for every write that exists or will: the file without what is being written and with
it. Whoever is protected by something that is there without it and not with it is told by name. What
a person newly says themself lifts what they said before: that is no fall. In doubt it is one.

Compared is reading by reading (`careful.py`), so that nothing falls unseen behind what waits
already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..file.bounds import ANEW, EACH, Steps, TooMuch, of_a_reading
from ..file.goesby import Alike
from ..file.held import Held
from ..file.responsibility import freed
from ..file.view import View
from ..following.planned import in_force, no_longer_kept
from ..freetext.readslikeano import is_courtesy
from ..recorded.events import AuthorisationMade
from ..recorded.falling import MANAGERS, Fall, FallKind
from ..recorded.policy import Policy
from ..recorded.practice import ContactPointRecorded, NotShareDecided
from ..safety.askfirst import first_to_a_manager, kept_decisions
from ..safety.reaching import NOBODY_KNOWS_YET, by_value, value_of, wants_none
from ..safety.signs import NOT_SAFE, Sign, signs_in
from ..safety.whosepage import why_two
from ..safety.withheld import is_marked, no_address_any_more
from ..said.contradicting import AGREEMENTS
from ..said.counting import is_disputed
from ..said.questions import Question, questions
from ..said.saidbesides import may_be_noes, said_besides
from ..said.writingread import read_of
from ..scopes.services import Service
from ..words import falling as words
from .advocatesthatfall import of_advocates
from .decidersthatfall import of_findings
from .fatherfound import only_finds_the_father
from .keptthatfalls import of_what_is_kept
from .readbyone import of_what_nobody_can_read
from .unnamedthatfall import of_whom_nobody_named
from .wordsthatfall import Pair, of_a_child_and_adult, of_answers, yeses_begin
from .written import Written

#: What is left of what is not worked out.
TOO_MUCH: Final = Fall(FallKind.WORD, words.too_much_to_tell())


def falls(
    before: View,
    after: View,
    new: Written,
    policy: Policy,
    directory: Sequence[Service] = (),
    *,
    steps: Steps | None = None,
) -> tuple[Fall, ...]:
    """What stands before, and does not with what is newly written; each thing once.

    `after` takes what is newly written as confirmed: so it is seen what it would let fall, were it
    to count. Where the steps that are left are not enough, what is not worked out is one word that
    may be lifted: in doubt it is a fall.
    """
    steps = Steps() if steps is None else steps
    found: dict[tuple[object, ...] | None, Fall] = {}
    try:
        _compare(before, after, new, policy, directory, steps=steps, found=found)
    except TooMuch:
        found[None] = TOO_MUCH
        for person in sorted(new.pressed):
            # What was pressed is for whoever calls, whatever it was pressed over.
            text = words.may_be_pressed_over_a_no(after, person)
            found[None, person] = Fall(FallKind.PRESSED_ONLINE, text, person)
    every = tuple(found.values())
    return () if only_finds_the_father(before, new, every) else every


def _compare(
    before: View,
    after: View,
    new: Written,
    policy: Policy,
    directory: Sequence[Service],
    *,
    steps: Steps,
    found: dict[tuple[object, ...] | None, Fall],
) -> None:
    """Reading by reading. Raises `TooMuch`, and what was found until then is found."""
    one_reading = of_a_reading(after.file)
    steps.take(one_reading * (before.count_of_readings + after.count_of_readings))
    # Two who wait to be read as one are two in another reading, and each may be asked about.
    every = (*before.readings, *after.readings)
    people = tuple(dict.fromkeys(person for reading in every for person in _people(reading)))
    pairs = [
        Pair(born, as_now, new)
        for one, other in zip(before.readings, after.readings, strict=True)
        for born, as_now in _as_born(one, other)
    ]
    steps.take(one_reading * 2 * (len(pairs) - len(before.readings)))
    said = len(after.file.responses) + len(after.file.of(AuthorisationMade))
    each = EACH + len(people) + said
    asked: Sequence[Question] = ()
    try:
        asked = list(questions(before, after, people, directory, steps=steps, each=each))
    finally:
        of_each = ANEW * each * len(asked)
        to_come = yeses_begin(after)

        def look_at(one: View, other: View) -> tuple[Fall, ...]:
            fallen = [*of_answers(Pair(one, other, new), asked, policy, directory)]
            for begins in to_come:
                # Nobody writes anything when it begins: what it is worth then is settled now.
                steps.take(of_each)
                then = Pair(one.at[begins], other.at[begins], new)
                fallen += of_answers(then, asked, policy, directory)
            return tuple(fallen)

        if len(pairs) == 1:
            _hold(pairs, lambda pair: look_at(pair.before, pair.after), found)
        else:
            _hold(pairs, _OfAlike(look_at, steps, of_each).in_one_reading, found)


def _as_born(one: View, other: View) -> Iterator[tuple[View, View]]:
    """Each birth that a reading is read with. Where there are fewer of them with what is written,
    it says which it was, and what another of them let be heard falls.
    """
    many, fewer = one.as_born, other.as_born
    for place in range(max(len(many), len(fewer))):
        yield many[min(place, len(many) - 1)], fewer[min(place, len(fewer) - 1)]


def _hold(
    pairs: Sequence[Pair],
    of_what_was_said: Callable[[Pair], tuple[Fall, ...]],
    found: dict[tuple[object, ...] | None, Fall],
) -> None:
    """Whether or not the answers of each reading are gone through, everything else is."""
    too_much: TooMuch | None = None
    for pair in pairs:
        falls = list(_in_one_reading(pair))
        if too_much is None:
            try:
                falls += of_what_was_said(pair)
            except TooMuch as reached:
                too_much = reached
        for fall in falls:
            found.setdefault((fall.kind, fall.person, fall.about or fall.words), fall)
    if too_much is not None:
        raise too_much


class _OfAlike:
    """What falls of what was said in several readings: looked at in each that is not alike to an
    earlier one, which takes so many steps. The first is paid for by whoever found the questions.
    """

    def __init__(
        self, look_at: Callable[[View, View], tuple[Fall, ...]], steps: Steps, each: int
    ) -> None:
        self._alike: Alike[View, tuple[Fall, ...]] = Alike(look_at)
        self._steps = steps
        self._each = each
        self._is_paid = True

    def in_one_reading(self, pair: Pair) -> tuple[Fall, ...]:
        """Those that no reading alike to this had. Raises `TooMuch`."""
        if self._alike.known(pair.before, pair.after):
            return ()
        if not self._is_paid:
            self._steps.take(self._each)
        self._is_paid = False
        return self._alike.of(pair.before, pair.after)


def _in_one_reading(pair: Pair) -> Iterator[Fall]:
    yield from _warnings(pair)
    yield from of_whom_nobody_named(pair)
    yield from of_what_is_kept(pair)
    yield from _contacts(pair)
    yield from _wishes(pair)
    yield from _besides(pair)
    yield from _disputes(pair)
    yield from _decisions(pair)
    yield from _asked_first(pair)
    yield from _plans(pair)
    yield from _orders(pair)
    yield from of_findings(pair)
    yield from _two_as_one(pair)
    yield from of_a_child_and_adult(pair)
    yield from of_advocates(pair)
    yield from of_what_nobody_can_read(pair)


# ── people, ways of reaching them, what they must not know ──────────────────────────────────


def _people(view: View) -> tuple[str, ...]:
    return (*view.children, *view.adults)


def _warnings(pair: Pair) -> Iterator[Fall]:
    """Whoever is no longer on the file is warned of no more; two who are parted were as one."""
    on_file, joined = set(_people(pair.after)), _joined(pair)
    for person in (*_people(pair.before), *sorted(on_file & pair.before.same.keys())):
        stays = pair.after.the_one(person) in on_file
        left = set(signs_in(pair.after, person)) if stays else set()
        gone = set(signs_in(pair.before, pair.before.the_one(person))) - left
        if (left and person in joined) or {sign for sign, _ in left} & NOT_SAFE:
            # Whoever is not safe, or is known to be that one now, is no longer perhaps one.
            gone = {one for one in gone if one[0] is not Sign.PERHAPS_THE_SAME}
        if not gone:
            continue
        # By the place of the last: who was told of it has not been told of one that came since.
        places = sorted({order[-1] for _, order in gone})
        last = str(places[-1])
        # What is lifted beside another that stands lets nobody ask them.
        is_last = not left
        if {sign for sign, _ in gone} & NOT_SAFE:
            text = words.lifts_a_warning(pair.before, person, places, is_last=is_last)
            yield Fall(FallKind.PERSON_NOT_SAFE, text, person, last)
        else:
            text = words.lifts_a_doubt(pair.before, person, places, is_last=is_last)
            yield Fall(FallKind.PERSON_NOT_KNOWN, text, person, last)


def _joined(pair: Pair) -> set[str]:
    """Whoever was somebody else before than one with whom they are one person now."""
    found: set[str] = set()
    for one, other in pair.after.same.items():
        two = {pair.before.the_one(one), pair.before.the_one(other)}
        found |= two if len(two) > 1 else set()
    return found


def _contacts(pair: Pair) -> Iterator[Fall]:
    now = pair.after.newest[ContactPointRecorded, "contact"]
    given_away = no_address_any_more(pair.before, pair.after)
    for contact, held in pair.before.newest[ContactPointRecorded, "contact"].items():
        point, later = held.event, now.get(contact)
        is_loose = _is_minded(point) and not _as_careful(point, later)
        if not point.ended and (is_loose or contact in given_away):
            text = words.unprotects(pair.before, point.person, point.type)
            yield Fall(FallKind.CONTACT, text, point.person, contact)
    yield from _typed_again(pair)
    for person in _people(pair.before):
        if person in pair.new.spoke:
            continue
        for how in ("LETTER", "CALL"):
            if wants_none(pair.before, person, how) and not wants_none(pair.after, person, how):
                text = words.wants_contact(pair.before, person)
                yield Fall(FallKind.CONTACT, text, person)


def _typed_again(pair: Pair) -> Iterator[Fall]:
    """A number or an address that is not safe is not made so under another id."""
    now = by_value(pair.after)
    for fact in pair.new.facts:
        if not isinstance(fact.event, ContactPointRecorded) or fact.event.ended:
            continue
        was = by_value(pair.before).get(value_of(pair.before, fact.event))
        if was is None or not _is_minded(was.event):
            continue
        point = was.event
        if not _as_careful(point, now.get(value_of(pair.after, fact.event))):
            text = words.unprotects(pair.before, point.person, point.type)
            yield Fall(FallKind.CONTACT, text, point.person, point.contact)


def _is_minded(point: ContactPointRecorded) -> bool:
    # Whoever finds out that it is safe lifts no warning: there was none.
    return point.safety not in ("SAFE", NOBODY_KNOWS_YET) or point.protected


def _as_careful(point: ContactPointRecorded, later: Held[ContactPointRecorded] | None) -> bool:
    """Used with as much care as before, or no longer used. That nobody gives an address away rests
    on the address, so one that ends is taken care of no more.
    """
    if later is None:
        return False
    if later.event.ended:
        return not (point.type == "ADDRESS" and is_marked(point))
    if point.protected and not later.event.protected:
        return False
    same = later.event.safety == point.safety and later.event.safe_times == point.safe_times
    return same or later.event.safety == "UNSAFE"


# ── what was said ───────────────────────────────────────────────────────────────────────────


def _wishes(pair: Pair) -> Iterator[Fall]:
    # Who is one with whoever spoke, in this reading, spoke: that they are is looked at by itself.
    spoke = {pair.before.the_one(person) for person in pair.new.spoke}
    for child in pair.before.children:
        if pair.before.the_one(child) in spoke:
            continue
        if pair.before.objects(child) and not pair.after.objects(pair.after.the_one(child)):
            yield Fall(FallKind.OBJECTION, words.lifts_a_wish(pair.before, child), child)


def _besides(pair: Pair) -> Iterator[Fall]:
    """What somebody said or wrote besides their answers, and was found to be no no, or an error.
    Thanks are none, whoever says so.
    """
    read = read_of(pair.after)
    for person in _people(pair.before):
        now = pair.after.each[said_besides][pair.after.the_one(person)]
        left = {one.said.seq for one in now}
        for said, said_so, *_ in pair.before.each[may_be_noes][person]:
            if (said.seq in read or said.seq not in left) and not is_courtesy(said_so):
                text = words.is_no_no(pair.before, person)
                yield Fall(FallKind.WORD, text, person, str(said.seq))


def _disputes(pair: Pair) -> Iterator[Fall]:
    for said in pair.before.said:
        if said.event.person in pair.new.spoke or said.event.answer not in AGREEMENTS:
            continue
        stays = said.event.response in pair.after.said_as
        if stays and is_disputed(pair.before, said) and not is_disputed(pair.after, said):
            text = words.settles_a_dispute(pair.before, said)
            yield Fall(FallKind.DISPUTE, text, said.event.person, said.event.response)


def _decisions(pair: Pair) -> Iterator[Fall]:
    """One that ends, and a manager's that would read as if it had not been made."""
    left = {held.event.authorisation for held in pair.after.authorising}
    in_force_before = {held.seq for held in pair.before.authorising}
    on_record = {held.seq for held in pair.after.recorded[AuthorisationMade]}
    for held in pair.before.recorded[AuthorisationMade]:
        made = held.event
        if held.seq not in on_record and held.role in MANAGERS:
            text = words.strikes_a_decision(made.decision)
            yield Fall(FallKind.DECISION_STRUCK, text, about=made.authorisation)
        elif held.seq in in_force_before and made.authorisation not in left:
            text = words.ends_a_decision(pair.before, held)
            yield Fall(FallKind.DECISION, text, about=made.authorisation)
    refusals = {held.seq for held in pair.after.recorded[NotShareDecided]}
    for refusal in pair.before.recorded[NotShareDecided]:
        if refusal.seq not in refusals and refusal.role in MANAGERS:
            text = words.strikes_a_decision(None)
            yield Fall(FallKind.DECISION_STRUCK, text, about=refusal.event.decision)


def _asked_first(pair: Pair) -> Iterator[Fall]:
    """Of whom a decision was kept, and none is any more: nobody asks a manager before they are
    spoken to, about anything, once it has ended.
    """
    kept = first_to_a_manager(pair.before)
    if not kept:
        return
    left, on_file = first_to_a_manager(pair.after), set(_people(pair.after))
    ended = {held.seq for held in pair.before.authorising}
    ended -= {held.seq for held in pair.after.authorising}
    over = [one for one in kept_decisions(pair.before) if one.decision.seq in ended]
    for person in sorted(frozenset[str]().union(*(one.people for one in over))):
        now = pair.after.the_one(person)
        if now in on_file and now not in left and now not in pair.after.the_dead:
            text = words.nobody_asks_first(pair.before, person)
            yield Fall(FallKind.NOT_TO_BE_TOLD, text, person)


def _plans(pair: Pair) -> Iterator[Fall]:
    """One that ends, or was an error, protects nobody any more. Its next version does, but for a
    child who is not in it, and whoever may be with the children with less care by it.
    """
    left = in_force(pair.after)
    for plan in in_force(pair.before):
        if plan not in left:
            yield Fall(FallKind.PLAN, words.ends_a_plan(), about=plan)
            continue
        children, freed = no_longer_kept(pair.before, pair.after, plan)
        for child in children:
            yield Fall(FallKind.PLAN, words.leaves_a_child_out(pair.before, child), child, plan)
        for person in freed:
            yield Fall(FallKind.PLAN, words.eases_contact(pair.before, person), person, plan)


def _orders(pair: Pair) -> Iterator[Fall]:
    """One that keeps somebody from deciding alone: it ends by more than one worker's word."""
    for child in pair.before.children:
        now = pair.after.standings[pair.after.the_one(child)]
        for person in freed(pair.before.standings[child], now, pair.after.same):
            yield Fall(FallKind.ORDER, words.ends_an_order(pair.before, person), person, child)


def _two_as_one(pair: Pair) -> Iterator[Fall]:
    """That two are one lifts whatever told them apart, of what is said later as well: whose word it
    is, who decides, what is on whose page.
    """
    for other in pair.after.same:
        one, two = (pair.before.the_one(id) for id in (pair.after.the_one(other), other))
        if one != two:
            text = words.reads_as_one(pair.before, one, two, why_two(pair.before, one, two))
            yield Fall(FallKind.ONE_PERSON, text, one, two)
