"""Whoever did it is held, by whatever sentence it is told; whoever was hurt, or told it of another,
is not, unless they are named for it as well; and no adult's denial frees anybody.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.domain.recorded import events
from consent_service.domain.recorded.members import ALWAYS
from tests.domain.tasks.story import Story
from tests.domain.test_tells_of_harm import not_known, told
from tests.trying import tried


class _One(NamedTuple):
    names: str
    role: str
    called: str
    word: str

    @property
    def first(self) -> str:
        return self.names.split()[0]


_EVERY: Final = {
    "mum": _One("Huda Zell", "MOTHER", "Mum", "she"),
    "dad": _One("Jon Zell", "FATHER", "Dad", "he"),
    "gran": _One("Pam Ferris", "GRANDPARENT", "Gran", "she"),
    "step": _One("Theo Quist", "PARENTS_PARTNER", "her partner", "he"),
}
#: Who says it, before what is done; of some it is one of the family.
_TOLD_BY: Final = (
    "{} says ",
    "{} said that ",
    "{} told us ",
    "{} rang crying, says ",
    "{} has told the school that ",
    "{} reported ",
)
_BY_OTHERS: Final = ("", "The school says ", "Neighbour rang: ", "Seen today. ")
_DOES: Final = """
hits; hit; has hit; is hitting; was hitting; will hit; used to hit; keeps hitting; slapped; kicks
has been hitting; always hits; murdered; would murder
"""
#: Of these it may be whoever tells it who goes on.
_GOES_ON_TO: Final = "gets drunk and hits; came in and hit; lost it and hit; was out, then hit"
_DOES_NOT: Final = "never hits; does not hit; doesn't hit; would never hit; has not hit; didnt hit"
_IS_DONE_TO: Final = "was hit by; gets hit by; is being hit by; has been hit by; was slapped by"
_OF_US: Final = ("DecisionRequested.why", "ContactMade.words", "AgencyReplied.words")


def _each(lines: str) -> list[str]:
    return [one.strip() for one in lines.replace("\n", ";").split(";") if one.strip()]


def _family(people: frozenset[str]) -> Story:
    story = Story().child()
    for person in sorted(people):
        names, role, *_ = _EVERY[person]
        story.make(events.AdultAdded, person=person, names=names, interpreter_needed=False)
        link: dict[str, Any] = {"role": role, "lives_with": "YES", "effective_at": ALWAYS}
        pr_status = "YES" if role in ("MOTHER", "FATHER") else "NO"
        story.make(
            events.RelationshipRecorded, person=person, child="ng", pr_status=pr_status, **link
        )
    return story.enquiry().later()


_PEOPLE: Final = st.sets(st.sampled_from([*_EVERY][1:]), min_size=1).map(
    lambda others: frozenset({"mum", *others})
)
_HOW: Final = st.sampled_from(["name", "called", "word"])


def _name(person: str, how: str) -> str:
    one = _EVERY[person]
    return {"name": one.first, "called": one.called, "word": one.word}[how]


@tried(60)
@given(_PEOPLE, st.data())
def test_whoever_did_it_is_held_and_whoever_was_hurt_or_told_it_is_not(
    people: frozenset[str], data: st.DataObject
) -> None:
    every = sorted(people)
    did = data.draw(st.sampled_from(every), "who did it")
    hurt = data.draw(st.sampled_from([*every, None]), "who was hurt")
    says = data.draw(st.sampled_from([*every, None]), "who says it")
    assume(did not in (hurt, says))
    how = data.draw(_HOW, "as what")
    whom = "the children" if hurt is None else _name(hurt, "name")
    if data.draw(st.booleans(), "is done to"):
        how = "name" if how == "word" else how
        said = f"{whom} {data.draw(st.sampled_from(_each(_IS_DONE_TO)))} {_name(did, how)}"
        said = said.replace("the children was", "the children were")
    else:
        said = f"{_name(did, how)} {data.draw(st.sampled_from(_each(_DOES)))} {whom}"
    before = data.draw(st.sampled_from(_BY_OTHERS if says is None else _TOLD_BY), "told")
    words = before.format("" if says is None else _name(says, "name")) + said
    story = _family(people)
    told(story, data.draw(st.sampled_from(_OF_US), "where"), words)
    held = not_known(story)
    assert did in held, words
    # Who says "she" may mean herself; and of some nobody knows whether they are "she".
    may_be_they = says in ("gran", "step") or (says and _EVERY[says].word == _EVERY[did].word)
    if not (how == "word" and may_be_they):
        assert says not in held, words
        assert hurt not in held, words
    if how != "word":
        assert held == {did}, words


@tried(60)
@given(_PEOPLE, st.data())
def test_what_one_of_the_family_says_holds_whoever_did_it_and_not_them(
    people: frozenset[str], data: st.DataObject
) -> None:
    every = sorted(people)
    did = data.draw(st.sampled_from(every), "who did it")
    says = data.draw(st.sampled_from([*every, "ng"]), "who says it")
    assume(did != says)
    how = data.draw(_HOW, "as what")
    whom = data.draw(st.sampled_from(["me", "the children", "us", "me and the kids"]), "whom")
    words = f"{_name(did, how)} {data.draw(st.sampled_from(_each(_DOES)))} {whom}"
    story = _family(people)
    if says == "ng":
        told(story, "WishRecorded.words", words)
    else:
        told(story, "ConversationRecorded.parent_words", words, person=says)
    held = not_known(story)
    assert did in held, words
    assert says not in held, words


@tried(60)
@given(_PEOPLE, st.data())
def test_whoever_goes_on_to_do_it_is_held(people: frozenset[str], data: st.DataObject) -> None:
    """ "Mum says he gets drunk and hits her" held her, and sent us to speak to him."""
    says, did = (data.draw(st.sampled_from(sorted(people))) for _ in range(2))
    assume(says != did)
    how = data.draw(_HOW, "as what")
    does = data.draw(st.sampled_from(_each(_GOES_ON_TO)))
    words = f"{_name(says, 'name')} says {_name(did, how)} {does} the children"
    story = _family(people)
    told(story, data.draw(st.sampled_from(_OF_US), "where"), words)
    assert did in not_known(story), words


@tried(60)
@given(_PEOPLE, st.data())
def test_what_an_adult_denies_frees_nobody(people: frozenset[str], data: st.DataObject) -> None:
    every = sorted(people)
    did = data.draw(st.sampled_from(every), "of whom")
    says = data.draw(st.sampled_from(every), "who says it")
    whom = data.draw(st.sampled_from(["the children", "me", "them"]), "whom")
    how = data.draw(st.sampled_from(["name", "called"]), "as what")
    denied = f"{_name(did, how)} {data.draw(st.sampled_from(_each(_DOES_NOT)))} {whom}"
    # Alone it holds whoever is said to do none, where another says so.
    story = _family(people)
    if says != did:
        told(story, "ConversationRecorded.parent_words", denied, person=says)
        assert did in not_known(story), denied
    # Nor does it free whom other words hold, whoever it is.
    story = _family(people)
    told(story, "ContactMade.words", f"The school says that {_name(did, how)} hits {whom}")
    before = not_known(story)
    told(story, "ConversationRecorded.parent_words", denied, person=says)
    by = data.draw(st.sampled_from([*_TOLD_BY, "According to {} ", "We think that "]), "told")
    told(story, data.draw(st.sampled_from(_OF_US)), by.format(_name(says, "name")) + denied)
    assert before <= not_known(story), denied


@pytest.mark.parametrize(
    "words",
    [
        "Jon saw she was packing and hit her",
        "Jon heard she was leaving and strangled her",
        "Jon told her she would be killed",
        "Jon rang, says if she leaves she will be killed",
    ],
)
def test_whoever_saw_heard_or_rang_is_not_let_go_by_what_she_did(words: str) -> None:
    """It held her alone, and sent us to speak to him."""
    story = _family(frozenset({"mum", "dad"}))
    told(story, "DecisionRequested.why", words)
    assert "dad" in not_known(story)
