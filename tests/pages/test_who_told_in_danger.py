"""A threat to whoever told us of a family is pointed out to whoever wrote it down, on the family's
page and with what is due, in words that name nobody who told.
"""

from __future__ import annotations

from consent_service.domain.codes import label
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.freetext.wordsofrevenge import threatens_whoever_told
from tests.api.asking_own import Own
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place
from tests.sweeping import each

_WORDS = "hubby found out nxt door grassed n hes gonna put there door in"
_SAYS = label("notices", "WHO_TOLD_IN_DANGER")


@each(
    "words",
    of=[
        _WORDS,
        "he says hell kill whoever reported us",
        "when he finds out who told he'll batter them",
        "my partner knows it was next door and is going to smash their windows",
        "Dad said he would burn the neighbours house, they grassed on us",
        "he wants to find who rang social and hurt them",
        "hes gonna get whoever told you",
        "ill find out who reported me and ill put there windows in",
    ],
)
def test_what_is_threatened_to_whoever_told_is_heard_as_harm(words: str) -> None:
    assert threatens_whoever_told(words)
    assert list(harms_in(words))


@each(
    "words",
    of=[
        # A referrer who is afraid of the family knows it, and nobody of it is in doubt by that.
        "dont you dare tell them it was me theyll have my windows in",
        "the teacher told us she was hit. he will get help",
        "nan reported him to the police after he hit her",
        "who told you that? he will find the form",
        "we were sitting on the grass. hes gonna do the garden",
        "she will call whoever told us",
        "he grassed his mate up at school and got detention",
        "find out who called the school and get the form",
    ],
)
def test_whoever_told_is_in_no_danger_by_any_other_words(words: str) -> None:
    assert not threatens_whoever_told(words)


def test_it_is_said_to_whoever_writes_it_down_and_stands_on_the_familys_page(
    made_up: Running,
) -> None:
    """A neighbour who had told was threatened, and an ordinary task said to read something."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {"parent_words": _WORDS, "method": "PHONE_VERBAL", "not_a_no": "true"}
    typed |= {"seen_alone": "YES", "pressure_concern": "NONE", "person": family.mother}
    page = begun(browser, family, person=family.mother)
    read = opened(browser.send(page, path, **typed))
    assert _SAYS in read.text
    assert browser.post(path, read.form(path)).status_code == 303
    text = browser.open(f"/files/{family.file}").text
    assert f"{_SAYS} Read this before anybody is rung. “{_WORDS}”" in text
    assert f"or record a sign. {_SAYS.rstrip('.')}" in text
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    assert f"{_SAYS} Read this" in browser.open(f"/files/{family.file}/checks/{seq}").text


def test_what_she_writes_on_her_own_page_is_seen_by_staff_alone(made_up: Running) -> None:
    family = add_family(made_up)
    asked = {"wants": "SPEAK_TO_SOMEBODY", "words": _WORDS}
    said = Own(made_up, family.file, family.mother).receipt("requests", asked)
    assert _SAYS not in str(said)
    assert _SAYS in someone(made_up).open(f"/files/{family.file}").text
    found = made_up.get(family.path).get_json()["adults"]
    assert {one["id"]: one["asking"] for one in found}[family.father] != "YES"
