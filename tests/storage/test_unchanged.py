"""A view that is kept answers as one that is made anew, whenever it is asked.

The moments are random ones on either side of everything at which an answer may become another:
midnights in London, weekends, the ends of agreements and a week before, times to come in the file
and in the authority's own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.checks import answered_once
from consent_service.api.replies import answered, showing
from consent_service.api.replies.answered import WhereKept, write_answer
from consent_service.api.replies.showing import AnsweredAt, show_task
from consent_service.domain.answers import encode_answer
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.goesby import AskedFacts, MadeOfView
from consent_service.domain.file.held import File, Held
from consent_service.domain.file.view import View
from consent_service.domain.listed import ListedOfFile, same_until
from consent_service.domain.noticing import plausible
from consent_service.domain.recorded import directory, ofauthority
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import AnyEvent, ResponseRecorded
from consent_service.domain.recorded.owning import EnquiryAssigned
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.reports.kept import EVERY, IN_TURN
from consent_service.domain.reports.lines import Lines
from consent_service.domain.scopes.proposal import Proposal, Urgency
from consent_service.domain.tasks.scene import AreaOfWork, Scene
from consent_service.domain.tasks.task import Task
from consent_service.domain.times import end_of_day
from consent_service.domain.words import toread
from consent_service.storage.believed import unchanged
from consent_service.storage.believed.unchanged import Unchanged, times_in, view_for_questions
from consent_service.storage.shown.lists import made_at
from tests.counted import Calls
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import DAY, MANAGER
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.surfaces import PROPOSALS, Record
from tests.domain.walk.walking import as_it_stands
from tests.trying import is_campaign, tried

A_MOMENT = timedelta.resolution
KEPT = WhereKept("ledger", {"origin": "o", "seq": 1, "entry_hash": "00"})


class Asked:
    """One file and the authority's own, as a process keeps them, asked in the order of time."""

    def __init__(self, file: CaseFile, own: AuthorityFile, proposals: Iterable[Proposal]) -> None:
        self.family, self.own = Unchanged(file), Unchanged[File](own)
        self.file, self.authority = file, own
        self.proposals = [one for one in proposals if one.urgency is not Urgency.IMMEDIATE]

    def becomes(self, file: CaseFile) -> None:
        """Something was put on record: it is opened again, or written here."""
        self.family, self.file = Unchanged(file, before=self.family.last_seen), file

    def ask(self, at: datetime) -> View:
        """Each question once, of what is kept."""
        kept = view_for_questions(self.family, self.own, at)
        policy, services = self.authority.policy(at), self.authority.directory(at)
        for one in self.proposals:
            answer = answered_once(kept, policy, one, services)
            write_answer(answer, one, KEPT, AnsweredAt(at, kept, self.authority))
        return kept

    def assert_as_anew(self, at: datetime) -> View:
        """Each question is answered and shown as from a view that nobody asked at another time;
        in campaigns, as from one that nobody has asked anything.
        """
        kept = view_for_questions(self.family, self.own, at)
        policy, services = self.authority.policy(at), self.authority.directory(at)
        fresh = View(self.file, at, at)
        for one in self.proposals:
            answer = answered_once(kept, policy, one, services)
            anew = decide(fresh, policy, one, services)
            assert encode_answer(answer) == encode_answer(anew), at
            said = [
                write_answer(given, one, KEPT, AnsweredAt(at, view, self.authority))
                for given, view in ((answer, kept), (anew, fresh))
            ]
            assert said[0] == said[1], at
            if is_campaign():
                fresh = View(self.file, at, at)
        assert self.row(at, kept) == self.row(at, fresh), at
        return kept

    def row(self, at: datetime, view: View) -> tuple[ListedOfFile, list[tuple[str, bytes]]]:
        """What lists show of it, and reports need: in its very order, as it is kept."""
        shown, lines = made_at(self.file, self.authority, at, at, view)
        return shown.listed, [(name, bytes(kept)) for name, kept in lines.lines.items()]


def moments(chance: Random, file: File, first: datetime, last: datetime) -> list[datetime]:
    """Some, in order: before, at and after what may matter, and in between."""
    marks = [end_of_day(first + timedelta(days=n)) for n in range((last - first).days)]
    marks += [at + ahead for at in Unchanged(file).times for ahead in (timedelta(0), -7 * DAY)]
    near = chance.sample(marks, min(5 if is_campaign() else 3, len(marks)))
    some = [one + by for one in near for by in (-A_MOMENT, timedelta(0), A_MOMENT, 3 * DAY / 24)]
    some += [first + chance.random() * (last - first) for _ in range(4)]
    return sorted(at for at in some if first <= at <= last)


def own_file(first: datetime) -> AuthorityFile:
    """Whose directory and policy change while the family is asked about."""
    own = AuthorityFile(id="own")
    for place, (days, event) in enumerate(
        (
            (0, directory.ServiceListed(service="hill", type="GP", names=("Hillside",))),
            (1, ofauthority.PolicyAdopted(policy=DEFAULT_POLICY)),
            (2, directory.ServiceListed(service="park", type="GP", names=("Parkview",))),
        )
    ):
        at = first + timedelta(days=days, hours=7)
        own = fold(own, Content(MANAGER, event), Stamp(place, at))
    return own


@tried(2, at_length=300)
@given(families(), st.lists(questions(), min_size=2, max_size=2), st.integers(0, 2**32))
def test_any_question_at_any_time_is_answered_as_if_nobody_had_asked_before(
    facts: dict[str, Any], asked: list[dict[str, Any]], seed: int
) -> None:
    """A few families every day, each at some fifteen moments; a campaign tries hundreds."""
    cases = [read(facts, question) for question in asked]
    file = cases[0].file
    first = max(held.recorded_at for held in file.every())
    of_it = Asked(file, own_file(first), (case.proposal for case in cases))
    for at in moments(Random(seed), file, first, first + 40 * DAY):
        of_it.assert_as_anew(at)


def records() -> Iterator[Record]:
    yield from (as_it_stands(one) for one in SITUATIONS)


@pytest.mark.campaign
def test_the_same_whatever_has_been_recorded_of_a_family() -> None:
    """Every kind of entry; each day random families stand for them."""
    chance = Random(1)
    for record in records():
        of_it = Asked(record.file, record.own, PROPOSALS)
        for at in moments(chance, record.file, record.at, record.at + 400 * DAY):
            of_it.assert_as_anew(at)


@tried(5, at_length=2_000)
@given(st.integers(0, 2**32))
def test_what_goes_by_nothing_that_has_changed_stays_and_is_as_anew(seed: int) -> None:
    """Of a family of which ever other kinds of things are on record, one after the other."""
    chance = Random(seed)
    record = as_it_stands(chance.choice(SITUATIONS))
    whole, missing = record.file, set[str]()
    of_it = Asked(whole, record.own, chance.sample(PROPOSALS, 2))
    for _ in range(8):
        of_it.assert_as_anew(record.at)
        missing ^= {chance.choice([*whole.facts])}
        facts = {kind: facts for kind, facts in whole.facts.items() if kind not in missing}
        of_it.becomes(msgspec.structs.replace(whole, facts=facts))
    of_it.assert_as_anew(record.at)


def test_of_a_row_only_what_goes_by_the_entry_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To whom an enquiry is given makes no other yes, and no other child; nor does another yes make
    a mistake of a child.
    """
    record = next(one for one in records() if one.file.of(ResponseRecorded))
    said = record.file.of(ResponseRecorded)[-1].event
    made, real = list[str](), Lines.encoded
    looked, looks = list[type[Event]](), plausible.implausible

    def encoded(lines: Lines[Any], scene: Any) -> Any:
        made.append(lines.name)
        return real(lines, scene)

    def implausible(view: View, fact: Held[Any]) -> list[str]:
        looked.append(type(fact.event))
        return looks(view, fact)

    def make_again(event: AnyEvent) -> None:
        of_it = Asked(record.file, record.own, PROPOSALS[:1])
        # As whoever writes it does, before anybody asks about it.
        of_it.row(record.at, view_for_questions(of_it.family, of_it.own, record.at))
        given = fold(record.file, Content(MANAGER, event), Stamp(10_000, record.at))
        of_it.becomes(given)
        view = view_for_questions(of_it.family, of_it.own, record.at)
        with monkeypatch.context() as patched:
            patched.setattr(Lines, "encoded", encoded)
            patched.setattr(plausible, "implausible", implausible)
            made_at(given, record.own, record.at, record.at, view)
        of_it.assert_as_anew(record.at)

    make_again(EnquiryAssigned(enquiry="e", effective_at=record.at, owner="o", team="t"))
    assert sorted(made) == ["unowned", "waits", "work"]
    # Whether anything is a mistake is most of what stands last, and goes by most entries.
    assert not looked
    make_again(msgspec.structs.replace(said, response="again"))
    assert looked
    assert not {*looked} & {*plausible._FIRST}


def goes_through_all(view: View) -> bool:
    """As what is read without an entry that waits does: it goes by each kind there is."""
    facts = view.file.facts
    assert isinstance(facts, AskedFacts)
    return "" in facts.asked


def test_to_whom_an_enquiry_is_given_makes_no_other_answer_and_no_other_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever has been recorded of a family: only whose each task is, is looked at again. A day's
    sample; a campaign takes all.
    """
    said, real = list[Proposal](), showing.said_with

    def said_with(answer: Any, proposal: Proposal, *how: Any) -> Any:
        said.append(proposal)
        return real(answer, proposal, *how)

    for record in (Random(1).sample([*records()], 6), [*records()])[is_campaign()]:
        of_it = Asked(record.file, record.own, PROPOSALS[:1])
        view = of_it.ask(record.at)
        if goes_through_all(view):
            continue
        enquiry = next(iter(View(record.file, record.at, record.at).enquiries), "e")
        event = EnquiryAssigned(enquiry=enquiry, effective_at=record.at, owner="o", team="t")
        of_it.becomes(fold(record.file, Content(MANAGER, event), Stamp(10_000, record.at)))
        with monkeypatch.context() as patched:
            patched.setattr(answered, "said_with", said_with)
            read_through = Calls(patched, toread, "_words_asked_in")
            of_it.ask(record.at)
        assert not said, (record.at, len(said))
        assert not read_through.count, record.at
        of_it.assert_as_anew(record.at)


def test_each_kind_of_line_has_its_turn() -> None:
    assert sorted(one.name for some in IN_TURN for one in some) == sorted(x.name for x in EVERY)


def test_no_area_of_the_work_is_worked_out_before_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a line asks for it whose turn comes before, and it is worked out twice for each row."""
    real = Scene.derive

    def derive(scene: Scene, areas: Iterable[AreaOfWork], key: Hashable) -> None:
        assert scene._tasks.keys().isdisjoint(areas), key
        real(scene, areas, key)

    monkeypatch.setattr(Scene, "derive", derive)
    for record in records():
        made_at(record.file, record.own, record.at, record.at)


def test_whoever_reads_facts_is_noted_however_they_do_it() -> None:
    facts = {"some": (1,), "others": (2,)}
    for kind in facts:
        for ask in (lambda f, k: f.get(k), lambda f, k: f[k], lambda f, k: k in f):
            asked = AskedFacts(facts)
            ask(asked, kind)
            assert [*asked.asked] == [kind]
    changing = {"clear", "pop", "popitem", "setdefault", "update", "fromkeys"}
    reading = {name for name, it in vars(dict).items() if callable(it)} - changing
    of_one = {"get", "__getitem__", "__contains__"}
    no_reading = {"__new__", "__init__", "__setitem__", "__delitem__", "__ior__", "__sizeof__"}
    by_attribute = {"__getattribute__", "__class_getitem__", "__hash__"}
    order = {"__lt__", "__le__", "__gt__", "__ge__"}  # two of them have none
    for name in reading - of_one - no_reading - by_attribute - order:
        asked = AskedFacts(facts)
        with suppress(TypeError):
            getattr(asked, name)(*([] if name not in _OF_ANOTHER else [{}]))
        assert "" in asked.asked, name


def test_what_is_kept_instead_of_what_another_has_is_kept_all_the_same() -> None:
    facts = AskedFacts({"some": (1,)})
    kept = MadeOfView(facts)
    facts.get("some")
    kept.keep_instead("key", "in other words")
    assert kept.pop("key") == ({"some": None}, 1, "in other words")
    kept.keep("key", "made")
    facts.get("others")
    kept.keep_instead("key", "in other words")
    assert kept["key"][1:] == (1, "in other words")
    assert kept.kept("key") == "in other words"


def test_what_is_made_goes_by_what_was_asked_of_its_own_look_and_by_what_it_was_made_of() -> None:
    """A check asks what somebody said at once; what a row then holds of a child goes by no answer,
    unless it is made of what the check was answered.
    """

    def look(facts: dict[str, Any], before: MadeOfView | None = None) -> MadeOfView:
        asked = AskedFacts(facts)
        made = MadeOfView(asked)
        if before is not None:
            made.go_on_from(before)
        return made

    def ask(made: MadeOfView, kind: str) -> None:
        assert made._facts is not None
        made._facts.get(kind)

    first = look({"said": (1,), "owner": (1,), "child": (1,)})
    ask(first, "said")
    first.keep("the answer", "yes")
    second = look({"said": (1,), "owner": (2,), "child": (1,)}, first)
    ask(second, "child")
    second.keep("a line", "of a child")
    assert second.kept("the answer") == "yes"
    second.keep("in words", "yes, of a child")
    third = look({"said": (1, 2), "owner": (2,), "child": (1,)}, second)
    assert [*third] == ["a line"]
    assert third.kept("a line") == "of a child"
    third.keep("of that line", "the same")
    assert not look({"said": (1, 2), "owner": (2,), "child": (1, 2)}, third)
    assert [*look({"said": (), "owner": (), "child": (1,)}, third)] == ["a line", "of that line"]


_OF_ANOTHER = {"__eq__", "__ne__", "__or__", "__ror__"}


def test_what_there_is_to_do_is_late_from_its_very_moment_on_however_often_it_was_shown() -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    due = (
        Task("DECIDE", noon - DAY, due_at=noon),
        Task("SPEAK_TO", noon - DAY, due=noon.date()),
        Task("SPEAK_TO", noon - DAY),
    )
    view = View(CaseFile(id="f"), noon - DAY, noon - DAY)
    for at in (noon - DAY / 2, noon - A_MOMENT, noon, noon + A_MOMENT, noon + DAY, noon):
        for _ in range(3):
            shown = orjson.loads(orjson.dumps(answered._tasks(view, due, set(), at, lasts=True)))
            assert shown == [show_task(task, at) for task in due], at


def story() -> Asked:
    record = next(one for one in records() if any(Unchanged(one.file).from_then_on(one.at)))
    return Asked(record.file, record.own, PROPOSALS[:1])


def test_every_time_that_stands_there_is_found_however_often_it_does() -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    at = [noon, noon + A_MOMENT, noon.replace(year=2199), noon.replace(year=1901)]
    packed = msgspec.msgpack.encode({"at": [*at, *at], "beside": [{"until": at[0]}]})
    assert sorted(times_in(packed)) == sorted(at)
    # What only looks like a time is none, or one more; and what stands in it is found as well.
    assert set(times_in(b"\xc7\x0c\xff" + packed)) >= set(at)


def test_it_is_kept_until_then_and_no_longer() -> None:
    asked = story()
    at = max(held.recorded_at for held in asked.file.every())
    until = same_until(at, asked.family.times)
    kept = asked.assert_as_anew(at)
    assert asked.assert_as_anew(until - A_MOMENT) is kept
    assert asked.assert_as_anew(until) is not kept
    assert asked.assert_as_anew(at).as_of == at, "of a later moment it is not asked about earlier"


def test_what_the_authority_puts_on_record_begins_another() -> None:
    asked = story()
    at = max(held.recorded_at for held in asked.file.every())
    kept = asked.assert_as_anew(at)
    assert view_for_questions(asked.family, Unchanged[File](asked.authority), at) is not kept


def test_whoever_asks_ever_other_questions_does_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unchanged, "MOST_WORKED_OUT", 3)
    asked = story()
    at = max(held.recorded_at for held in asked.file.every())
    kept = asked.assert_as_anew(at)
    asked.family.weighs()
    assert asked.assert_as_anew(at) is not kept
