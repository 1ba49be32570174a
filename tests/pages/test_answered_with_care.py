"""Whoever may not be safe is answered with care, and is not called safe to get it done."""

from __future__ import annotations

import re
from html import unescape

from consent_service.domain.codes import codes
from consent_service.pages.managing.lookedat import _LEADS
from tests.api.asking_own import father_of
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

MANAGER = "3"
_LINK = re.compile(r'href="(/files/[^"]+)"')
#: By what the father does on his page: what of the answering form is typed, besides the day.
DONE: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "COMPLAIN": ("requests", {"wants": "COMPLAIN"}, {"how": "DONE", "words": "By his solicitor."}),
    "SEE_RECORD": ("requests", {"wants": "SEE_RECORD"}, {"how": "DONE", "words": "Legal read it."}),
    "LETTER": ("requests", {"wants": "LETTER"}, {"how": "DONE", "words": "By his solicitor."}),
    "WRONG": (
        "correction-requests",
        {"words": "My name is wrong."},
        {"accepted": "false", "reason": "His solicitor was told why it stands."},
    ),
}


def _unsafe(service: Running, family: Family) -> None:
    said = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", said, "MASH_MANAGER")


def _due(service: Running, family: Family) -> list[str]:
    due = service.get(f"{family.path}/tasks").get_json()["tasks"]
    return [one["code"] for one in due if one["person"] == family.father]


def _links(page: Page, family: Family, to: str) -> list[str]:
    every = map(unescape, _LINK.findall(page.reply.text))
    return [one for one in dict.fromkeys(every) if family.file in one and to in one]


def test_each_task_of_whoever_may_not_be_safe_leads_to_more_than_calling_them_safe() -> None:
    """A duty with a day pushed a busy manager to lift the protection: no other way was shown."""
    found = [code for code in codes("tasks") if code.endswith("_IF_SAFE")]
    assert {"ANSWER_IF_SAFE", "CORRECT_IF_SAFE", "CALL_IF_SAFE"} <= {*found}
    for code in found:
        led = [one.operation for one in _LEADS[code]]
        assert code == "DECIDE_IF_SAFE" or (led[0] != "recordSafety" and "recordSafety" in led)


@each("asked", of=sorted(DONE), every=2)
def test_a_manager_answers_with_care_whoever_is_not_safe_and_lifts_nothing(
    made_up: Running, asked: str
) -> None:
    family = add_family(made_up)
    path, body, typed = DONE[asked]
    father_of(made_up, family).receipt(path, body)
    _unsafe(made_up, family)
    (code,) = (one for one in _due(made_up, family) if one.endswith("_IF_SAFE"))
    # A no to asking him ends no duty to answer: it stays, with the way to do it.
    listed = someone(made_up, MANAGER).open("/to-look-at")
    (form,) = _links(listed, family, "/answers/new")
    assert _links(listed, family, f"/safety/new?person={family.father}")
    manager = someone(made_up, MANAGER)
    page = manager.open(form)
    assert "to answer this changes nothing of that" in page.text
    assert "solicitor" in page.text
    assert _links(page, family, f"/safety/new?person={family.father}")
    # A worker is led to say whether he is safe, and a manager to the answer.
    here = f"/files/{family.file}"
    assert not _links(someone(made_up).open(here), family, "/answers/new")
    assert form in _links(manager.open(here), family, "/answers/new")
    sent = manager.send(page, form, **typed)
    if asked == "WRONG":
        # Of what may be a no in it it is read first that it goes on being one.
        read = opened(sent)
        assert "This would set aside what Bo Example (father) said or wrote" in read.text
        sent = manager.send(read, form)
    assert sent.status_code == 303
    assert code not in _due(made_up, family)
    (he,) = (
        one for one in made_up.get(family.path).get_json()["adults"] if one["id"] == family.father
    )
    assert he["asking"] == "NO"


def test_whoever_may_be_answered_is_answered_without_a_word_of_care(made_up: Running) -> None:
    family = add_family(made_up)
    father_of(made_up, family).receipt("requests", {"wants": "COMPLAIN"})
    (form,) = _links(someone(made_up, MANAGER).open("/to-look-at"), family, "/answers/new")
    assert "changes nothing of that" not in someone(made_up, MANAGER).open(form).text


def test_a_call_that_was_promised_to_whoever_is_not_safe_is_made_with_care(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    father_of(made_up, family).receipt("withdrawals", {})
    _unsafe(made_up, family)
    assert "CALL_IF_SAFE" in _due(made_up, family)
    listed = someone(made_up, MANAGER).open("/to-look-at")
    assert _links(listed, family, f"/conversations/new?person={family.father}")
    assert _links(listed, family, f"/safety/new?person={family.father}")
