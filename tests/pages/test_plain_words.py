"""What a family reads is in short sentences and easy words: grade 5, and 20 words at most.

Each text, each letter and each page: a page of a family that any test opens is held to it where it
is opened (`opening.py`). Here is each that there is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from consent_service.api.read.letters import said_in
from consent_service.domain.letters.writing import KINDS
from consent_service.languages.language import ENGLISH
from consent_service.languages.texts import every_text
from consent_service.letters.paper import STYLES
from consent_service.pages.family import changing, keeping, saying
from consent_service.pages.signin import family as signing_in
from tests.api.running import Running, add_family, agree
from tests.domain.test_letters import FULL, written
from tests.pages.conftest import of_service
from tests.pages.opening import Blocks, opened
from tests.pages.plain import grade, sentences, too_hard, words
from tests.pages.test_on_paper import paper
from tests.pages.test_own_page import KEPT, STOP, YES, on_their_page
from tests.sweeping import each

#: Each page of a family's but the first.
PAGES = [*changing.PAGES, *keeping.PAGES, *saying.PAGES, *signing_in.PAGES]


def texts() -> list[str]:
    """Everything that a catalogue translates, with something filled in."""
    every = [one for pair in every_text().items() for one in pair if one is not None]
    return [re.sub(r"\{\w*\}", "Monday", one) for one in every]


def test_no_sentence_is_longer_than_twenty_words() -> None:
    assert len(texts()) > 400
    assert [one for one in sentences(texts()) if len(words(one)) > 20] == []


def test_it_is_read_with_five_years_of_school() -> None:
    assert too_hard(texts()) == []


@each("kind", "style", of=[*product(KINDS, STYLES)])
def test_each_letter_is(kind: str, style: str) -> None:
    assert said_in(written(kind, FULL), ENGLISH)["parts"]
    blocks = Blocks()
    blocks.feed(paper(kind, style).partition("</style>")[2])
    # In each language the strip says how to have it so.
    said = [one for one in blocks.said() if one.isascii()]
    assert too_hard(said) == []


def test_each_page_is(made_up: Running) -> None:
    """Opened as somebody opens it, and each one that there is."""
    family = add_family(made_up)
    agreed = agree(made_up, family)["id"]
    born = {"names": "Kit", "dob": "2009-01-01"}
    young = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.father, "child": young, "role": "FATHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    asks = [page.path for page in PAGES if page.method == "GET"]
    assert len(asks) > 6
    mother, kit = (on_their_page(made_up, one) for one in (family, replace(family, mother=young)))
    for path in ("/", "/left", *asks):
        if path not in (KEPT, YES):
            mother.open(f"{path}?answer={agreed}" if path != "/" else path)
        if path != YES:
            kit.open(path)
    of_service(made_up).open("/left")
    opened(mother.send(mother.open(STOP), STOP), 200)
    offered = [given["href"] or "" for tag, given in mother.open("/").tags if tag == "a"]
    mother.open(next(address for address in offered if address.startswith(YES)))


def test_the_grade_knows_hard_words_from_easy_ones() -> None:
    assert grade(["We will ring you by Friday."]) < 3
    hard = "Proportionate information-sharing necessitates proper authorisation."
    assert grade([hard]) > 15
    assert too_hard([hard]) == [hard]
    assert too_hard(["We ring you. " * 9, "a " * 21]) == ["a " * 20 + "a ."]
