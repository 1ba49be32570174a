"""Whoever writes or rings somebody is told which language is theirs, where nothing is written in it
here: a letter in English was offered to her who reads none, and nothing said so.
"""

from __future__ import annotations

from consent_service.languages.catalogue import Languages
from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

_SAYS = "We have no letter and no message in it: read it to them with an interpreter."
_HOW = "have an interpreter on the telephone or video"


def speaks(service: Running, family: Family, language: str) -> str:
    body = {"names": "Amira Example", "language": language}
    return str(service.record(f"{family.path}/adults", body)["id"])


@each("language", of=("Dari", "Sylheti (Bangladesh)", "Klingon"))
def test_where_no_letter_is_in_their_language_each_page_that_writes_says_so(
    made_up: Running, language: str
) -> None:
    family = add_family(made_up)
    who, browser = speaks(made_up, family, language), someone(made_up)
    here = f"/files/{family.file}/people/{who}"
    letter = browser.open(f"{here}/letters")
    assert f"The language of Amira Example is {language}. {_SAYS}" in letter.text
    talk = browser.open(f"/files/{family.file}/conversations/new?person={who}&none=yes")
    assert f"Amira Example speaks {language}." in talk.text
    assert _HOW in talk.text


def test_where_there_is_one_or_they_speak_english_nothing_is_said(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    for language in ("English", "english (UK)", "Polish", "Polski", "Cymraeg"):
        who = speaks(made_up, family, language)
        assert _SAYS not in browser.open(f"/files/{family.file}/people/{who}/letters").text
        talk = browser.open(f"/files/{family.file}/conversations/new?person={who}&none=yes")
        assert (_HOW in talk.text) is ("english" not in language.lower()), language


def test_each_language_in_which_something_is_written_is_known_by_its_names() -> None:
    languages = Languages()
    for one in languages.offered():
        assert not languages.lacks(one.own_name), one.tag
    for none in (None, "", "  "):
        assert not languages.lacks(none)
