"""By how little a family is found: whatever somebody may have typed, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.families.finding import FoundBy, Sought, name_of, resembles
from consent_service.domain.families.fitting import who_fits
from consent_service.domain.families.searching import keys_by_person, search_keys
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By, Content
from tests.domain.tasks.story import MONDAY
from tests.sweeping import each
from tests.trying import tried


def family(*people: events.ChildAdded | events.AdultAdded) -> CaseFile:
    file = CaseFile(id="file")
    for seq, one in enumerate((events.FileOpened(), *people)):
        file = fold(file, Content(By("Zz", "MASH_WORKER"), one), Stamp(seq, MONDAY))
    return file


def child(names: str, dob: date | None = None, **others: Any) -> events.ChildAdded:
    return events.ChildAdded(child="kim", names=names, dob=dob, **others)


def found(file: CaseFile, **asked: Any) -> tuple[FoundBy, ...]:
    """By what somebody of the file fits, as the index proposes it and the file says; nothing where
    either does not.
    """
    question = Sought(**asked)
    hits = question.keys.keys() & search_keys(file)
    if not hits or not question.proposed({file.id: hits}):
        return ()
    fits = who_fits(question, file, tuple(keys_by_person(file)), ())
    return fits[0].by if fits else ()


TYPED = [
    ("Zoë Example", "zoe example"),
    ("Zoë Example", "Example, Zoë"),
    ("Łukasz Żak", "lukasz zak"),
    ("Sean O'Neill", "sean oneill"),
    ("Sean O'Neill", "O’Neill Sean"),
    ("Sean O'Neill", "sean o neill"),
    ("Sean ONeill", "sean o'neill"),
    ("Mary-Anne Cole", "mary anne cole"),
    ("Mary Anne Cole", "maryanne cole"),
    ("Mary Anne Cole", "mary-anne cole"),
    ("Ian McDonald", "ian mc donald"),
    ("Mr Ian Mc Donald", "McDonald"),
    ("王小明", "王小明"),
    ("Ng", "ng"),
]


@each("names", "typed", of=TYPED)
def test_a_name_is_found_however_it_is_typed(names: str, typed: str) -> None:
    assert found(family(child(names)), names=typed) == (FoundBy.NAME,)


@each("typed", of=["exa", "Exampl", "kimb", "kimberl exam"])
def test_the_beginning_of_a_name_is_enough(typed: str) -> None:
    assert found(family(child("Kimberley Example")), names=typed) == (FoundBy.NAME_BEGINS,)


@each("typed", of=["ex", "ample", "xyz", "examplesmith", "q"])
def test_what_is_in_no_name_finds_nobody(typed: str) -> None:
    assert found(family(child("Kimberley Example")), names=typed) == ()


def test_whoever_fits_more_comes_first_and_who_fits_little_only_where_nobody_fits_more() -> None:
    question = Sought(names="Kim Example", dob=date(2019, 5, 1))
    whole = question.keys.keys() & search_keys(family(child("Kim Example", date(2019, 5, 1))))
    name = question.keys.keys() & search_keys(family(child("Kim Example")))
    part = question.keys.keys() & search_keys(family(child("Kim Other")))
    assert question.proposed({"b": name, "a": part, "c": whole}) == ["c", "b"]
    assert question.proposed({"a": part}) == ["a"]


def test_day_and_month_may_be_swapped_where_both_can_be_either() -> None:
    kim = family(child("Kim", date(2019, 5, 1)))
    assert found(kim, dob=date(2019, 1, 5)) == (FoundBy.BIRTH_SWAPPED,)
    assert Sought(dob=date(2019, 5, 13)).swapped is None
    assert Sought(dob=date(2019, 5, 5)).swapped is None


def test_who_is_not_born_and_who_was_born_nobody_knows_when_are_found_about_when() -> None:
    unborn = family(child("Baby", estimated_due_date=date(2026, 5, 20)))
    assert found(unborn, due=date(2026, 6, 30)) == (FoundBy.DUE_MONTH,)
    assert found(unborn, due=date(2026, 7, 1)) == ()
    guessed = family(child("Kim", estimated_dob=date(2015, 1, 1)))
    assert found(guessed, year=2016) == found(guessed, year=2014) == (FoundBy.BIRTH_YEAR,)
    assert found(guessed, year=2017) == ()


def test_whoever_was_born_in_a_month_is_found_by_it_by_its_year_and_by_a_day_of_it() -> None:
    by_month = family(child("Kim", born_in="2024-03"))
    assert found(by_month, born_in="2024-03") == (FoundBy.BIRTH_MONTH, FoundBy.BIRTH_YEAR)
    assert found(by_month, born_in="2024") == found(by_month, year=2024) == (FoundBy.BIRTH_YEAR,)
    assert found(by_month, dob=date(2024, 3, 9)) == (FoundBy.BIRTH_MONTH, FoundBy.BIRTH_YEAR)
    assert found(by_month, born_in="2024-04") == found(by_month, dob=date(2024, 5, 9))
    assert found(by_month, born_in="2023") == ()
    by_year = family(child("Kim", born_in="2024"))
    assert found(by_year, born_in="2024-03") == found(by_year, year=2024) == (FoundBy.BIRTH_YEAR,)
    known = family(child("Kim", date(2024, 3, 9)))
    assert found(known, born_in="2024-03") == (FoundBy.BIRTH_MONTH, FoundBy.BIRTH_YEAR)
    due = family(child("Baby", due_in="2026-05"))
    assert found(due, due=date(2026, 6, 30)) == (FoundBy.DUE_MONTH,)
    # The index proposes each by what it is asked for.
    asks = (Sought(born_in="2024-03"), Sought(dob=date(2024, 3, 9)), Sought(names="Kim"))
    for question in asks:
        hits = question.keys.keys() & search_keys(by_month)
        assert question.proposed({"a": hits}) == ["a"]
    # Taken in by the month, somebody is perhaps known already by the day; and the other way round.
    for one, asked in ((known, {"born_in": "2024-03"}), (by_month, {"dob": date(2024, 3, 9)})):
        question = Sought(names="Kim", **asked)
        hits = question.keys.keys() & search_keys(one)
        assert question.resembling({"a": hits}) == ["a"]


@tried(2, at_length=400)
@given(st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Zs", "Pd"]), max_size=30))
def test_whatever_name_is_kept_is_found_by_itself(names: str) -> None:
    """Also by each of its words, in any order."""
    if not name_of(names).words:
        return
    kept = family(child(names))
    assert found(kept, names=names) == (FoundBy.NAME,)
    assert found(kept, names=" ".join(reversed(names.split()))) == (FoundBy.NAME,)


@each(
    "typed",
    of=["brindel", "Brindall", "tyler brindel", "Tiler Brindle", "Teyler Brindell", "BRYNDLE"],
)
def test_a_name_that_was_only_heard_finds_whoever_it_sounds_like(typed: str) -> None:
    """A referral by telephone was taken in beside the family's own, which nobody had found."""
    file = family(child("Tyler Brindle", date(2019, 5, 2)))
    assert found(file, names=typed) == (FoundBy.SOUNDS_LIKE,)
    by = found(file, names=typed, dob=date(2019, 5, 2))
    assert resembles(by) is (FoundBy.BIRTH if " " in typed or by else None)


@each("typed", of=["brandon", "thyme", "li", "tyler smith"])
def test_what_sounds_like_much_else_finds_nobody_by_that(typed: str) -> None:
    file = family(child("Tyler Brindle"), events.AdultAdded(person="lee", names="Lee Brindle"))
    assert FoundBy.SOUNDS_LIKE not in found(file, names=typed)


def test_whoever_is_called_so_is_found_without_those_who_sound_alike() -> None:
    question = Sought(names="Fearnley")
    called, alike = (family(child(one)) for one in ("Ty Fearnley", "Ty Fernley"))
    hits = {
        name: question.keys.keys() & search_keys(file)
        for name, file in (("called", called), ("alike", alike))
    }
    assert question.proposed(hits) == ["called"]
    assert question.proposed({"alike": hits["alike"]}) == ["alike"]
