"""After an adoption nobody is sent to the family that the child was taken from."""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.answers import Flag, Item, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import circumstances
from consent_service.domain.recorded.events import EnquiryOpened
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words.reported import referrers_no
from tests.domain.tasks.story import MANAGER, Story, family, question, scope


def of_two_children(**enquiry: Any) -> Story:
    story = family(referrer_reported_consent="PARENTS_AWARE", **enquiry)
    story.adult("gran", pr_status="NO").child("sib", dob=date(2019, 1, 1))
    story.adult("mum", child="sib").adult("gran", child="sib", pr_status="NO")
    return story.later()


def adopted(story: Story, *people: str) -> Story:
    for person in people:
        if person not in ("mum", "dad", "gran"):
            story.adult(person, role="ADOPTIVE_PARENT", pr_status="NO")
    story.later().make(
        circumstances.OrderRecorded,
        MANAGER,
        order="order",
        child="ng",
        order_type="ADOPTION_ORDER",
        people=people,
        source="Zz",
    )
    return story.later()


def asked(story: Story) -> Item:
    view = View(story.file, story.at, story.at)
    (item,) = decide(view, DEFAULT_POLICY, question(), Directory()).items
    return item


def spoken_to(story: Story) -> set[str | None]:
    return {one.person for one in story.due() if one.code == "SPEAK_TO" and one.child == "ng"}


def test_nobody_is_sent_to_the_birth_family_about_the_child() -> None:
    """One call by the list told them that a hub asks about the child now."""
    story = family().adult("gran", pr_status="NO").later()
    said = story.agree("mum")
    assert story.whose("SEND_SUMMARY") == {"mum"}
    assert spoken_to(story) == {"dad", "gran"}
    adopted(story, "new")
    assert story.whose("SEND_SUMMARY") == set(), said
    assert spoken_to(story) == {"new"}
    flagged = {one.person for one in asked(story).flagged}
    assert "gran" not in flagged
    # Whoever is said to be somebody to the child since is spoken to.
    story.adult("gran", pr_status="NO", effective_at=story.at).later()
    assert spoken_to(story) == {"new", "gran"}
    assert Flag.CARER_WITHOUT_PR_NOT_SPOKEN_TO in asked(story).flags


def test_of_the_childs_brothers_and_sisters_they_are_spoken_to_as_before() -> None:
    story = adopted(of_two_children(), "new")
    assert {"mum", "gran"} <= story.whose("SPEAK_TO")
    story.agree("mum", scope=scope(subjects=("ng", "sib")))
    assert story.whose("SEND_SUMMARY") == {"mum"}


def test_where_a_parent_adopts_with_their_partner_the_family_stays_the_childs() -> None:
    story = family().adult("gran", pr_status="NO").later()
    adopted(story, "mum", "partner")
    assert spoken_to(story) == {"mum", "partner", "gran"}


def test_where_the_file_never_knew_other_parents_its_relatives_are_the_adopters() -> None:
    story = Story().child().adult("new", role="ADOPTIVE_PARENT").adult("gran", pr_status="NO")
    story.enquiry()
    adopted(story.later(), "new")
    assert spoken_to(story) == {"new", "gran"}


def test_a_referrer_spoke_of_nobody_whom_an_order_made_a_parent_since() -> None:
    story = adopted(family(referrer_reported_consent="YES").later(), "new")
    assert asked(story).reason is Reason.NOT_ASKED
    # Who was a parent of theirs when the form was written may have been meant.
    known = Story().child().adult("new", role="ADOPTIVE_PARENT")
    known.enquiry(referrer_reported_consent="YES")
    assert asked(adopted(known.later(), "new")).reason is Reason.REPORTED_NOT_CONFIRMED


def test_the_no_that_a_referrer_told_of_stays_and_is_not_said_to_be_the_adopters() -> None:
    story = adopted(family(referrer_reported_consent="NO").later(), "new")
    item, view = asked(story), View(story.file, story.at, story.at)
    assert Flag.RELATED_REFUSAL in item.flags
    enquiries = [held.event.enquiry for held in story.file.of(EnquiryOpened)]
    said = referrers_no(view, [item], enquiries)
    assert said is not None
    assert "Zz new" not in said
    assert "that whoever was responsible for the child then said no" in said
