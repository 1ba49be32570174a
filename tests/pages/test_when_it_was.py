"""When somebody was contacted is asked for where some of what was done is agreed no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import filled
from tests.sweeping import each

_WHEN: Final = "Say when you contacted them."
_SENT: Final = {"words_sent": "About them.", "summary": "Weight."}


@each(
    "about",
    "kinds",
    "is_asked",
    of=[
        ("Ng", ["CHILD_HEALTH"], False),
        ("Ng", ["CHILD_HEALTH", "EDUCATION"], True),
        ("Sam", ["CHILD_HEALTH"], True),
        ("both", ["CHILD_HEALTH"], True),
    ],
)
def test_the_time_is_asked_for_where_something_that_was_done_is_agreed_no_more(
    about: str, kinds: list[str], is_asked: bool, made_up: Running
) -> None:
    """She said no for Sam: a contact about Ng alone, of whom she still agreed, was held up."""
    family = add_family(made_up)
    body = {"names": "Sam Example", "dob": "2017-01-01"}
    sam = str(made_up.record(f"{family.path}/children", body)["id"])
    tie: dict[str, Any] = {"child": sam, "person": family.mother, "role": "MOTHER"}
    tie |= {"pr_status": "YES", "pr_source": "MOTHER"}
    made_up.record(f"{family.path}/relationships", tie)
    both = family.agreement(scope=family.scope(subjects=[family.child, sam]))
    made_up.record(f"{family.path}/conversations", family.conversation(both))
    made_up.clock.now += timedelta(minutes=5)
    question = family.question(subjects=[family.child, sam])
    seq = made_up.check(family.file, question)["ledger"]["seq"]
    made_up.clock.now += timedelta(minutes=5)
    no = {"answer": "REFUSED", "scope": family.scope(subjects=[sam])}
    made_up.record(f"{family.path}/conversations", family.conversation(no, parent_words="Not Sam."))
    made_up.clock.now += timedelta(minutes=5)
    browser, at = someone(made_up), f"/files/{family.file}/disclosures/new"
    form = browser.open(f"{at}?check={seq}")
    held = filled(form)
    assert (held["subjects"], held["basis"]) == (family.child, "AGREED")
    whom = {"Ng": [family.child], "Sam": [sam], "both": [family.child, sam]}[about]
    sent = browser.send(form, at, **held | _SENT | {"subjects": whom, "categories": kinds})
    if is_asked:
        assert _WHEN in opened(sent, 422).text
    else:
        assert sent.status_code == 303
