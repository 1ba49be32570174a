"""A child of the file who is a mother is offered as one, and shown as one, on staff's pages."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_a_child_is_put_in_as_the_mother_of_another_and_shown_so(made_up: Running) -> None:
    """To her baby she could be nothing, and was put in a second time as an adult."""
    family = add_family(made_up)
    jade = {"names": "Jade Mossop", "dob": "2010-01-20"}
    young = made_up.record(f"{family.path}/children", jade)["id"]
    due = {"names": "Baby Mossop", "estimated_due_date": "2027-03-01"}
    baby = made_up.record(f"{family.path}/children", due)["id"]
    worker, path = someone(made_up), f"/files/{family.file}/relationships/new"
    form = worker.open(path)
    assert "Jade Mossop, a child of this file" in form.text
    assert "Baby Mossop, a child of this file" not in form.text
    said = {"person": young, "child": baby, "role": "MOTHER", "pr_status": "YES"}
    assert worker.send(form, path, **said).status_code == 303
    page = worker.open(f"/files/{family.file}")
    assert "Jade Mossop is the mother of Baby Mossop" in page.text
    herself = worker.open(path)
    wrong = opened(worker.send(herself, path, **{**said, "child": young}), 422)
    assert "Name the child whose mother, father or carer they are" in wrong.text
