"""A manager who says what they found is told before it is recorded how much is wanted, sees what it
is about, and finds what tells of danger above what was taken back.
"""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.codes import label
from consent_service.domain.freetext.rationale import LEAST_SAID
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.pages.test_forms import FORMS
from tests.reasons import ENOUGH

WORRY = "Baby of 4 months with a fractured rib."


def test_what_settles_nothing_is_said_to_be_short_before_it_is_recorded(made_up: Running) -> None:
    """“This settles nothing without a reason”, of one that was given, and once it was recorded."""
    family, manager = add_family(made_up), someone(made_up, MANAGER)
    made_up.record(f"{family.path}/enquiries", {"worry": WORRY})
    found = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    (entry,) = [one["about"] for one in found if one["code"] == "READ_HARM"]
    seq = entry.rpartition("/")[2].removeprefix("harm:")
    form = f"/files/{family.file}/found-right/new"
    page = manager.open(f"{form}?entry={seq}")
    assert WORRY in page.text
    assert "at least 60 characters" in page.text
    size = made_up.size()
    typed = {"entry": seq, "reason": "Police have no flags, so there is nothing here."}
    read = opened(manager.send(page, form, **typed))
    assert label("notices", "SETTLES_NOTHING") in read.text
    assert made_up.size() == size or "found-right" not in made_up.kinds(size)
    assert "at least 60 characters" in label("notices", "LIFTS_NOTHING")


def test_what_was_taken_back_stands_below_what_tells_of_danger(made_up: Running) -> None:
    family = add_family(made_up)
    made_up.record(f"{family.path}/enquiries", {"worry": WORRY})
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    seq = made_up.record(f"{family.path}/responses", no)["entries"][0]["seq"]
    wrong = {"corrects": seq, "what_was_wrong": f"It was another caller. {ENOUGH}"}
    made_up.record(f"{family.path}/corrections", wrong)
    text = someone(made_up, MANAGER).open("/to-look-at").text
    taken_back = "Taken back in the last two weeks"
    assert text.index(label("tasks", "READ_HARM")) < text.index(taken_back)


def test_the_worst_words_are_read_first_and_a_family_once(made_up: Running) -> None:
    """Ten rows with a child's name: no words, no order, and two families twice."""
    worries = {"AMBER": [WORRY], "RED": ["“Ill kill u”, to her mum.", "Bruised arms."]}
    files = {}
    for rating, said in worries.items():
        family = add_family(made_up)
        for worry in said:
            made_up.record(f"{family.path}/enquiries", {"worry": worry, "rating": rating})
        made_up.clock.now += timedelta(minutes=5)
        files[rating] = family.file
    page = someone(made_up, MANAGER).open("/to-look-at")
    what = label("tasks", "READ_HARM")
    text = page.text[page.text.index(what) :]
    places = [text.index(f"“{one}”") for one in (*worries["RED"], *worries["AMBER"])]
    assert places == sorted(places)
    rows = page.reply.text.partition(what)[2].partition(label("tasks", "DECIDE_IF_SAFE"))[0]
    assert rows.count(f'href="/files/{files["RED"]}"') == 1


def test_a_reason_of_which_there_is_a_least_says_so_where_it_is_typed() -> None:
    """ "Ring mum" was refused, to whoever wanted to."""
    short = "opening-needs-reason"
    asks = {name: form for name, form in FORMS.items() if short in form.over.problems}
    assert asks
    say = {
        name
        for name, form in asks.items()
        if any(f"{LEAST_SAID} characters" in one.input.hint for one in form.inputs())
    }
    assert say == asks.keys()


def test_whoever_takes_a_family_reads_what_blocks_it_though_a_manager_does_that(
    made_up: Running,
) -> None:
    """“Mine” had the referrer alone, and whether she may be rung stood under nobody."""
    family, worker = add_family(made_up), someone(made_up)
    wish = {"child": family.child, "objects": False, "words": "Dad punched me.", "heard_by": "Jo"}
    made_up.record(f"{family.path}/wishes", wish)
    assert label("tasks", "READ_HARM").rstrip(".") not in worker.open("/to-do?whose=mine").text
    taken = {"owner": "worker-1"}
    made_up.record(f"{family.path}/enquiries/{family.enquiry}/assignments", taken)
    mine = worker.open("/to-do?whose=mine").text
    assert label("tasks", "READ_HARM").rstrip(".") in mine
    assert "Waits for: safeguarding hub manager" in mine
