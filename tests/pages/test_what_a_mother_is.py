"""What a mother is to her child is known where a referral is taken in, and is not asked."""

from __future__ import annotations

import pytest

from tests.api.running import Running
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_referring import PLACE, family


@pytest.mark.parametrize("role", ["MOTHER", "FATHER"])
def test_of_one_child_nobody_is_asked_which_and_a_mother_has_what_she_has_from_the_birth(
    made_up: Running, role: str
) -> None:
    """What she is to the child was lost, and “To which children?” was said to be needed."""
    browser = someone(made_up)
    typed = family("Openleft") | {"adults.0.pr_status": "", "adults.0.role": role}
    read = browser.send(browser.open(PLACE), PLACE, **typed)
    assert "To which children?" not in read.text
    if role == "FATHER":
        assert "Do they have parental responsibility? This is needed" in opened(read).text
    else:
        size = made_up.size()
        sent = browser.send(opened(read), PLACE)
        assert sent.status_code == 303
        assert "relationship-recorded" in made_up.kinds(size)
        # Nobody said so: it is hers as the mother, and not checked.
        file = sent.headers["Location"].split("/files/")[1].split("/")[0]
        shown = made_up.get(f"/v1/files/{file}").get_json()
        (said,) = (one for child in shown["children"] for one in child["caregivers"])
        assert (said["pr_source"], said["pr_checked"]) == ("MOTHER", "NOT_CHECKED")
