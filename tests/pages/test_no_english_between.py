"""Whoever reads no English reads none on a page of theirs, nor where something goes amiss."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Final

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.languages.catalogue import OURS, Languages
from consent_service.pages.family import addresses
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Browser
from tests.pages.test_own_page import on_their_page

#: Two of these in one piece of text are English: none of our other languages has them.
_ENGLISH: Final = re.compile(
    r"\b(?:the|your|you|we|said|have|what|who|this|that|not|with|and|there|nothing)\b",
    re.IGNORECASE,
)
#: Where nobody reads.
_UNREAD: Final = re.compile(r"<(style|script|textarea|head)\b.*?</\1>", re.DOTALL)
#: What stands in English beside a draft, and says so.
_MARKED: Final = re.compile(r'<(\w+)[^>]*\blang="en-GB"[^>]*>.*?</\1>', re.DOTALL)


def english_in(html: str) -> list[str]:
    pieces = re.split(r"<[^>]+>", _MARKED.sub("", _UNREAD.sub("", html)))
    return [one.strip() for one in pieces if len(set(map(str.lower, _ENGLISH.findall(one)))) > 1]


def pages_of(browser: Browser, *paths: str) -> dict[str, str]:
    return {path: browser.get(path).text for path in paths}


@pytest.mark.parametrize("tag", OURS)
def test_no_sentence_of_a_familys_page_stands_in_english_among_another_language(
    made_up: Running, tag: str
) -> None:
    family = add_family(made_up)
    agreed = agree(made_up, family)["entries"][1]["id"]
    born = {"names": "Kit", "dob": "2011-01-01"}
    young = made_up.record(f"{family.path}/children", born)["id"]
    competent = {"child": young, "status": "COMPETENT", "purpose": "CIN_PLAN"}
    made_up.record(f"{family.path}/competence", competent)
    for person in (family.mother, family.father):
        link = {"person": person, "child": young, "role": "MOTHER", "pr_status": "YES"}
        made_up.record(f"{family.path}/relationships", link)
    agree(made_up, family, scope=family.scope(subjects=[young]))
    asks = [f"{addresses.ASK}?for={number}" for number in range(1, 13)]
    every = ("/", addresses.STOP, addresses.WRONG, addresses.KEPT_FROM, "/your-page/99", *asks)
    theirs = {
        family.mother: (f"{addresses.STOP}?answer={agreed}", f"{addresses.CHANGE}?answer={agreed}"),
        young: (),
    }
    found: dict[str, list[str]] = {}
    stops: dict[str, str] = {}
    for person, more in theirs.items():
        browser = on_their_page(made_up, replace(family, mother=person))
        browser.get(f"/language?in={tag}")
        for path, html in pages_of(browser, *every, *more).items():
            assert f'lang="{tag}"' in html, path
            found[path] = english_in(html)
            stops[person] = stops.get(person, "") + (html if path == addresses.STOP else "")
        lost = browser.post(addresses.ASK, {"wants": "OTHER"}).text
        found["sent from elsewhere"] = english_in(lost)
        browser.cookie = "Zz"
        for path in ("/", addresses.STOP):
            html = browser.get(path).text
            found[f"signed out: {path}"] = english_in(html)
    assert {path: said for path, said in found.items() if said} == {}
    # A parent's yes stands: what that means for a child is said without what each is called.
    assert Languages().of(tag).text(TEXTS["own_stop_somebody"]) in unescape(stops[young])
