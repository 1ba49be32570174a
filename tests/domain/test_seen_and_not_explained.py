"""Harm that a referrer or an agency writes of, and nobody is said to have done, means whoever has
care of a child: the list says so as the help does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import EnquiryOpened
from consent_service.domain.safety.close import NOBODY_KNOWS
from consent_service.domain.safety.harmtoread import harm_to_read, harm_to_read_first, words_in
from consent_service.domain.words.toread import read_first, to_read
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import EVERYBODY, HARM, a_family, not_known, told
from tests.domain.words_of_harm import MISSED
from tests.reasons import ENOUGH

#: By these somebody writes of a family to us, or we of them.
HEARSAY: Final = ("AgencyReplied.words", "EnquiryOpened.worry", "EnquiryOpened.referrer_words")


@pytest.mark.parametrize("door", HEARSAY)
@pytest.mark.parametrize(
    "words",
    [
        "Teacher is worried about bruises.",
        "Baby of 4 months with a fractured rib.",
        "Finger marks on his neck.",
        "Bruising seen; Mum present.",
        "Bea was told of the burn marks",
        "Wets herself, flinches when touched.",
        "Domestic violence at the address",
    ],
)
def test_harm_that_nobody_is_said_to_have_done_means_whoever_has_care(
    door: str, words: str
) -> None:
    """The help said that they are not rung, and the list to speak to each of them."""
    story = a_family()
    told(story, door, words)
    assert not_known(story) == EVERYBODY
    assert not {one.person for one in story.due(story.at) if one.code == "SPEAK_TO"}


@pytest.mark.parametrize("door", HEARSAY)
@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("Fractured arm. Kurt did it", EVERYBODY),
        ("Kurt caused the fracture", {"dad"}),
        ("Black eye, says Dad punched him", {"dad"}),
        ("Bitten by Vera", {"gran"}),
        ("No bruises or marks seen, Mum was there", set()),
        ("Seen today, nil bruising", set()),
        ("Bruise on the leg: another boy at school kicked him", set()),
    ],
)
def test_who_is_said_to_have_done_it_is_meant_and_of_what_is_not_there_nobody(
    door: str, words: str, means: set[str]
) -> None:
    story = a_family()
    told(story, door, words)
    assert not_known(story) == means


@pytest.mark.parametrize("words", ["I have a bruise", "I am bruised all over"])
def test_a_childs_own_injury_means_whoever_cares_for_them(words: str) -> None:
    """Of an adult who says so of themselves no child's carer is suspected."""
    story = a_family()
    told(story, "WishRecorded.words", words)
    assert not_known(story) == EVERYBODY


_BRUISE: Final = "Bruise on the arm, says he fell."


def _act(story: Story, place: int, says: str) -> int | None:
    """A worker writes of a bruise, and says who must not hear of it, or nothing; where a sign of it
    stands.
    """
    story.make(EnquiryOpened, enquiry=f"E-{place}", worry=_BRUISE)
    named: int | None = None
    if says == "SOMEBODY":
        named = story.make(SignRecorded, person="ng", code=NOBODY_KNOWS, names=("gran",))
    if says != "NOTHING":
        entries = 1 if named is None else 2
        story.make(DangerAsked, knows_of_nobody=named is None, of_entries=entries)
    return named


@given(st.lists(st.sampled_from(["NOTHING", "NOBODY", "SOMEBODY"]), min_size=1, max_size=6))
def test_who_may_be_a_danger_is_answered_of_the_act_it_was_asked_in(said: list[str]) -> None:
    """Of two acts of one worker in one moment, "nobody" in the one answered for the other."""
    story = a_family()
    signs = [named for n, says in enumerate(said) if (named := _act(story, n, says)) is not None]
    meant = EVERYBODY if "NOTHING" in said else set()
    assert not_known(story) - {"gran"} == meant - {"gran"}
    if signs:
        story.later(timedelta(minutes=1)).correct(signs[-1])
        assert not_known(story) - {"gran"} == EVERYBODY - {"gran"}, "a mistake was taken for it"


def test_where_it_does_not_say_of_which_entries_it_answers_for_none() -> None:
    story = a_family()
    story.make(EnquiryOpened, enquiry="E-1", worry=_BRUISE)
    story.make(DangerAsked, knows_of_nobody=True)
    assert not_known(story) == EVERYBODY


# ── what whoever was asked who may be a danger writes ───────────────────────────────────────


def _referred(words: str, *, is_asked: bool = True) -> Story:
    story = a_family()
    story.later().make(EnquiryOpened, enquiry="E-2", worry=words)
    if is_asked:
        story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return story


#: As they were typed, and whoever typed them knew of nobody. By these nobody is said to do it.
POINTS_AT_NOBODY: Final = (
    "bruise on his arm, says fell",
    "fractured wrist",
    "wets the bed, burn marks seen",
    "no food in, home alone a lot",
    "is scared and wets himself",
)
#: Nor by these; but by them somebody is, though not who.
POINTS_AT_SOMEBODY: Final = (
    "he hit her",
    "someone hits me",
    "hurt her again last week",
    "scared to go home",
    "kicked by him",
    "a man threatened them",
    "dv hx",
    "police called to address, knife found",
    "domestic abuse in the past, services involved",
    "was punched at home",
    "hes been hit",
)
#: What a child says, and a mother.
A_CHILD_SAYS: Final = {
    "dad is violent": {"dad"},
    "daddy gets violent": {"dad"},
    "dad was drunk again": {"dad"},
    "dad broke his foot": {"dad"},
    "mum hurt her foot": {"mum"},
    "mum broke her toes last night": {"mum"},
    "he is violent at home": EVERYBODY - {"mum"},
    "I get hit at home": EVERYBODY,
    "I get slapped loads": EVERYBODY,
    "I was hit with a belt": EVERYBODY,
    "there is hitting at home": EVERYBODY,
    "I get locked in my room": EVERYBODY,
}
A_MOTHER_SAYS: Final = (
    "my partner is violent",
    "my husband is abusive",
    "violent towards me",
    "throws things at me",
    "controls all my money",
    "punched the wall next to my head",
    "I've been beaten up at home",
    "threats to kill",
    "coercive control",
)
NAMES: Final = {
    "dad hit her": {"dad"},
    "Kurt kicks off and punched the wall": {"dad"},
    "afraid of Kurt": {"dad"},
    "Mum hits him, he hurt his back": {"mum"},
    "Gran threatened to kill him": {"gran"},
}


@pytest.mark.parametrize("words", POINTS_AT_NOBODY)
def test_words_that_point_at_nobody_keep_nobody_from_being_rung_where_it_was_asked(
    words: str,
) -> None:
    story = _referred(words)
    assert not_known(story) == set()
    assert "READ_HARM" in story.codes(), "a manager reads them the same day"
    assert not_known(_referred(words, is_asked=False)) == EVERYBODY


@pytest.mark.parametrize("words", POINTS_AT_SOMEBODY)
def test_words_that_point_at_somebody_count_whatever_was_answered(words: str) -> None:
    # Of a "he" who does it no mother is meant.
    means = EVERYBODY - {"mum"} if words in ("he hit her", "kicked by him") else EVERYBODY
    assert not_known(_referred(words)) == means


def _said_in_a_talk(person: str, words: str) -> Story:
    story = a_family()
    story.later().talk(person, parent_words=words)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return story


@pytest.mark.parametrize("words", sorted(A_CHILD_SAYS))
def test_what_a_child_says_that_somebody_does_counts_whatever_was_answered(words: str) -> None:
    """ "Dad is violent" read as what was done to him, and then "nobody" made him safe to ring."""
    assert not_known(_said_in_a_talk("ng", words)) == A_CHILD_SAYS[words]


@pytest.mark.parametrize("words", A_MOTHER_SAYS)
def test_what_a_mother_says_that_somebody_does_counts_whatever_was_answered(words: str) -> None:
    assert not_known(_said_in_a_talk("mum", words)) & {"dad", "step"}


@pytest.mark.parametrize("words", sorted(NAMES))
def test_whoever_is_named_counts_whatever_was_answered(words: str) -> None:
    assert not_known(_referred(words)) == NAMES[words]
    assert not_known(_referred(words, is_asked=False)) == NAMES[words]


@given(words=st.sampled_from([*MISSED, *HARM, *POINTS_AT_NOBODY, *POINTS_AT_SOMEBODY, *NAMES]))
def test_that_it_was_answered_takes_nobody_out_who_is_named(words: str) -> None:
    """And brings nobody in; whichever of them is left out, a manager reads the words today."""
    asked, not_asked = _referred(words), _referred(words, is_asked=False)
    left = not_known(asked)
    assert left <= not_known(not_asked)
    if left != not_known(not_asked):
        assert "READ_HARM" in asked.codes()
        assert not left, "one of those around is left out, and another is not"


def test_a_family_whose_father_hurt_his_back_is_rung() -> None:
    """Both parents who had parted as friends were not to be rung, in a plain request for help."""
    words = (
        "GP: W struggling to sit still, poss ADHD, dad hurt his back so cant do school run, late "
        "most days. wants early help. killing it at football. parents sep amicable"
    )
    for is_asked in (True, False):
        story = _referred(words, is_asked=is_asked)
        assert not_known(story) == set()
        assert "READ_HARM" not in story.codes()


# ── what an agency answers ──────────────────────────────────────────────────────────────────


def _answered(words: str, by: By = WORKER) -> Story:
    """Typed by one of ours, who was asked and knows of nobody; or sent by the agency itself."""
    story = a_family()
    told(story, "AgencyReplied.words", words, by)
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return story


@pytest.mark.parametrize("words", [*POINTS_AT_NOBODY, *POINTS_AT_SOMEBODY, *NAMES])
def test_what_an_agency_answers_is_read_first_whatever_was_ticked(words: str) -> None:
    """A child of two had a bruise on her ear: the next answer said whom to ring, and not that."""
    story = _answered(words)
    view = View(story.file, story.at, story.at)
    assert harm_to_read_first(view) == harm_to_read(view) != []
    assert not_known(story) == not_known(_referred(words)), "who is meant is asked as of any words"
    unread = to_read(view, (one for one in story.due(story.at) if one.code == "READ_HARM"))
    assert TEXTS["read_harm"] in (read_first(view, unread) or "")
    place = story.entries[-2][0].seq
    said = {"entry": place, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.later().make(FoundRight, MANAGER, **said)
    assert not harm_to_read(View(story.file, story.at, story.at)), "until a manager has read it"


def _to_read(story: Story) -> list[str]:
    view = View(story.file, story.at, story.at)
    return [words_in(held.event) for held in harm_to_read_first(view)]


INJURIES: Final = POINTS_AT_NOBODY[:3]


@pytest.mark.parametrize("words", INJURIES)
@pytest.mark.parametrize("person", ["mum", "ng"])
def test_an_injury_that_is_told_in_a_talk_is_read_first_whatever_was_ticked(
    words: str, person: str
) -> None:
    """It stood on a manager's list alone, and the family's page said whom to ring."""
    story = _said_in_a_talk(person, words)
    assert _to_read(story) == [words]
    assert not_known(story) == set(), "nobody is meant by it: they are rung once it was read"
    place = story.entries[-2][0].seq
    said = {"entry": place, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.later().make(FoundRight, MANAGER, **said)
    assert not _to_read(story)


@pytest.mark.parametrize("words", POINTS_AT_NOBODY[3:])
def test_what_is_no_injury_stands_with_what_is_due_alone(words: str) -> None:
    assert not _to_read(_said_in_a_talk("mum", words))


@pytest.mark.parametrize("words", INJURIES)
def test_of_the_worry_itself_whoever_took_it_in_was_asked(words: str) -> None:
    assert not _to_read(_referred(words))


def test_whoever_kept_a_child_from_being_seen_is_not_rung_of_it() -> None:
    words = "let slip ng had a bruise on her ear at the 2yr check + kurt didnt want her undressed"
    assert not_known(_answered(words)) == {"dad"}
    assert not_known(_answered("bruise on her ear at the 2yr check. Kurt was there")) == set()
