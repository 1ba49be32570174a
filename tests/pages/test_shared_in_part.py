"""Whoever shared at once writes down what there is time for: all of that is kept, nothing is made
up for the rest, and every page says the same.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from consent_service.domain.recorded.notwritten import NOT_WRITTEN
from consent_service.domain.recorded.sharingatonce import ASKED_FOR
from tests.api.running import Family, Running, add_family, text_of
from tests.pages.filled_in import forms_of
from tests.pages.opening import Browser, opened
from tests.pages.test_at_once import TYPED
from tests.pages.test_being_somebody import someone

#: What is typed for each thing that is asked for, and what pages then say.
SAYS = {
    "agency": ("POLICE", "Police"),
    "subjects": ("{child}", "Ng"),
    "categories": ("CHILD_HEALTH", "The child's health"),
    "direction": ("SEEK", "Asked"),
    "words_sent": ("Please go there now.", "Please go there now."),
}
RISK = "A man is at the door shouting."
MANAGER = "3"


def typed_of(family: Family, names: tuple[str, ...]) -> dict[str, str]:
    said = {name: SAYS[name][0].format(child=family.child) for name in names}
    return {
        "shared": "true",
        "risk": RISK,
        **{f"disclosure.{name}": value for name, value in said.items()},
    }


def at(family: Family) -> str:
    return f"/files/{family.file}/share-now-uses/new"


def recorded(browser: Browser, path: str, typed: dict[str, str]) -> str:
    reply = browser.send(browser.open(path), path.partition("?")[0], **typed)
    assert reply.status_code == 303, opened(reply, reply.status_code).text
    return reply.headers["Location"]


def rest_of(where: str) -> str:
    found = re.search(r"rest=([0-9a-f]{24})", where)
    assert found is not None, where
    return found[1]


def due(service: Running, family: Family) -> list[str]:
    shown = service.get(f"/v1/files/{family.file}/tasks").get_json()["tasks"]
    return [task["code"] for task in shown]


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize(
    "names", [c for n in range(len(ASKED_FOR)) for c in combinations(ASKED_FOR, n)], ids="-".join
)
def test_whatever_part_of_it_was_typed_stands_there_and_no_more(
    made_up: Running, names: tuple[str, ...]
) -> None:
    family = add_family(made_up)
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    where = recorded(worker, at(family), typed_of(family, names))
    use = rest_of(where)
    assert "Write down the rest" in worker.open(where).text
    pages = {
        "sent": worker.open(f"/files/{family.file}/sent").text,
        "timeline": worker.open(f"/files/{family.file}/timeline").text,
        "review": manager.open(f"/files/{family.file}/share-now-uses/{use}/reviews/new").text,
    }
    for name, text in pages.items():
        assert "not said yet" in text.lower(), name
        assert "Nothing was shared" not in text, name
        assert "No agency was contacted" not in text, name
        assert "nother organisation" not in text, name
        assert "nother named" not in text, name
    for one in names:
        assert SAYS[one][1] in pages["sent"], one
    if "direction" not in names:
        assert "ell the agency" not in pages["timeline"]
    assert "WRITE_DOWN_THE_REST" in due(made_up, family)
    (case,) = [
        row
        for row in made_up.get("/v1/reports/share-now", "MASH_MANAGER").get_json()["rows"]
        if row.get("share_now") == use
    ]
    assert (case["shared"], case["is_whole"]) == (True, False)


def test_the_rest_is_written_down_on_a_form_filled_in_with_what_was_typed(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    use = rest_of(recorded(worker, at(family), typed_of(family, ("agency", "subjects"))))
    then, again = text_of(made_up.clock.now), f"{at(family)}?share_now={use}"
    # Whoever fills in the rest leaves the time as it came.
    made_up.clock.now += timedelta(minutes=2)
    page = worker.open(again)
    assert RISK in page.reply.text
    assert re.search(r'value="POLICE"[^>]*selected', page.reply.text)
    rest = ("categories", "direction", "words_sent")
    where = recorded(worker, again, {**typed_of(family, ASKED_FOR), "share_now": use})
    assert "rest=" not in where, rest
    listed = made_up.get(f"/v1/files/{family.file}/disclosures").get_json()
    assert listed["not_whole"] == []
    assert [one["at"] for one in listed["disclosures"]] == [then]
    (shared,) = listed["disclosures"]
    assert (shared["rests_on"], shared["agency"]["type"]) == ([use], "POLICE")
    assert "WRITE_DOWN_THE_REST" not in due(made_up, family)
    sent = worker.open(f"/files/{family.file}/sent").text
    assert "Not said yet" not in sent
    review = manager.open(f"/files/{family.file}/share-now-uses/{use}/reviews/new").text
    assert "Shared with Police: “Please go there now.”" in review


@pytest.mark.parametrize("risk", ["", "He had gone."])
def test_that_nothing_was_shared_is_kept_and_ends_no_use_that_it_does_not_name(
    made_up: Running, risk: str
) -> None:
    family = add_family(made_up)
    made_up.check(family.file, {"urgency": "IMMEDIATE", "subjects": [family.child]})
    made_up.beat()
    where = recorded(someone(made_up), at(family), {"shared": "false", "risk": risk})
    assert "It does not say which use came to nothing" in someone(made_up).open(where).text
    done = made_up.get(f"/v1/files/{family.file}").get_json()["done"]
    assert [one["shared"] for one in done["share_now_recorded"]] == [False]
    assert len(done["share_now_used"]) == 1
    assert due(made_up, family).count("RECORD_SHARE_NOW") == 1
    assert "REVIEW_SHARE_NOW" not in due(made_up, family)
    made_up.assert_sound()


def test_no_box_is_filled_in_with_words_that_nobody_wrote(made_up: Running) -> None:
    """What stands where words are missing is read, and asked for where the rest is written."""
    family, worker = add_family(made_up), someone(made_up)
    use = rest_of(recorded(worker, at(family), {"shared": "true", "disclosure.agency": "POLICE"}))
    assert NOT_WRITTEN in worker.open(f"/files/{family.file}/sent").text
    path = f"/v1/files/{family.file}"
    hurt = made_up.record(f"{path}/injuries", {"child": family.child, "explained": "NO"})["id"]
    dangers = ["", "That Ng falls from the bed while everybody is asleep."]
    body = {"children": [family.child], "dangers": dangers, "steps": [{"who": "Gran"}]}
    plan = made_up.record(f"{path}/plans", {**body, "review_on": "2026-03-16"})["id"]
    assert NOT_WRITTEN in made_up.get(path).text
    for page, stands in {
        f"{at(family)}?share_now={use}": "POLICE",
        f"/files/{family.file}/injuries/new?injury={hurt}": family.child,
        f"/files/{family.file}/plans/new?plan={plan}": dangers[1],
    }.items():
        text = worker.open(page).reply.text
        (form,) = [one for one in forms_of(text) if one.action and page.startswith(one.action)]
        held = [value for values in form.as_it_stands().values() for value in values]
        assert stands in held, page
        assert not [one for one in held if NOT_WRITTEN in one], page


def test_what_was_typed_before_need_not_be_sent_again(made_up: Running) -> None:
    family = add_family(made_up)
    path = f"/v1/files/{family.file}/share-now-uses"
    said: dict[str, Any] = {"agency": {"type": "POLICE"}, "subjects": [family.child]}
    use = made_up.record(path, {"shared": True, "risk": RISK, "disclosure": said})["id"]
    rest = {"categories": ["CHILD_HEALTH"], "direction": "SEEK", "words_sent": "Go now."}
    body = {"shared": True, "risk": RISK, "share_now": use}
    # Another service that was told as well is another contact.
    made_up.record(path, {**body, "disclosure": {"agency": {"type": "HOSPITAL"}}})
    made_up.record(path, {**body, "disclosure": {"agency": {"type": "POLICE"}, **rest}})
    listed = made_up.get(f"/v1/files/{family.file}/disclosures").get_json()
    assert [one["agency"]["type"] for one in listed["not_whole"]] == ["HOSPITAL"]
    (shared,) = listed["disclosures"]
    assert (shared["agency"]["type"], shared["subjects"]) == ("POLICE", [family.child])


@pytest.mark.parametrize("without", [name for name in TYPED if name != "then.disclosure.recipient"])
def test_of_a_child_nobody_knows_it_is_recorded_whatever_is_missing(
    made_up: Running, without: str
) -> None:
    """The sister of the page of a family on file: late is fine there too."""
    worker, size = someone(made_up), made_up.size()
    path = "/share-now/new"
    where = recorded(worker, path, {**TYPED, without: ""})
    assert made_up.size() > size
    file = where.split("/")[2]
    listed = made_up.get(f"/v1/files/{file}/disclosures").get_json()
    one = (listed["not_whole"] or listed["disclosures"])[0]
    assert one["recipient"] == TYPED["then.disclosure.recipient"]
    asked_for = "then.disclosure." in without
    assert bool(listed["not_whole"]) is asked_for
    assert bool("rest=" in where) is asked_for
    (child,) = made_up.get(f"/v1/files/{file}").get_json()["children"]
    assert one["subjects"] == [child["id"]]


def test_an_age_or_a_day_that_is_none_is_kept_beside_the_name(made_up: Running) -> None:
    worker = someone(made_up)
    typed = {
        **TYPED,
        "children.0.estimated_dob": "older than he looks",
        "children.0.dob.day": "31",
        "children.0.dob.month": "2",
        "children.0.dob.year": "2020",
    }
    file = recorded(worker, "/share-now/new", typed).split("/")[2]
    (child,) = made_up.get(f"/v1/files/{file}").get_json()["children"]
    assert child["names"] == "Boy, about 4, 31 2 2020, older than he looks"


def test_a_use_that_named_no_service_names_none(made_up: Running) -> None:
    family = add_family(made_up)
    made_up.check(family.file, {"urgency": "IMMEDIATE", "subjects": [family.child]})
    made_up.beat()
    (used,) = made_up.get(f"/v1/files/{family.file}").get_json()["done"]["share_now_used"]
    assert used["agency"] is None
    said = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "was answered: share now" in said
    assert "nother organisation" not in said


def test_whoever_could_not_wait_reads_no_direction_that_they_never_said(made_up: Running) -> None:
    """On the page of the answer, among what happened, and in the form in which it is written down;
    it was told, wherever one looked.
    """
    family, browser = add_family(made_up), someone(made_up)
    question = family.question(urgency="IMMEDIATE")
    del question["direction"]
    use = made_up.check(family.file, question)["share_now"]["used"]
    made_up.beat()
    entries = made_up.get(f"/v1/files/{family.file}/history").get_json()["entries"]
    (place,) = [one["seq"] for one in entries if one["kind"] == "check-unanswered"]
    answer = browser.open(f"/files/{family.file}/checks/{place}")
    assert "May we <strong>contact " in answer.reply.text
    assert browser.open(f"/files/{family.file}/timeline").reply.status_code == 200
    form = browser.open(f"{at(family)}?share_now={use}")
    for name in ("SEEK", "SHARE", "BOTH"):
        chosen = re.search(
            rf'<input[^>]*name="disclosure.direction"[^>]*value="{name}"[^>]*>', form.reply.text
        )
        assert chosen is not None
        assert " checked" not in chosen[0]
