"""The words of a page follow what its reader is to the child: nobody reads of another's child as of
theirs, and nobody of themself as of a child.
"""

from __future__ import annotations

import json

from consent_service.domain.codes import CHILD_CATEGORIES, codes
from consent_service.domain.own.words import Reader, words
from tests.domain.own.lives import answer, decide, share, view_of
from tests.domain.tasks.story import Story, scope
from tests.sweeping import each

MINE, THEIRS = "Your child's health", "The child's health"


def family(role: str, pr_status: str = "NO", child: str = "ng") -> Story:
    story = Story().child().child("teen").adult("mum").enquiry()
    return story.adult("dad", child, role=role, pr_status=pr_status, main_caregiver=True)


def said(story: Story, *, as_child: bool = False) -> str:
    shown = view_of(story, "ng" if as_child else "dad", as_child=as_child)
    return json.dumps({name: shown[name] for name in ("agreed", "said_no", "talked_to")})


@each("list_name", of=["categories", "purposes"])
@each("reader", of=[Reader.YOUNG, Reader.OTHER])
def test_nobody_but_a_parent_reads_of_a_child_of_theirs(list_name: str, reader: Reader) -> None:
    for code, row in codes(list_name).items():
        if reader is Reader.YOUNG and code not in CHILD_CATEGORIES and list_name == "categories":
            continue
        read = words(list_name, code, reader).lower()
        assert "your child" not in read, code
        # Of a child of the family itself, not of whose it is.
        assert reader is Reader.YOUNG or "your family" not in read, code
        assert row.parent_label == words(list_name, code) or row.parent_label is None


@each("role", of=["MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"])
def test_a_parent_reads_of_their_child_whether_they_hold_responsibility_or_not(role: str) -> None:
    for pr_status in ("YES", "NO"):
        story = family(role, pr_status)
        answer(story)
        assert MINE in said(story)
        assert THEIRS not in said(story)


@each("role", of=["STEPPARENT", "PARENTS_PARTNER", "GRANDPARENT", "FOSTER_CARER", "KINSHIP_CARER"])
def test_whoever_cares_for_anothers_child_reads_of_the_child(role: str) -> None:
    story = family(role)
    answer(story)
    answer(story, said="REFUSED", scope=scope(categories=("EDUCATION",)))
    share(story)
    story.told("d", "dad")
    decide(story)
    page = json.dumps(view_of(story))
    assert THEIRS in page
    assert "How the child is doing at school or nursery" in page
    assert "your child" not in page.lower()


def test_of_a_child_of_theirs_and_one_who_is_not_each_is_said_as_it_is() -> None:
    story = family("FATHER").adult(
        "dad", "teen", role="STEPPARENT", pr_status="NO", lives_with="YES"
    )
    answer(story, scope=scope("ng"))
    answer(story, scope=scope("teen", categories=("EDUCATION",)))
    page = said(story)
    assert MINE in page
    assert "How the child is doing at school or nursery" in page
    answer(story, scope=scope("*", categories=("CHILD_MENTAL_HEALTH",)))
    assert "The child's mental health" in said(story)


def test_what_is_found_out_later_of_whose_child_it_is_changes_no_word_of_a_page() -> None:
    """Nobody learns from a page that he is the father, or that he is not."""
    for first, later in (("STEPPARENT", "FATHER"), ("FATHER", "STEPPARENT")):
        story = family(first)
        answer(story)
        before = said(story)
        story.adult("dad", role=later, pr_status="NO", main_caregiver=True)
        assert said(story) == before


def test_a_child_reads_of_themself() -> None:
    story = Story().child().adult("mum").enquiry()
    answer(story, "ng")
    assert "Your health" in said(story, as_child=True)
