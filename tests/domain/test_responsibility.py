"""Who decides for a child, by the orders there are: one table, and nobody's no is lost by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import codes
from consent_service.domain.file.ordersmean import BY_ORDER_ALONE, MEANINGS
from consent_service.domain.file.view import View
from consent_service.domain.own import seen_by
from consent_service.domain.recorded.circumstances import DeathRecorded, OrderEnded, OrderRecorded
from consent_service.domain.recorded.events import AdultAdded, RelationshipRecorded
from consent_service.domain.recorded.practice import TellingRecorded
from consent_service.domain.safety.reaching import reaching
from consent_service.domain.safety.signs import Sign
from tests.domain.tasks.story import DAY, MANAGER, Story, family, question
from tests.domain.test_positions import only_item


def ordered(story: Story, kind: str, **members: Any) -> Story:
    """An order is made about the child; whom it names is on the file, and nothing more."""
    named = (*members.get("people", ()), *filter(None, [members.get("council")]))
    on_file = {held.event.person for held in story.file.of(AdultAdded)}
    for person in dict.fromkeys(named):
        if person not in on_file:
            story.make(AdultAdded, person=person, names="Zz")
    usual = {"order": kind, "child": "ng", "source": "Zz"}
    story.make(OrderRecorded, MANAGER, order_type=kind, **{**usual, **members})
    return story.later()


def came_to(story: Story, **asked: Any) -> str:
    item = only_item(story, asked=question(**asked))
    return f"{item.outcome} {item.reason}"


def deciding(story: Story) -> set[str]:
    return {p.person for p in only_item(story).positions if p.decides}


def test_the_table_has_a_row_with_its_law_for_every_order() -> None:
    assert set(MEANINGS) == set(codes("orders"))
    for row in MEANINGS.values():
        assert " s." in row.law
        assert row.ends <= set(MEANINGS)
        assert {row.role} <= set(codes("roles"))
        assert {row.source} <= set(codes("pr_sources"))


# ── nobody loses anything ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "kind",
    [
        *("SECTION_20", "PRIVATE_FOSTERING", "DELEGATED_AUTHORITY"),
        *("PROHIBITED_STEPS_ORDER", "SPECIFIC_ISSUE_ORDER", "SUPERVISION_ORDER"),
    ],
)
def test_an_arrangement_of_care_gives_and_takes_no_responsibility(kind: str) -> None:
    story = ordered(family(), kind, people=("carer",))
    assert deciding(story) == {"mum", "dad"}
    story.agree("carer")
    assert came_to(story.later()) == "ASK NOT_ASKED"
    story.agree("mum")
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"


def test_with_whom_a_child_lives_by_an_order_decides_beside_the_parents_while_it_lasts() -> None:
    """No order of that kind could be put on record: only one that nobody knows, beside which the
    yes of no parent is enough.
    """
    story = ordered(family(), "CHILD_ARRANGEMENTS_LIVES_WITH", people=("aunt",))
    assert deciding(story) == {"mum", "dad", "aunt"}
    story.agree("aunt")
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"
    # A care order discharges it, and what rested on it alone has ended.
    ordered(story, "CARE_ORDER", council="council")
    assert deciding(story) == {"mum", "dad", "council"}
    assert came_to(story) == "ASK NOT_ASKED"
    # It discharges a care order in its turn.
    ordered(story, "CHILD_ARRANGEMENTS_LIVES_WITH", order="again", people=("aunt",))
    assert deciding(story) == {"mum", "dad", "aunt"}


def test_a_carer_decides_what_was_delegated_and_nothing_else() -> None:
    what = {"purposes": ("AGENCY_CHECKS",), "categories": ("CHILD_HEALTH",)}
    story = ordered(family(), "DELEGATED_AUTHORITY", people=("carer",), **what)
    assert deciding(story) == {"mum", "dad", "carer"}
    story.agree("carer")
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"
    assert came_to(story, categories=("EDUCATION",)) == "ASK NOT_ASKED"
    story.say("REFUSED", "dad")
    assert came_to(story.later()) == "OBJECTION PARENTS_DISAGREE"


@pytest.mark.parametrize("kind", ["CARE_ORDER", "INTERIM_CARE_ORDER", "PLACEMENT_ORDER"])
def test_a_council_decides_beside_the_parents_by_a_manager(kind: str) -> None:
    story = ordered(family(), kind, council="council")
    assert deciding(story) == {"mum", "dad", "council"}
    story.say("AGREED", "council")
    assert came_to(story.later()).startswith("ASK ")
    story.say("AGREED", "council", by=MANAGER)
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"
    story.say("REFUSED", "mum")
    assert came_to(story.later()) == "OBJECTION PARENTS_DISAGREE"


def test_of_whom_a_council_limits_a_no_is_heard_and_a_yes_is_not_enough() -> None:
    story = ordered(family(), "CARE_ORDER", council="council", limits=("mum",))
    story.agree("mum")
    assert deciding(story.later()) == {"dad", "council"}
    assert came_to(story) == "ASK NOT_ASKED"
    ordered(story, "CARE_ORDER", council="council")
    assert came_to(story) == "COVERED AGREED_BY_PARENT"


def test_prospective_adopters_share_responsibility_under_a_placement_order() -> None:
    story = ordered(family(), "PLACEMENT_ORDER", council="council", people=("ada",))
    assert deciding(story) == {"mum", "dad", "council", "ada"}


people = st.sets(st.sampled_from(["mum", "dad", "carer"])).map(tuple)


@given(
    st.lists(st.tuples(st.sampled_from(sorted({*MEANINGS} - {"ADOPTION_ORDER"})), people, people)),
    st.sets(st.sampled_from(["mum", "carer", "council"])),
)
def test_no_order_but_adoption_lets_anything_be_agreed_over_a_parents_no(
    orders: list[tuple[str, tuple[str, ...], tuple[str, ...]]], agreeing: set[str]
) -> None:
    story = family()
    story.say("REFUSED", "dad")
    for kind, named, limits in orders:
        ordered(story, kind, people=named, limits=limits, council="council")
    for person in sorted(agreeing):
        story.say("AGREED", person, by=MANAGER)
    assert only_item(story.later()).outcome == "OBJECTION"


# ── a special guardian ──────────────────────────────────────────────────────────────────────


def test_beside_a_special_guardian_a_parents_yes_is_not_enough_and_their_no_is_heard() -> None:
    story = family()
    story.agree("mum")
    ordered(story.later(), "SPECIAL_GUARDIANSHIP_ORDER", people=("nan",))
    assert came_to(story) == "ASK NOT_ASKED"
    story.agree("nan")
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"
    story.say("REFUSED", "dad")
    assert came_to(story.later()) == "OBJECTION PARENTS_DISAGREE"
    story.make(OrderEnded, MANAGER, order="SPECIAL_GUARDIANSHIP_ORDER", source="Zz")
    assert deciding(story.later()) == {"mum", "dad"}


def test_a_special_guardian_who_has_died_excludes_nobody() -> None:
    story = ordered(family(), "SPECIAL_GUARDIANSHIP_ORDER", people=("nan",))
    story.agree("mum")
    assert came_to(story.later()) == "ASK NOT_ASKED"
    story.make(DeathRecorded, MANAGER, person="nan")
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"


def test_beside_an_order_that_nobody_knows_no_yes_is_enough_until_it_is_said_which() -> None:
    story = family()
    story.agree("mum")
    ordered(story.later(), "NOT_KNOWN", people=("mum",))
    assert came_to(story) == "ASK NO_PR_HOLDER_KNOWN"
    story.say("REFUSED", "dad")
    assert came_to(story.later()) == "OBJECTION REFUSED"
    story.make(OrderEnded, MANAGER, order="NOT_KNOWN", source="Zz")
    assert came_to(story.later()) == "OBJECTION PARENTS_DISAGREE"


def test_what_rested_on_an_order_alone_ends_with_it() -> None:
    story = family()
    link = {"child": "ng", "role": "SPECIAL_GUARDIAN", "pr_status": "YES"}
    story.adult("nan", **link, pr_source="SPECIAL_GUARDIANSHIP")
    ordered(story, "SPECIAL_GUARDIANSHIP_ORDER", people=("nan",))
    assert "nan" in deciding(story)
    story.make(OrderEnded, MANAGER, order="SPECIAL_GUARDIANSHIP_ORDER", source="Zz")
    assert "nan" not in deciding(story.later())


# ── what an order alone gives ───────────────────────────────────────────────────────────────

#: Whoever may be typed as responsible, the order that would make them so, and who is named in it.
BY_AN_ORDER = [
    ("LOCAL_AUTHORITY", "INTERIM_CARE_ORDER", {"council": "other"}),
    ("LOCAL_AUTHORITY", "CARE_ORDER", {"council": "other"}),
    ("LOCAL_AUTHORITY", "PLACEMENT_ORDER", {"council": "other"}),
    ("SPECIAL_GUARDIAN", "SPECIAL_GUARDIANSHIP_ORDER", {"people": ("other",)}),
    ("FOSTER_CARER", "SPECIAL_GUARDIANSHIP_ORDER", {"people": ("other",)}),
    ("PRIVATE_FOSTER_CARER", "ADOPTION_ORDER", {"people": ("other",)}),
]


def typed(role: str, status: str = "YES") -> Story:
    story = family().adult("other", role=role, pr_status=status)
    story.say("AGREED", "other", by=MANAGER)
    return story.later()


@pytest.mark.parametrize("status", ["YES", "UNCONFIRMED", "DISPUTED"])
@pytest.mark.parametrize("role", sorted(BY_ORDER_ALONE))
def test_what_an_order_alone_gives_is_unconfirmed_without_it_and_a_yes_by_it_not_enough(
    role: str, status: str
) -> None:
    story = typed(role, status)
    item = only_item(story)
    assert came_to(story) == "ASK NOT_ASKED"
    assert "PR_UNCONFIRMED" in item.flags
    (other,) = [p for p in item.positions if p.person == "other"]
    assert (other.decides, other.pr_status) == (False, status.replace("YES", "UNCONFIRMED"))
    assert [task.person for task in story.due() if task.code == "CONFIRM_PR"] == ["other"]
    story.say("REFUSED", "other", by=MANAGER)
    assert came_to(story.later()) == "OBJECTION REFUSED"


@pytest.mark.parametrize(("role", "kind", "named"), BY_AN_ORDER)
def test_with_the_order_they_hold_it_and_once_it_is_over_it_has_ended(
    role: str, kind: str, named: dict[str, Any]
) -> None:
    story = ordered(typed(role), kind, **named)
    story.say("AGREED", "other", by=MANAGER)
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"
    story.make(OrderEnded, MANAGER, order=kind, source="Zz")
    story.later()
    (other,) = [p for p in only_item(story).positions if p.person == "other"]
    assert (other.decides, other.pr_status) == (False, "ENDED")
    assert came_to(story) == "ASK NOT_ASKED"


def test_a_yes_from_before_the_order_is_no_yes_by_it() -> None:
    story = ordered(typed("LOCAL_AUTHORITY").later(DAY), "CARE_ORDER", council="other")
    assert came_to(story).startswith("ASK ")


def test_an_interim_order_that_a_care_order_replaced_ends_nothing() -> None:
    story = ordered(typed("LOCAL_AUTHORITY"), "INTERIM_CARE_ORDER", council="other")
    ordered(story, "CARE_ORDER", council="other")
    story.say("AGREED", "other", by=MANAGER)
    assert came_to(story.later()) == "COVERED AGREED_BY_PARENT"


def test_section_20_gives_the_council_nothing() -> None:
    assert came_to(ordered(typed("LOCAL_AUTHORITY"), "SECTION_20")) == "ASK NOT_ASKED"


@pytest.mark.parametrize("role", ["GRANDPARENT", "OTHER_HOUSEHOLD", "PRIVATE_FOSTER_CARER"])
def test_whoever_fosters_the_child_privately_holds_nothing_however_it_was_typed(role: str) -> None:
    story = ordered(typed(role), "PRIVATE_FOSTERING", people=("other",))
    assert came_to(story) == "ASK NOT_ASKED"
    assert "other" not in deciding(story)


def test_an_order_ends_those_that_the_table_says() -> None:
    story = ordered(family(), "INTERIM_CARE_ORDER", council="council")
    ordered(story, "SPECIAL_GUARDIANSHIP_ORDER", people=("nan",))
    assert deciding(story) == {"nan"}
    ordered(story, "ADOPTION_ORDER", people=("ada",))
    assert deciding(story) == {"ada"}


# ── adoption ────────────────────────────────────────────────────────────────────────────────


def test_adoption_ends_what_everybody_else_held_and_what_they_said_is_shown() -> None:
    story = family()
    story.say("REFUSED", "dad")
    ordered(story.later(DAY), "ADOPTION_ORDER", people=("ada",))
    story.agree("ada")
    item = only_item(story.later())
    assert (item.outcome, deciding(story)) == ("COVERED", {"ada"})
    (father,) = [p for p in item.positions if p.person == "dad"]
    assert (father.says, father.decides, father.pr_status) == ("NO", False, "ENDED")
    # As things stood before it, nothing had changed.
    assert came_to(story) != came_to_before(story)


def came_to_before(story: Story) -> str:
    now, story.at = story.at, story.at - DAY
    found = came_to(story)
    story.at = now
    return found


def test_who_was_linked_once_and_not_by_birth_stays_linked_after_adoption() -> None:
    story = family().adult("gran", pr_status="NO")
    ordered(story, "ADOPTION_ORDER", people=("ada",))
    links = View(story.file, story.at, story.at).relationships["ng"]
    assert {link.event.person for link in links} == {"gran", "ada"}


def test_responsibility_that_is_given_back_after_adoption_counts_again() -> None:
    story = ordered(family(), "ADOPTION_ORDER", people=("ada",))
    since = {"role": "MOTHER", "pr_status": "YES", "pr_source": "PR_ORDER"}
    story.later(DAY).make(RelationshipRecorded, MANAGER, person="mum", child="ng", **since)
    assert deciding(story.later()) == {"mum", "ada"}


# ── death ───────────────────────────────────────────────────────────────────────────────────


def test_of_a_child_who_has_died_nobodys_yes_covers_and_a_no_is_heard() -> None:
    story = family()
    story.agree("mum")
    story.later().make(DeathRecorded, person="ng")
    assert came_to(story.later()) == "DECISION_NEEDED UNREACHABLE"
    story.say("REFUSED", "dad")
    assert came_to(story.later()).startswith("OBJECTION")


@pytest.mark.parametrize(("who", "left"), [("mum", {"dad"}), ("ng", set())])
def test_a_death_ends_tasks_pages_and_ways_of_reaching_at_once(who: str, left: set[str]) -> None:
    story = family()
    way = story.reached("mum")
    story.agree("mum")
    assert "SEND_SUMMARY" in story.later().codes()
    story.make(DeathRecorded, person=who)
    tasks = story.later().due()
    assert {task.person for task in tasks if task.person} <= left
    view = View(story.file, story.at, story.at)
    if who == "mum":
        assert reaching(view, "mum", way, "CALL").signs == (Sign.HAS_DIED,)

    else:
        # A person tells her, and never a word that is gone from her page.
        assert _children_seen(view) == {"ng"}
        story.make(TellingRecorded, about="ng", person="mum", told=True)
        story.later()
        assert _children_seen(View(story.file, story.at, story.at)) == set()


def _children_seen(view: View) -> set[str]:
    seen = seen_by(view, "mum", as_child=False)
    assert seen is not None
    return set(seen.children)
