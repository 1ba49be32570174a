"""Whoever is something to somebody who is not known to be safe is nobody's advocate before a
manager has looked: his sister knew by evening what his wife had agreed to.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.noticing.staffnamed import notices_of_advocates
from consent_service.domain.own.supporting import may_see, named_at
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.safety.oneadvocate import is_with_them
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.reasons import ENOUGH
from tests.sweeping import each

#: What was typed of the mother's advocate, where it is not known that Dean Strode, the father of
#: her child, is safe.
THEIRS = [
    "Dean's sister Kim",
    "Dean’s sister",
    "Kim, Dean Strode's mum",
    "Kim (Dean Strode's mum)",
    "Kim Dean Strode's mum",
    "Deans sister Kim",
    "Deans mate Gary",
    "Deano's brother",
    "mum of Dean",
    "a friend of Dean",
    "Kim who lives with Dean",
    "Kim, sent by Dean Strode",
    "my fella Deano",
    "my fella",
    "my partner",
    "My husband Dean",
    "Hubby",
    "Deano",
    "Dean",
    "Mr Strode",
    "his sister Kim",
    "Kim (his mum)",
    "Kim, works for him",
    "my mother-in-law",
    "Kim, sister in law",
    "my ex's brother",
    "my partner's mum Jean",
    "Dad",
    "Elsie's dad",
    "dad's mate Gary",
    "Jean, paternal grandmother",
    "D. Strode's mum",
]
#: Hers, or nobody's of the family.
HERS = [
    "my sister Kay",
    "My mum",
    "my dad",
    "my brother Bob",
    "her sister Kay",
    "Kay Okafor",
    "Ruth Example, Women's Aid",
    "Dean Okafor",
    "Hope Strode's mum",
    "Hope's sister Kay",
    "my friend Kay",
    "my boss's mum",
    "Kay, maternal aunt",
    "a friend of mine from church",
    "James Okafor",
    "Mums matter",
]


def _family(*, unsafe: bool = True) -> Story:
    story = family()
    for person, name in (("mum", "Hope Strode"), ("dad", "Dean Strode"), ("ng", "Elsie Strode")):
        story.make(PersonAmended, person=person, names=name)
    if unsafe:
        story.unsafe("dad", code="DOMESTIC_ABUSE", reason="So.")
    return story.later()


def _helps(story: Story, name: str, **said: str) -> bool:
    """Whether whoever was taken on sees her page; staff are told where not, and a manager looks."""
    permission = {"information_permission": "FULL_PARENT_VIEW", **said}
    place = advocate(story, "CONFIRMED", advocate=name, **permission)
    view = View(story.later().file, story.at, story.at)
    sees = is_with_them(view, view.advocate["mum", "E1"])
    at, content = story.entries[-1]
    assert ("ADVOCATE_OF_THEIR_SIDE" in codes_of(content, at, view)) is not sees, name
    looks = [one.about for one in story.due() if one.code == "LOOK_AT_DOUBTFUL"]
    assert (str(place) in looks) is not sees, name
    assert ("CHECK_ADVOCATE" in story.codes()) is not sees
    story.talk("mum")
    view = View(story.later().file, story.at, story.at)
    named = named_at(view, "mum", "E1")
    assert named is not None
    assert may_see(view, "mum", named) is sees
    return sees


@each("name", of=THEIRS)
def test_whoever_is_theirs_who_may_not_be_safe_sees_nothing(name: str) -> None:
    assert not _helps(_family(), name), name


@each("name", of=[*HERS, *(n for n in THEIRS if n not in ("Dad", "Elsie's dad", "Mr Strode"))])
def test_with_nobody_to_fear_nobody_is_asked_whose_they_are(name: str) -> None:
    assert _helps(_family(unsafe=False), name), name


@each("name", of=HERS)
def test_whoever_is_hers_helps_her(name: str) -> None:
    assert _helps(_family(), name), name


@each(
    "words",
    "expected",
    of=[
        ("He says I must have Kim with me", False),
        ("he told me to bring Kim", False),
        ("Dean said. He made me put Kim down.", False),
        ("He chose Kim.", False),
        ("She says she would come with me.", True),
        ("I want Kim because he is not safe.", True),
        ("Yes, Kim please.", True),
    ],
)
def test_whom_somebody_else_says_that_she_must_have_sees_nothing(
    words: str, expected: bool
) -> None:
    assert _helps(_family(), "Kim Okafor", parent_words=words) is expected


def test_what_she_said_of_them_before_is_read_as_well() -> None:
    story = _family()
    words = "He says I must have Kim with me"
    advocate(story.later(), "NOMINATED", advocate="Kim Okafor", parent_words=words)
    assert not _helps(story.later(), "Kim Okafor")


def _looked(story: Story, entry: int) -> None:
    story.later().make(
        FoundRight,
        MANAGER,
        entry=entry,
        reason=ENOUGH,
        doubts=("ADVOCATE_OF_THEIR_SIDE",),
    )


def test_a_manager_who_has_looked_lets_them_help_until_more_is_known() -> None:
    story = _family()
    entry = advocate(story.later(), "NOMINATED", advocate="Dean's sister Kim")
    _looked(story, entry)
    assert _helps(story.later(), "Dean's sister Kim")
    # Of somebody else they say nothing,
    assert not _helps(story.later(), "Dean's sister Kay")
    # and of the same nothing about what is known of him since.
    assert _helps(story.later(), "Dean's sister Kim")
    story.later().unsafe("dad", code="ALLEGED_ABUSER", reason="So.")
    assert not _helps(story.later(), "Dean's sister Kim")


@pytest.mark.parametrize("by", [WORKER, MANAGER])
def test_whoever_was_found_by_a_worker_was_looked_at_by_nobody(by: By) -> None:
    story = _family()
    entry = advocate(story.later(), "NOMINATED", advocate="Dean's sister Kim")
    story.later().make(
        FoundRight, by, entry=entry, reason=ENOUGH, doubts=("ADVOCATE_OF_THEIR_SIDE",)
    )
    assert _helps(story.later(), "Dean's sister Kim") is (by is MANAGER)


def _is_known(story: Story) -> None:
    story.unsafe("dad", code="DOMESTIC_ABUSE", reason="So.")


@pytest.mark.parametrize("since", [_is_known])
def test_whoever_helped_before_it_was_known_sees_nothing_from_then(
    since: Callable[[Story], None],
) -> None:
    story = _family(unsafe=False)
    assert _helps(story, "Dean's sister Kim")
    since(story.later())
    place, content = story.entries[-1]
    view = View(story.later().file, story.at, story.at)
    assert not is_with_them(view, view.advocate["mum", "E1"])
    notices = notices_of_advocates(content.event, view, place.seq)
    assert [notice.code for notice in notices] == ["ADVOCATE_SEES_NOTHING"]


def test_of_a_childs_supporter_it_is_asked_as_well() -> None:
    story = _family()
    for name, expected in (("my dad's sister", False), ("Nan", True), ("my nan", True)):
        advocate(story.later(), "CONFIRMED", "ng", advocate=name)
        view = View(story.later().file, story.at, story.at)
        assert is_with_them(view, view.advocate["ng", "E1"]) is expected, name


def test_somebody_on_the_file_is_known_by_what_they_were_put_down_as() -> None:
    story = _family()
    story.make(events.AdultAdded, person="kim", names="Kim (Dean's sister)")
    story.adult("kim", pr_status="NO")
    assert not _helps(story.later(), "Kim", advocate_person="kim")
