"""A mother who is a child herself: she stands on the file once, as the child she is, and is the
mother of her own child all the same. From 16 she decides for herself, and for her child as any
mother does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun

MIA: Final = {"names": "Mia Sample", "dob": "2009-05-03"}


def with_her_baby(service: Running) -> tuple[Family, str, str]:
    """A family on which a girl of 16 stands, and her baby; and that she is the mother, as typed."""
    family = add_family(service)
    mia = service.record(f"{family.path}/children", MIA)["id"]
    baby = service.record(f"{family.path}/children", {"names": "Ada Sample", "dob": "2026-02-01"})
    browser, path = someone(service), f"/files/{family.file}/relationships/new"
    chosen = {"person": mia, "child": baby["id"], "role": "MOTHER", "pr_status": "YES"}
    reply = browser.send(browser.open(path), path, **chosen)
    if reply.status_code != 303:
        reply = browser.post(path, opened(reply).form(path))
    assert reply.status_code == 303, opened(reply, reply.status_code).text
    return family, mia, baby["id"]


def test_she_is_chosen_as_the_mother_asked_as_herself_and_counts_for_her_child(
    made_up: Running,
) -> None:
    family, mia, baby = with_her_baby(made_up)
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "Mia Sample is the mother of Ada Sample" in page
    talk = begun(someone(made_up), family, person=mia, subjects=baby).text
    assert "Mia Sample" in talk
    assert "does not decide for Ada Sample" not in talk
    yes = family.agreement(scope=family.scope(subjects=[baby]))
    made_up.record(f"{family.path}/conversations", family.conversation(yes, person=mia))
    question = family.question(subjects=[baby])
    answer = made_up.check(family.file, question)
    assert answer["outcome"] == "COVERED"
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert not [one for one in tasks if one["child"] == baby and one["code"] == "FIND_MOTHER"]


def test_where_she_was_put_on_file_twice_it_is_noticed_and_her_no_counts_for_both(
    made_up: Running,
) -> None:
    """A child and an adult are not joined: it is said of her as the child whose mother she is."""
    family = add_family(made_up)
    mia = made_up.record(f"{family.path}/children", MIA)["id"]
    baby = made_up.record(f"{family.path}/children", {"names": "Ada Sample", "dob": "2026-02-01"})
    added = made_up.record(f"{family.path}/adults", MIA)
    assert "CHILD_AND_ADULT" in {one["code"] for one in added["notices"]}
    link = {"person": added["id"], "child": baby["id"], "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    two = {"other": added["id"], "reason": "They are one."}
    refused = made_up.post(f"{family.path}/people/{mia}/joinings", two)
    assert refused.status_code == 422
    assert "child-and-adult" in refused.get_json()["type"]
    assert "needs no second entry" in refused.get_json()["detail"]
    scope = family.scope(subjects=[baby["id"]])
    no = {"answer": "REFUSED", "scope": scope, "words": "Not that one."}
    made_up.record(f"{family.path}/conversations", family.conversation(no, person=mia))
    yes = family.agreement(scope=scope)
    made_up.clock.now += timedelta(hours=30)
    made_up.record(f"{family.path}/conversations", family.conversation(yes, person=added["id"]))
    answer = made_up.check(family.file, family.question(subjects=[baby["id"]]))
    assert answer["outcome"] != "COVERED"
