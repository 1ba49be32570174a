"""Somebody on the file who supports a parent finds on their own page what that parent lets them
know, to read, for as long as that parent does; staff give a way in to whoever is not on the file.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.pages.family.addresses import FOR, SUPPORTING
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_advocates import CHECKED, named, step, steps
from tests.pages.conftest import of_service
from tests.pages.filled_in import forms_of
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import someone

HERE = f"{SUPPORTING}?{FOR}=1"


def signed_in(service: Running, family: Family, person: str) -> Browser:
    ways = f"{family.path}/people/{person}/ways-in"
    way_in = service.record(ways, {"how": "READ_OUT"})["way_in"]
    browser = of_service(service)
    typed = {name: way_in[name] for name in ("reference", "code")}
    browser.send(browser.open("/sign-in/family"), "/sign-in/family", **typed)
    return browser


def friend(service: Running, family: Family, names: str = "Nerys Example") -> str:
    """An adult on the file who is nothing to the child."""
    found: str = service.record(f"{family.path}/adults", {"names": names})["id"]
    return found


def supports(service: Running, family: Family, who: str, permitted: str) -> None:
    named(service, family, family.mother, "Nerys Example", advocate_person=who)
    steps(
        service,
        family,
        family.mother,
        {**CHECKED, "information_permission": permitted},
        {"status": "ACTIVE"},
    )


def test_an_advocate_on_the_file_reads_what_the_parent_lets_them_and_changes_nothing(
    made_up: Running,
) -> None:
    """Her page said “We have not talked about this yet”, and nothing of whom she supports."""
    family = add_family(made_up)
    agree(made_up, family)
    number = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    made_up.record(f"{family.path}/contact-points", {**number, "safety": "SAFE"})
    nerys = friend(made_up, family)
    others = [signed_in(made_up, family, one) for one in (family.mother, family.father)]
    before = [bodies(one) for one in others]
    hers = signed_in(made_up, family, nerys)
    assert "Someone whom you support" not in hers.open("/").text
    supports(made_up, family, nerys, "FULL_PARENT_VIEW")
    mine = hers.open("/")
    assert "Ann Example: see what they let you know" in mine.text
    assert HERE in mine.reply.text
    page = hers.open(HERE)
    assert "You support this person." in page.text
    assert "You said yes until" in page.text
    assert number["value"] not in page.text
    # To read: nothing on it is pressed but what leads away.
    actions = {form["action"] for form in page.forms}
    assert not [one for one in actions if one.startswith("/your-page/")], actions
    assert "Bo Example" not in page.text
    # What Bo sees is what he saw, to the byte.
    assert bodies(others[1]) == before[1]
    assert "Someone whom you support" not in bodies(others[0])
    # With less, less; with nothing, and once it is over, as if it had never been.
    for permitted, shown in (("MEETINGS_ONLY", True), ("NONE", False)):
        again = {**CHECKED, "status": "ACTIVE", "information_permission": permitted}
        steps(made_up, family, family.mother, again)
        assert ("Someone whom you support" in hers.open("/").text) is shown
        page = hers.open(HERE, 200 if shown else 404)
        assert "You said yes until" not in page.text
        assert ("You support this person." in page.text) is shown
    again = {**CHECKED, "status": "ACTIVE", "information_permission": "FULL_PARENT_VIEW"}
    again["parent_words"] = "Let her see it all again."
    steps(made_up, family, family.mother, again)
    hers.open(HERE)
    steps(made_up, family, family.mother, {"status": "ENDED"})
    assert "Someone whom you support" not in hers.open("/").text
    hers.open(HERE, 404)


def bodies(browser: Browser) -> str:
    """What stands on their page, without the keys of its forms."""
    return browser.open("/").text


HOW = ["unsafe", "by name alone", "not yet confirmed", "another's child", "has died"]


@pytest.mark.parametrize("how", HOW)
def test_nobody_else_reads_it(made_up: Running, how: str) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    nerys = friend(made_up, family)
    hers = signed_in(made_up, family, nerys)
    sees_all = {**CHECKED, "information_permission": "FULL_PARENT_VIEW"}
    if how == "by name alone":
        named(made_up, family, family.mother, "Nerys Example")
        steps(made_up, family, family.mother, sees_all)
    elif how == "not yet confirmed":
        named(made_up, family, family.mother, "Nerys Example", advocate_person=nerys)
        assert step(made_up, family, family.mother, status="CONFIRMED").status_code == 422
    else:
        supports(made_up, family, nerys, "FULL_PARENT_VIEW")
        hers.open(HERE)
    if how == "unsafe":
        made_up.clock.now += timedelta(minutes=1)
        said = {"person": nerys, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        made_up.record(f"{family.path}/safety", said)
    if how == "has died":
        died = {"person": family.mother, "source": "The registrar told us on the telephone."}
        made_up.record(f"{family.path}/deaths", died, "MASH_MANAGER")
    if how == "another's child":
        other = add_family(made_up)
        hers = signed_in(made_up, other, other.mother)
    assert "Someone whom you support" not in hers.open("/").text
    hers.open(HERE, 404)
    reply = hers.get(f"/v1/own/supporting?of={family.mother}", Accept="application/json")
    assert reply.status_code == 404


def test_whoever_supports_somebody_stands_with_their_ways_in(made_up: Running) -> None:
    """There was no line for an advocate who is not on the file."""
    family = add_family(made_up)
    worker = someone(made_up)
    every = f"/files/{family.file}/ways-in"
    named(made_up, family, family.mother, "Ros Example")
    assert "Ros Example" not in worker.open(every).text
    steps(made_up, family, family.mother, {**CHECKED, "information_permission": "SPEAK_TO_WORKER"})
    page = worker.open(every)
    assert "Ros Example supports Ann Example. What they may be told: can speak" in page.text
    one = f"/files/{family.file}/people/{family.mother}/ways-in"
    form = worker.open(f"{one}?advocate_in={family.enquiry}")
    (asks,) = (found for found in forms_of(form.reply.text) if found.action == one)
    assert asks.as_it_stands()["advocate_in"] == [family.enquiry]
    # It was headed by the parent's name, and goes to whoever supports them.
    assert "To Ros Example , who supports Ann Example" in form.text
    assert "To Ann Example" not in form.text
    assert "To Ann Example" in worker.open(one).text
    said = {"how": "READ_OUT", "contact": "", "advocate_in": family.enquiry}
    shown = worker.send(form, one, **said)
    assert "Read this out" in shown.text
    assert "<strong>Ros Example, who supports Ann Example</strong>" in shown.text
    assert "for their advocate" in worker.open(every).text
    steps(made_up, family, family.mother, {"status": "ACTIVE"}, {"status": "ENDED"})
    assert "Ros Example" not in worker.open(every).text


def test_a_way_in_for_who_supports_them_goes_down_no_telephone_that_is_not_safe(
    made_up: Running,
) -> None:
    """Whoever has the telephone in their hand would read all that she sees."""
    family = add_family(made_up)
    named(made_up, family, family.mother, "Ros Example")
    steps(made_up, family, family.mother, CHECKED)
    ways = f"{family.path}/people/{family.mother}/ways-in"
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    given = {"how": "READ_OUT", "advocate_in": family.enquiry}
    for safety, status in (("SAFE", 201), ("UNSAFE", 409)):
        phone = made_up.record(f"{family.path}/contact-points", {**point, "safety": safety})["id"]
        assert made_up.post(ways, {**given, "contact": phone}).status_code == status
    his = {**point, "person": family.father, "value": "020 7946 0019", "safety": "SAFE"}
    phone = made_up.record(f"{family.path}/contact-points", his)["id"]
    assert made_up.post(ways, {**given, "contact": phone}).status_code == 409
    assert made_up.post(ways, given).status_code == 201


def test_a_letter_to_sign_in_goes_into_their_hand_without_an_address(made_up: Running) -> None:
    """The safest way for whoever has no safe address was refused for want of one."""
    family = add_family(made_up)
    worker = someone(made_up)
    one = f"/files/{family.file}/people/{family.mother}/ways-in"
    asked: dict[str, Any] = {"how": "LETTER", "contact": "", "advocate_in": "", "reason": ""}
    letter = worker.send(worker.open(one), one, **asked, language="cy")
    assert letter.status_code == 200
    page, _, printed = letter.text.partition("<main>")
    assert "Give this letter into their hand" in page
    assert "Give this letter into their hand" not in printed
    (sent,) = made_up.get(family.path).get_json()["noted"]["letter-sent"]
    assert (sent["how"], sent["contact"]) == ("HANDED_OVER", None)


def test_nothing_is_offered_that_nobody_does_from_here(made_up: Running) -> None:
    family = add_family(made_up)
    assert (
        "Send a text or an e-mail"
        not in someone(made_up).open(f"/files/{family.file}/ways-in").text
    )


def test_whoever_only_supports_somebody_is_not_said_to_be_still_to_be_spoken_to(
    made_up: Running,
) -> None:
    """She stood there as “Not spoken to yet”, with an advocate of her own to be talked about."""
    family = add_family(made_up)
    who = friend(made_up, family)
    worker = someone(made_up)
    talk = family.conversation()
    made_up.record(f"{family.path}/conversations", {**talk, "responses": []})
    before = worker.open(f"/files/{family.file}").reply.text
    supports(made_up, family, who, "MEETINGS_ONLY")
    after = worker.open(f"/files/{family.file}").reply.text
    assert before.count("Not spoken to yet") == after.count("Not spoken to yet") + 1
    assert "Named to support Ann Example, and nobody’s parent or carer here." in after
    # Whoever looks after the child as well is asked like everybody who does.
    aunt = {"person": who, "child": family.child, "role": "AUNT_UNCLE", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", aunt)
    again = worker.open(f"/files/{family.file}").reply.text
    assert again.count("Not spoken to yet") == before.count("Not spoken to yet")
