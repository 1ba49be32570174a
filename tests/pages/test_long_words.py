"""Whatever fits into a form comes to whom it is sent to, in every script: what is too long for its
field is said beside it with all that was typed, and what protects somebody is kept.
"""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone

#: A letter of Urdu takes up six bytes of a form, one of Latin one.
WORDS = {"in Latin letters": "a word " * 12_857, "in Urdu": "لفظ " * 7_000}


def family_of(service: Running) -> Family:
    return add_family(service)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_sign_of_danger_is_kept_however_much_was_written(made_up: Running, words: str) -> None:
    family, worker = family_of(made_up), someone(made_up)
    path = f"/files/{family.file}/signs/new"
    typed, before = {"person": family.mother, "code": "FEAR", "note": words}, made_up.size()
    reply = worker.send(worker.open(path), path, **typed)
    assert reply.status_code == 303, opened(reply, reply.status_code).text
    assert "sign-recorded" in made_up.kinds(before)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_is_too_long_for_its_field_is_said_there_with_all_that_was_typed(
    made_up: Running, words: str
) -> None:
    family, worker = family_of(made_up), someone(made_up)
    path = f"/files/{family.file}/contacts-made/new"
    before = made_up.size()
    reply = worker.send(worker.open(path), path, person=family.mother, words=words)
    text = opened(reply, 422).reply.text
    assert "at most 4,000" in text
    assert words.strip() in text
    assert made_up.size() == before
