"""What a mother has from the birth is put down as that, where whoever takes her in left it open."""

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
        assert browser.send(opened(read), PLACE).status_code == 303
        assert "relationship-recorded" in made_up.kinds(size)
