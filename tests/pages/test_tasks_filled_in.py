"""Whatever does a task opens filled in with all that the task knows: whoever is sent there types
nothing that stands on the list they came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from consent_service.access.sessions import SignedIn
from consent_service.api.edge.service import RunningService
from consent_service.api.replies.showing import moment, plain
from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.may import Kind as OfPrincipal
from consent_service.domain.may import Principal
from consent_service.domain.standing import standing
from consent_service.domain.tasks.task import Task
from consent_service.pages.doing import _DOES, _ON_A_PAGE, _WITH_CARE, does
from consent_service.pages.forms.choices import Known
from consent_service.pages.forms.inputs import _Chosen
from consent_service.pages.forms.registered import form_at
from consent_service.pages.visit import Visit
from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family, agree, decide, decision
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.story import Story, family
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import answered, chosen, links
from tests.pages.test_forms import FORMS
from tests.sweeping import each

#: What a task is about, where its form asks nothing of that: it is about who or what is named
#: besides, or something new.
_ABOUT_NOTHING_THERE = {
    # An enquiry's, or a new one of its kind.
    *("MEET_AGAIN", "MAKE_PLAN", "DECIDE_S47", "CONSIDER_CONFERENCE", "WRITE_DOWN_SHARED"),
    # Words that stand with it: whom they mean is what is asked.
    *("DECIDE_WHO_IS_SAFE", "WRITE_DOWN_DANGER"),
}
#: Whom these are about is not whom their form asks about: whoever said it is not whom they are
#: afraid of.
_SOMEBODY_ELSE = {("READ_HARM", "person")}
#: Of these alone nobody has written down that whom they are about is whom their form asks about,
#: and it is so all the same. Of any other that has none who is asked about, it would be a guess.
_BY_ITSELF = {
    ("DECIDE_WHO_IS_SAFE", "person"),
    ("FIND_PR_HOLDER", "person"),
    ("FIND_MOTHER", "person"),
    ("WRITE_DOWN_ANSWER", "person"),
    ("NAME_WARD", "person"),
}


def leads(task: Task, role: str) -> str | None:
    who = Principal(
        kind=OfPrincipal.STAFF, id="w", authority="a", roles=frozenset({role}), client="c"
    )
    signed_in = SignedIn(who, datetime(2026, 3, 9, tzinfo=UTC), timedelta(minutes=30))
    visit = Visit(cast("RunningService", None), signed_in, {"file": "f"})
    shown: dict[str, Any] = {**task._asdict(), "file": "f"}
    return does(visit, shown)


@each(
    "kind",
    of=[one for one in KINDS if one.code in {*_DOES} - {*_WITH_CARE}],
    ids=lambda kind: kind.code,
)
def test_what_does_a_task_is_filled_in_with_all_that_the_task_knows(kind: Kind) -> None:
    story = family()
    kind.raised(story)
    operation, _ = _DOES[kind.code]
    takes = {one.member for one in FORMS[operation].inputs()}
    for task in story.every(kind.code):
        address = leads(task, kind.for_role)
        if address is None or (kind.code in _ON_A_PAGE and "/new" not in address):
            continue
        path, asked = urlsplit(address).path.split("/"), parse_qs(urlsplit(address).query)
        said = {*path, *(one for values in asked.values() for one in values)}
        for name in ("person", "child", "enquiry"):
            value = getattr(task, name)
            if (kind.code, name) in _SOMEBODY_ELSE:
                assert value not in said, (kind.code, name, address)
            elif value and name in takes:
                # By its own name, or in the path: of two people each stands where they are meant.
                assert asked.get(name, [value]) == [value], (kind.code, name, address)
                assert value in said, (kind.code, name, address)
        is_said = task.about in said or kind.code in _ABOUT_NOTHING_THERE
        assert not task.about or is_said, (kind.code, address)


def offered_there(story: Story) -> Known:
    """What a form offers of such a file."""
    view = View(story.file, story.at, story.at)
    visit = Visit(cast("RunningService", None), None, {"file": "f"})
    known = Known(visit)
    shown = cast("dict[str, Any]", plain(standing(view)))
    at = moment(story.at)
    known.__dict__["file"] = {**shown, "file": "f", "as_of": at, "known_at": at, "staff": {}}
    return known


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_whom_a_task_is_about_can_be_chosen_in_the_form_that_its_button_opens(kind: Kind) -> None:
    """Somebody filled in a whole form for a council that no list of it had."""
    story = family()
    kind.raised(story)
    assert_can_be_chosen(story, story.every(kind.code), kind.for_role)


@each("role", "pr_status", of=[*product(codes("roles"), ("YES", "NO", "UNCONFIRMED"))])
def test_so_can_whoever_it_is_whatever_they_are_to_the_child(role: str, pr_status: str) -> None:
    for born in (True, False):
        story = Story().adult("mum") if born else Story()
        story = story.child("ng", dob=date(2020, 2, 1) if born else None)
        story.adult("one", role=role, pr_status=pr_status).enquiry()
        for by in ("MASH_WORKER", "MASH_MANAGER"):
            assert_can_be_chosen(story, story.due(), by)


def assert_can_be_chosen(story: Story, tasks: Iterable[Task], role: str) -> None:
    known = offered_there(story)
    for task in tasks:
        address = urlsplit(leads(task, role) or "")
        form, asked = form_at(address.path), parse_qs(address.query)
        known.visit.path["person"] = task.person or ""
        for one in () if form is None else form.inputs():
            about = {*asked.get(one.member, ())} & {task.person, task.child}
            if not about or not isinstance(one.input, _Chosen) or one.input.choices is None:
                continue
            offered = {each.value for each in one.input.choices(known)}
            assert about <= offered, (task.code, task.person, address)


def test_whether_somebody_can_decide_is_said_of_a_child_by_the_finding_of_a_child() -> None:
    task = Task("SAY_IF_ABLE", datetime(2026, 3, 9, tzinfo=UTC), person="p")
    assert "/capacity/" in str(leads(task, task.for_role))
    of_a_child = task._replace(person="c", child="c")
    assert "/competence/" in (address := str(leads(of_a_child, task.for_role)))
    assert parse_qs(urlsplit(address).query) == {"child": ["c"]}


def test_nobody_is_filled_in_of_whom_it_was_not_looked_at_whether_they_are_meant() -> None:
    found = {
        (code, name)
        for code, (operation, given) in _DOES.items()
        for name in ("person", "child")
        if name in {one.member for one in FORMS[operation].inputs()} - given.keys()
    }
    assert found == _BY_ITSELF | _SOMEBODY_ELSE


def test_whoever_rings_somebody_who_changed_their_mind_has_what_it_is_about_and_what_to_say(
    made_up: Running,
) -> None:
    """The form was empty: nothing of what she had taken back stood in it."""
    family = add_family(made_up)
    agree(made_up, family)
    made_up.clock.now += timedelta(minutes=5)
    mother_of(made_up, family).receipt("withdrawals", {"words": "No more."})
    browser = someone(made_up)
    here = browser.open(f"/files/{family.file}")
    call = next(
        one["about"]
        for one in made_up.get(f"{family.path}/tasks", limit="200").get_json()["tasks"]
        if one["code"] == "CALL_AFTER_WITHDRAWAL"
    )
    (address,) = {one for one in links(here, f"answer={call}") if "/conversations/" in one}
    form = browser.open(address)
    sends = form.form(address.partition("?")[0])
    for name, value in {
        "person": family.mother,
        "responses.subjects": family.child,
        "responses.categories": "CHILD_HEALTH",
        "responses.purpose": "AGENCY_CHECKS",
    }.items():
        assert sends[name] == value, name
    assert "Ann Example has changed their mind" in form.text
    assert "You do not have to say why." in form.text
    # The same of whoever asks a manager whether something is to go ahead all the same.
    (risk,) = {one for one in links(here, f"answer={call}") if "/decision-requests/" in one}
    held = chosen(browser.open(risk))
    assert held["scope.subjects"] == [family.child]
    assert held["scope.categories"] == ["CHILD_HEALTH"]
    # Once somebody has talked with her, it is not said first any more.
    made_up.clock.now += timedelta(minutes=5)
    made_up.record(f"{family.path}/conversations", family.conversation())
    assert "has changed their mind" not in browser.open(address).text


def test_whoever_asked_reads_the_decision_with_its_reasons_and_what_may_be_done_by_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    worker = someone(made_up)
    seq = links(answered(worker, family), "check=")[0].rpartition("check=")[2]
    scope = decision(family)["scope"]
    asked = {"scope": scope, "why": "Nobody can be reached.", "enquiry": family.enquiry}
    request = made_up.record(f"{family.path}/decision-requests", asked)["id"]
    made_up.clock.now += timedelta(minutes=5)
    decide(made_up, family, request=request)
    (address,) = set(links(worker.open(f"/files/{family.file}"), f"request={request}"))
    form = worker.open(address)
    assert form.heading == "A manager decided what you asked"
    for words in ("What is the risk?", "Why now?", "What may be done by it"):
        assert words in form.text, words
    assert chosen(form)["check"] == [seq]
    (check,) = links(form, f"/files/{family.file}/check?")
    assert chosen(worker.open(check))["subjects"] == [family.child]
