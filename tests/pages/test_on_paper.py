"""A letter on paper: whose it is, where they ring, and one idea a line for whoever reads little."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from consent_service.api.read.letters import said_in
from consent_service.domain.codes import TEXTS
from consent_service.domain.letters.easy import EASY
from consent_service.languages.catalogue import Languages
from consent_service.letters.paper import STYLES, on_paper, sentences
from consent_service.settings import REQUIRED, Letterhead, Settings, SettingsMissing
from tests.domain.test_letters import FULL, written

EVERY = Languages()
HEAD = Letterhead(telephone="020 8000 0000", freepost="FREEPOST MADE UP HUB")


def paper(
    kind: str = "ANSWER_COPY", style: str = "STANDARD", tag: str = "en-GB", **own: Any
) -> str:
    made = said_in(written(kind, {**FULL, **own}), EVERY.of(tag))
    letter = {**made, "address": None, "on": "2026-11-27", "in_english": None}
    return on_paper(letter, style, EVERY, "Made Up Council", HEAD).decode()


@pytest.mark.parametrize("style", STYLES)
def test_a_letter_says_whose_it_is_where_they_ring_and_where_the_slip_goes(style: str) -> None:
    said, short = paper(style=style), paper("NOT_REACHED", style)
    for text in ("Made Up Council", HEAD.telephone):
        assert text in said.partition("<h1>")[0]
        assert text in short
    slip = said.partition('class="slip"')[2]
    assert HEAD.freepost in slip
    assert HEAD.telephone in slip
    assert HEAD.freepost not in short


@pytest.mark.parametrize("tag", ["en-GB", "ur", "pa"])
def test_easy_read_has_one_idea_a_line_and_a_drawing_that_nobody_need_see(tag: str) -> None:
    easy = paper(style="EASY_READ", tag=tag, if_not_safe="We may tell. We ask first.")
    lines = re.findall(r"<p(?: [^>]*)?>([^<]*)</p>", easy.partition('class="strip"')[0])
    assert [line for line in lines if len(sentences(line.strip())) > 1 and line != ""] == []
    assert easy.count("<svg") == easy.count('aria-hidden="true">\n') > 4
    assert "<svg" not in paper(tag=tag)
    assert "src=" not in easy


def test_a_letterhead_is_whole_or_nothing_starts() -> None:
    required = dict.fromkeys(REQUIRED, "made-up")

    def read(said: str) -> Settings:
        return Settings.read({**required, "CONSENT_LETTERHEADS": said})

    whole = read('{"bexley": {"telephone": "020 8000 0000", "freepost": "FREEPOST MADE UP HUB"}}')
    assert whole.letterheads == {"bexley": HEAD}
    for said in (
        "[]",
        '{"bexley": {"telephone": "020"}}',
        "020",
        '{"b": {"telephone": " ", "freepost": "F"}}',
    ):
        with pytest.raises(SettingsMissing, match="CONSENT_LETTERHEADS"):
            read(said)


def test_easy_read_says_it_in_shorter_words_and_never_in_english_what_is_translated() -> None:
    hard = TEXTS["own_if_not_safe"]
    assert "We may think that a child is not safe." in paper(style="EASY_READ", if_not_safe=hard)
    assert hard in paper(if_not_safe=hard)
    for tag in ("cy", "ur"):
        easy = html.unescape(paper(style="EASY_READ", tag=tag, if_not_safe=hard))
        said = easy.partition('class="again"')[0]
        assert "We may think" not in said, tag
        assert sentences(EVERY.of(tag).text(EASY[hard]))[0] in said, tag
    assert max(map(longest, EASY.values())) <= 12


def longest(text: str) -> int:
    return max(len(one.split()) for one in sentences(text))
