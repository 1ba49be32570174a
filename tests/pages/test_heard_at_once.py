"""What protects somebody is recorded at one press; but whoever forgot to say whose word it is is
asked once, and what they typed is not lost.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.api.running import Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone

#: Of each form that is heard at once: the words alone; and what whoever is asked chooses.
_FORMS: Final = {
    "wishes": ({"words": "I like my school"}, {"child": "child", "objects": "false"}),
    "withdrawals": ({"words": "Stop asking the school"}, {"person": "mother"}),
    "signs": ({"note": "He shouts"}, {"person": "mother"}),
    "safety": ({"reason": "He reads it"}, {"person": "mother", "safe_to_ask": "false"}),
}


@pytest.mark.parametrize("name", _FORMS)
def test_whose_word_it_is_is_asked_once_where_nobody_said(made_up: Running, name: str) -> None:
    """With one press "I like my school" was "They do not want it" of each of two children."""
    family = add_family(made_up, typed=True)
    agree(made_up, family)
    made_up.record(f"{family.path}/children", {"names": "Sam Example", "dob": "2020-02-01"})
    browser, path = someone(made_up), f"/files/{family.file}/{name}/new"
    typed, chosen = _FORMS[name]
    size = made_up.size()
    first = opened(browser.send(browser.open(path), path, **typed))
    assert made_up.size() == size
    assert "Nothing is recorded yet" in first.text
    assert "taken in the most careful way" in first.text
    # Whoever is there puts it right, and finds what they typed.
    back = opened(browser.send(first, path, more="-"), 422)
    assert next(iter(typed.values())) in back.text
    told = {field: getattr(family, one, one) for field, one in chosen.items()}
    assert browser.send(back, path, **typed, **told).status_code == 303
    # Whoever cannot say records it all the same.
    size = made_up.size()
    first = opened(browser.send(browser.open(path), path, **typed))
    without = first.forms[-1]
    assert browser.post(path, dict(without["sends"])).status_code == 303
    assert made_up.size() > size
