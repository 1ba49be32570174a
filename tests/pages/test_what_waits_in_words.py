"""What somebody is to a child is read in words as it counts: what waits says that it does."""

from __future__ import annotations

from datetime import timedelta

from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family, agree
from tests.api.test_effects import refuse, settle, waiting
from tests.pages.test_being_somebody import someone

_NOT_YET = "what it takes away counts until then"


def test_that_somebody_holds_no_responsibility_is_not_read_as_if_it_counted(
    made_up: Running,
) -> None:
    """The check counted his no, and beside the drawing he held none."""
    family, worker = add_family(made_up), someone(made_up)
    agree(made_up, family)
    refuse(made_up, family, family.father)
    here = f"/files/{family.file}"
    assert _NOT_YET not in worker.open(here).text
    link = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    made_up.clock.now += timedelta(minutes=5)
    assert worker.open(here).text.count(_NOT_YET) == 1
    (waits,) = [one["waiting"] for one in waiting(made_up) if one["file"] == family.file]
    holds_none = "does not have parental responsibility"
    for how, is_left in (("refusal", False), ("confirmation", True)):
        assert settle(made_up, family, waits, how).status_code == 201
        text = worker.open(here).text
        # Once it was refused, nobody said it.
        assert "what it takes away still counts" not in text
        assert (holds_none in text.casefold()) is is_left
        assert _NOT_YET not in text


def test_whoever_confirms_that_an_entry_counts_no_longer_reads_that_entry(
    made_up: Running,
) -> None:
    """Of three wishes of a child a manager read that one was wrong, and of none what it said."""
    family = add_family(made_up)
    places = []
    for words in ("Please not my mum", "My mum must not know"):
        wish = {"child": family.child, "objects": False, "not_to_be_told": [family.mother]}
        made = made_up.record(f"{family.path}/wishes", wish | {"words": words, "heard_by": "Zz"})
        places.append(made["entries"][0]["seq"])
        made_up.clock.now += timedelta(hours=1)
    wrong = {"corrects": places[0], "what_was_wrong": "Typed twice"}
    made_up.record(f"{family.path}/corrections", wrong)
    (waits,) = [one["waiting"] for one in waiting(made_up) if one["file"] == family.file]
    for how in ("confirmation", "refusal"):
        address = f"/files/{family.file}/waiting/{waits}/{how}/new"
        text = someone(made_up, "3").open(address).text
        assert "It would count no longer. " in text
        assert "does not want Ann Example told" in text
        assert "Please not my mum" in text
        assert "My mum must not know" not in text


def test_a_manager_judges_from_the_list_by_what_was_written_and_by_whom(made_up: Running) -> None:
    """Each was opened to be read: the list said what would fall, and not why."""
    family = add_family(made_up)
    agree(made_up, family)
    mother_of(made_up, family).receipt("withdrawals", {"words": "Never the school."})
    seq = made_up.size() - 1
    made_up.clock.now += timedelta(hours=2)
    wrong = {"corrects": seq, "what_was_wrong": "It was typed of the wrong family."}
    made_up.record(f"{family.path}/corrections", wrong)
    listed = someone(made_up, "3").open("/to-look-at").text
    assert "wrote: “It was typed of the wrong family.”" in listed
    assert f"It is about entry {seq}. Ann Example wrote: “Never the school.”" in listed


def test_each_of_whom_something_is_confirmed_stands_in_the_list(made_up: Running) -> None:
    """Who the father is was to be confirmed, and the row spoke of the mother alone."""
    family = add_family(made_up)
    refuse(made_up, family, family.father)
    link = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    made_up.clock.now += timedelta(minutes=5)
    (waits,) = [one for one in waiting(made_up) if one["file"] == family.file]
    names = made_up.get(family.path).get_json()
    both = [
        next(one["names"] for one in names[of] if one["id"] == id)
        for of, id in (("adults", family.father), ("children", family.child))
    ]
    assert waits["names"] == both
    assert f": {', '.join(both)}. Entry" in someone(made_up, "3").open("/to-look-at").text
