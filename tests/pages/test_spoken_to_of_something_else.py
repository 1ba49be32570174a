"""Of a carer who was spoken to no answer says that they were not: nobody asked them of this."""

from __future__ import annotations

from consent_service.domain.codes import label
from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone

FLAG = "CARER_WITHOUT_PR_NOT_SPOKEN_TO"


def test_a_page_never_says_of_one_carer_that_they_were_spoken_to_and_were_not(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    gran = made_up.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    cares = {"person": gran, "child": family.child, "role": "GRANDPARENT", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", {**cares, "main_caregiver": True})
    talk = {"person": gran, "method": "PHONE_VERBAL", "seen_alone": "YES"}
    made_up.record(f"{family.path}/conversations", talk)
    answer = made_up.check(family.file, family.question())
    assert FLAG in {one["code"] for one in answer["flags"]}
    page = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    assert "Spoken to" in page.partition("Gran Example")[2]
    assert label("flags", FLAG) in page
    assert "not been spoken to" not in page
