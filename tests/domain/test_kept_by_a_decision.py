"""Nothing sends a worker to somebody from whom a decision is kept: a manager is asked first."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given

from consent_service.api.replies.answered import WhereKept, write_answer
from consent_service.api.replies.showing import AnsweredAt
from consent_service.domain.answers import Safe
from consent_service.domain.codes import TEXTS, codes
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.noticing.staffnamed import ASKED_OF_THEM
from consent_service.domain.recorded import circumstances, events, practice
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.safety.askfirst import first_to_a_manager, kept_decisions
from consent_service.domain.safety.telling import telling
from consent_service.domain.scopes.scope import ANY, Agency
from consent_service.domain.tasks import due
from consent_service.domain.tasks.replying import due_of_answer
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.speaking import SPEAKS
from tests.domain.scenario_files import read, shown_of
from tests.domain.strategies import ADULTS, DAYS, families, questions
from tests.domain.tasks.happenings import written_down
from tests.domain.tasks.story import DAY, MANAGER, Story, family, question, scope
from tests.domain.test_contacting import SENDS, TO_NO_PARENT
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

OF_SCHOOL: Final = {"agency": Agency("SCHOOL"), "categories": ("EDUCATION",)}
SCHOOL: Final = {"agencies": (Agency("SCHOOL"),), "categories": ("EDUCATION",)}
#: Notices that have somebody else asked than whom it is about.
TO_NOBODY_OF_THEM: Final = {"REPLY_WITHOUT_REASON", "REPLY_SAYS_BOTH", "SIGNED_WITHOUT_EVIDENCE"}
ASK_ALL: Final = "Ask a manager before you speak to anybody of the family"


def shown(story: Story, **asked: Any) -> dict[str, Any]:
    view = View(story.file, story.at, story.at)
    proposal = question(**asked)
    answer = decide(view, DEFAULT_POLICY, proposal)
    shown = write_answer(answer, proposal, WhereKept("ledger"), AnsweredAt(story.at, view)).shown
    return {**shown, "due": due_of_answer(view, answer, "E1", story.at)}


def sentences_of(one: dict[str, Any]) -> list[str]:
    """Whatever of an answer says what to do, in its words."""
    every = [*one["reasons"], *one["flags"], *(item["reason"] for item in one["items"])]
    # An agency is asked not to tell them, where nobody tells them.
    every = [code for code in every if code["code"] != "DO_NOT_TELL"]
    said = [words for code in every for words in (code["label"], code["next"])]
    return [one["headline"], one["next"], *said]


@pytest.mark.parametrize("list_name", ["outcomes", "reasons", "flags"])
def test_whatever_sends_a_worker_to_somebody_says_what_is_left_where_nobody_may_be_sent(
    list_name: str,
) -> None:
    for code in codes(list_name).values():
        unspoken = code.attributes.get("unspoken")
        if code.attributes.get("contacts") is True or code.code in TO_NO_PARENT - {"DO_NOT_TELL"}:
            assert isinstance(unspoken, str), code.code
        assert unspoken is None or not SENDS.search(str(unspoken)), code.code


def test_a_notice_that_sends_a_worker_to_somebody_begins_with_whom_to_ask_first() -> None:
    sends = {one.code for one in codes("notices").values() if SENDS.search(one.label)}
    # An agency is asked; or whoever wrote it down looks.
    assert sends - TO_NOBODY_OF_THEM <= ASKED_OF_THEM


@tried(5, at_length=800, suppress_health_check=list(HealthCheck))
@given(facts=families(), question=questions(as_of=DAYS[-1:], known_at=DAYS[-1:]))
def test_nothing_that_an_answer_says_sends_a_worker_to_somebody_from_whom_a_decision_is_kept(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    for place, one in enumerate(facts["authorisations"]):
        one["safe_to_tell"] = place % 2 == 1
    case = read(facts, question)
    view = View(case.file, case.known_at, case.known_at)
    first = first_to_a_manager(view)
    said = shown_of(case, view)
    scene = Scene(view, DEFAULT_POLICY)
    decisions = view.holding[events.AuthorisationMade]
    made = {one.event.authorisation: one.event.scope for one in decisions}
    for task in due(view, DEFAULT_POLICY):
        if task.code in SPEAKS and task.person is not None:
            assert view.the_one(task.person) not in first, task
        if task.code == "TELL_PARENTS" and task.person is None:
            to_tell = scene.parents_of(made[task.about or ""])
            assert first.isdisjoint(map(view.the_one, to_tell)), task
    concerned = {view.the_one(p["person"]) for i in said["items"] for p in i["positions"]}
    if concerned and concerned <= first:
        for words in sentences_of(said):
            assert not SENDS.search(words), words
    elif sends := SENDS.search(said["next"]):
        named = set(re.findall(r"\w+", said["next"][: sends.start()]))
        assert all(who in named for who in concerned & first if who in ADULTS), said["next"]


def kept_from_all(**members: Any) -> Story:
    """A section 47 decision of which nobody of the family is to know, and an override for the
    school with a day by which they are told.
    """
    story = Story().child().adult("mum").adult("dad", pr_status="NO").enquiry()
    story.agree()
    story.say("REFUSED", scope=scope(**SCHOOL))
    story.later().decide(
        "s47",
        decision="S47_DECISION",
        safe_to_tell=False,
        scope=scope(ANY, purposes=("S47_ENQUIRY",), agencies=(Agency(ANY),), categories=(ANY,)),
        **members,
    )
    by = Telling("WILL_TELL_BY", on=(story.at + 2 * DAY).date())
    about = scope(**SCHOOL)
    story.later().decide("override", decision="OVERRIDE_DECISION", scope=about, telling=by)
    return story.later()


@each(
    "asked",
    of=[
        {**OF_SCHOOL},
        {"purpose": "S47_ENQUIRY"},
        {"agency": Agency("POLICE")},
        {},
        # Somebody whom the file does not know may be of this family.
        {"purpose": "S47_ENQUIRY", "subjects": ("zara",)},
    ],
)
def test_an_answer_beside_a_decision_kept_from_all_says_to_ask_a_manager_and_to_tell_nobody(
    asked: dict[str, Any],
) -> None:
    said = shown(kept_from_all(), **asked)
    if said["outcome"] != "COVERED":
        assert said["next"].startswith(ASK_ALL)
    for words in sentences_of(said):
        assert not SENDS.search(words), words
        assert "For anybody else" not in words
        assert "should be told" not in words
    assert not {task.code for task in said["due"]} & SPEAKS
    # Nothing is forbidden, and whoever must is not held up.
    assert "share now" in said["share_now"]["text"]


def test_a_referrers_no_sends_nobody_to_hear_it_from_whom_a_manager_is_asked_about_first() -> None:
    story = Story().child().adult("mum").adult("dad")
    story.enquiry(referrer_reported_consent="NO")
    (flag,) = (one for one in shown(story)["flags"] if one["code"] == "RELATED_REFUSAL")
    assert flag["next"] == TEXTS["referrers_no_next"]
    about = scope(purposes=("S47_ENQUIRY",))
    story.later().decide("s47", decision="S47_DECISION", safe_to_tell=False, scope=about)
    for words in sentences_of(shown(story.later())):
        assert not SENDS.search(words), words


def test_what_goes_ahead_by_another_decision_goes_ahead() -> None:
    said = shown(kept_from_all(), **OF_SCHOOL)
    assert said["outcome"] == "AUTHORISED"
    assert said["next"].endswith("Go ahead within the decision.")
    assert {one["code"]: one["label"] for one in said["flags"]}["TELL_PARENTS"] == (
        "The parents are told once a manager says that it is safe."
    )


def test_the_agency_tells_the_family_nothing_before_it_has_spoken_to_us() -> None:
    """They know of this one, and the agency was asked to tell them of it."""
    story = family()
    for person in ("mum", "dad"):
        story.agree(person)
    assert "Please do tell the family" in shown(story)["agency_words"]
    about = scope(purposes=("S47_ENQUIRY",))
    named = Telling("TOLD", not_safe_for=("dad",))
    kept = story.later().decide("s47", decision="S47_DECISION", scope=about, telling=named)
    words = shown(story.later())["agency_words"]
    assert "or those who care for the child, until you have spoken to us." in words
    story.make(events.AuthorisationEnded, MANAGER, authorisation=kept, reason="Zz")
    assert "Please do tell the family" in shown(story.later())["agency_words"]


def test_nobody_is_named_who_stands_for_somebody_not_known() -> None:
    story = kept_from_all()
    story.adult("he", role="UNKNOWN_FATHER", pr_status="NO")
    view = View(story.file, story.at, story.at)
    assert first_to_a_manager(view) == {"mum", "dad", "ng"}


def test_a_no_beside_it_is_heard() -> None:
    story = kept_from_all()
    story.say("REFUSED", scope=scope(agencies=(Agency("POLICE"),)))
    said = shown(story.later(), agency=Agency("POLICE"))
    assert said["outcome"] == "OBJECTION"
    assert said["next"].endswith("Respect it and record why, or ask a manager to decide.")


def test_a_manager_looks_again_by_the_day_on_which_they_were_to_be_told() -> None:
    story = kept_from_all()
    assert not story.every("TELL_PARENTS")
    assert not story.every("REVIEW_SAFE_TO_TELL")
    story.later(DAY)
    task = story.the("REVIEW_SAFE_TO_TELL")
    assert (task.about, task.for_role, task.person) == ("s47", "MASH_MANAGER", None)
    story.make(practice.SafeToTellChanged, MANAGER, about="s47", person="mum", safe=True, reason="")
    assert not story.every("REVIEW_SAFE_TO_TELL")
    assert story.the("TELL_PARENTS", about="override").due == task.due


def test_once_it_is_safe_for_one_of_them_only_the_others_are_left_alone() -> None:
    story = kept_from_all()
    story.make(practice.SafeToTellChanged, MANAGER, about="s47", person="mum", safe=True, reason="")
    (one,) = kept_decisions(View(story.file, story.at, story.at))
    assert one.people == {"dad", "ng"}
    said = shown(story.later(), purpose="S47_ENQUIRY")
    assert said["next"] == (
        "Ask a manager before you speak to Zz dad (father), about anything: a decision is kept "
        "from them. Go ahead within the decision. For anybody else: tell the parents if that is "
        "safe."
    )


@pytest.mark.parametrize("status", ["TOLD", "WILL_TELL_BY", "NOT_SAFE"])
def test_what_is_kept_by_name_keeps_nobody_else(status: str) -> None:
    """Where the father alone was ticked, with that it was not safe to tell them yet, the mother was
    not to be spoken to either.
    """
    story = family().later()
    named = Telling(status, date(2026, 3, 20), "He drank.", not_safe_for=("dad",))
    story.decide("s47", decision="S47_DECISION", telling=named)
    for who in ("mum", "dad"):
        judged = telling(View(story.file, story.at, story.at), who, ["s47"]).answer
        assert (judged is Safe.NO) == (who == "dad"), who
    if status == "NOT_SAFE":
        looked_at = story.every("REVIEW_SAFE_TO_TELL", story.at + 12 * DAY)
        assert {one.person for one in looked_at} == {"dad"}
    assert story.whose("SPEAK_TO") == {"mum"}
    said = shown(story.later(), agency=Agency("POLICE"))
    assert said["next"] == (
        "Ask a manager before you speak to Zz dad (father), about anything: a decision is kept "
        "from them. For anybody else: ask the people who can agree, or ask a manager to decide."
    )


def test_what_a_young_person_wants_kept_is_told_to_no_parent_and_they_are_asked_of_all_else() -> (
    None
):
    """The answer said as well that the parents should be told."""
    story = family()
    tells = Telling("WILL_TELL_BY", on=(story.at + DAY).date())
    because = ("COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD",)
    story.decide(decision="OVERRIDE_DECISION", reason_codes=because, telling=tells)
    said = shown(story.later())
    kept = "No parent is told of this: the young person does not want that."
    assert said["next"] == f"{kept} Go ahead within the decision."
    assert {(one["label"], one["next"]) for one in said["flags"] if "TELL" in one["code"]} == {
        (kept, kept)
    }
    assert story.whose("SPEAK_TO") == {"mum", "dad"}


def test_it_is_over_with_the_decision() -> None:
    story = kept_from_all()
    story.make(events.AuthorisationEnded, MANAGER, authorisation="s47", reason="Zz")
    view = View(story.file, story.at, story.at)
    assert not first_to_a_manager(view)
    assert story.the("TELL_PARENTS", about="override")


def test_help_that_is_asked_for_now_is_heard_with_care() -> None:
    story = kept_from_all()
    story.make(practice.FamilyAsked, person="mum", request="r", wants=practice.HELP_NOW)
    assert {one.for_role for one in story.every("HELP_WITH_CARE")} == {
        "MASH_WORKER",
        "MASH_MANAGER",
    }


def test_whoever_a_manager_found_safe_since_is_heard_at_once_and_is_told_nothing_of_it() -> None:
    """It read "it may not be safe to ask them" after a manager had said that it is."""
    story = kept_from_all()
    safe: dict[str, Any] = {"safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.later().make(events.SafetyRecorded, MANAGER, person="mum", **safe)
    story.make(practice.FamilyAsked, person="mum", request="r", wants=practice.HELP_NOW)
    assert {one.for_role for one in story.every("HELP_NOW")} == {"MASH_WORKER", "MASH_MANAGER"}
    assert "kept from them all the same" in (story.every("HELP_NOW")[0].so_far or "")
    # What is kept is kept, and nobody is sent to her of anything else.
    assert story.whose("SPEAK_TO") == set()
    # One who decides after that says it anew.
    story.later().decide("again", decision="S47_DECISION", safe_to_tell=False, scope=scope(ANY))
    assert story.whose("HELP_WITH_CARE") == {"mum"}


@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_is_sent_to_the_parents_of_whom_one_is_not_known_to_be_safe(
    *, is_known: bool
) -> None:
    story = family()
    written_down(story)
    if is_known:
        story.unsafe("dad")
    else:
        sign: dict[str, Any] = {"person": "ng", "code": "DOMESTIC_ABUSE_NEED", "names": ("dad",)}
        story.make(circumstances.SignRecorded, **sign)
    assert [one.person for one in story.every("TELL_PARENTS_OF_SHARING")] == ["mum"]


def test_what_was_shared_at_once_is_told_to_whoever_may_know() -> None:
    story = family()
    written_down(story)
    task = story.the("TELL_PARENTS_OF_SHARING")
    assert task.person is None
    named = Telling("TOLD", not_safe_for=("dad",))
    story.later().decide("s47", decision="S47_DECISION", telling=named)
    assert story.the("TELL_PARENTS_OF_SHARING").person == "mum"
    story.later().decide("all", decision="S47_DECISION", safe_to_tell=False)
    assert not story.every("TELL_PARENTS_OF_SHARING")
    looked_at = story.every("REVIEW_SAFE_TO_TELL", story.at + 2 * DAY)
    assert {one.about for one in looked_at} == {"s47", "all"}
