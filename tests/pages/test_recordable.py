"""Whatever can be recorded of a family is led to, from one page of it."""

from __future__ import annotations

from consent_service.api.table import operations
from consent_service.pages.worker.recordable import OF_ONE, OF_THE_FAMILY
from tests.api.disclosing import disclosure
from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_forms import FORMS, forms

LED_TO = {name for rows in (*OF_THE_FAMILY.values(), *OF_ONE.values()) for name, _ in rows}
#: Led to from where they belong: a check from everywhere, a referral from home and from a search, a
#: way of reaching somebody from itself, an empty cell from its table,
#: a record that is kept to others from the page that says so.
ELSEWHERE = {"checkAgencies", "takeReferral", "openContact", "explainGap", "openRecord"}
_WORKER = {"MASH_WORKER"}


def test_every_form_of_a_worker_is_led_to() -> None:
    roles = {one.name: one.roles for one in operations()}
    of_workers = {
        form.operation
        for form in forms("worker").values()
        if isinstance(roles[form.operation], frozenset) and set(roles[form.operation]) >= _WORKER  # type: ignore[arg-type]
    }
    assert of_workers - LED_TO - ELSEWHERE == set()
    assert set(roles) >= LED_TO


def test_each_thing_on_a_file_leads_to_what_can_be_recorded_of_it(made_up: Running) -> None:
    family = add_family(made_up)
    record = made_up.record
    twin = record(f"{family.path}/adults", {"names": "Anna Ekholm"})["id"]
    join = {"other": twin, "reason": "The same birth and number."}
    record(f"{family.path}/people/{family.mother}/joinings", join, "MASH_MANAGER")
    due = {"names": "Baby Ekholm", "estimated_due_date": "2026-06-20"}
    baby = record(f"{family.path}/children", due)["id"]
    nobody = record(f"{family.path}/adults", {"names": "Not known"})["id"]
    unknown = {
        "person": nobody,
        "child": baby,
        "role": "UNKNOWN_FATHER",
        "pr_status": "UNCONFIRMED",
    }
    record(f"{family.path}/relationships", unknown)
    order = {"child": family.child, "type": "CARE_ORDER", "source": "Court", "reference": "C-1"}
    record(f"{family.path}/orders", order)
    meeting = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    invited = [{"agency": {"type": "POLICE"}}, {"person": family.mother}]
    record(f"{family.path}/meetings", {**meeting, "invited": invited})
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    record(f"{family.path}/safety", unsafe)
    who = [{"person": family.mother}, {"agency": {"type": "SCHOOL"}}, {"person": family.father}]
    plan = {"children": [family.child], "recipients": who}
    _, mother, school, father = (
        one["id"] for one in record(f"{family.path}/plans", plan)["entries"]
    )
    record(f"{family.path}/plan-recipients/{mother}/sharings", {})
    record(f"{family.path}/disclosures", disclosure(family))
    record(f"{family.path}/correction-requests", {"person": family.mother, "words": "Not so."})
    record(f"{family.path}/family-requests", {"person": family.mother, "wants": "LETTER"})
    page = someone(made_up).open(f"/files/{family.file}/record")
    hrefs = " ".join(given["href"] or "" for tag, given in page.tags if tag == "a")
    for name in (name for rows in OF_ONE.values() for name, _ in rows if name in FORMS):
        last = FORMS[name].path.rpartition(">")[2]
        assert last in hrefs, name
    assert "<string" not in hrefs
    # A plan is offered to nobody who may not be safe, and to be confirmed by whoever was given it.
    given = {one: f"/plan-recipients/{one}/" for one in (mother, school, father)}
    assert [f"{given[one]}sharings" in hrefs for one in given] == [True, True, False]
    assert [f"{given[one]}confirmations" in hrefs for one in given] == [True, False, False]
