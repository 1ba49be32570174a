"""What a family reads is in short sentences and easy words: grade 5, and 20 words at most.

The grade is Flesch and Kincaid's (1975), worked out over everything at once. Syllables are counted
by groups of vowels, which is wrong for a few words in a hundred and right on the whole.
"""

from __future__ import annotations

import re
from pathlib import Path

import consent_service
from consent_service.domain.codes import TEXTS
from consent_service.domain.letters import texts
from consent_service.domain.letters.easy import EASY
from consent_service.pages.family.saying import COULD_NOT

ROOT = Path(consent_service.__file__).parent
#: Where what they read stands: their pages, and what is printed for them.
FOLDERS = (ROOT / "pages" / "family" / "templates", ROOT / "letters" / "templates")
MARKED = re.compile(r"""\b_\((["'])(.*?)\1\)""")
#: As long as the law makes them, or put together with who will ring and when.
LONG = {"own_stop_others"}


def sentences() -> list[str]:
    pages = [page.read_text() for folder in FOLDERS for page in folder.glob("*.html")]
    marked = [text for page in pages for _, text in MARKED.findall(page)]
    said = ("own_", "letter_", "danger_now")
    own = [text for name, text in TEXTS.items() if name.startswith(said) and name not in LONG]
    every = [*marked, *own, *in_letters(), *EASY.values()]
    whole = [text if text.endswith((".", "?", "!")) else f"{text}." for text in every]
    return [one for text in (*whole, COULD_NOT) for one in re.split(r"(?<=[.?!])\s+", text)]


def in_letters() -> list[str]:
    """Each text of letters, with a day or a name where one is filled in."""
    held = [value for name, value in vars(texts).items() if name.isupper()]
    every = [
        one for value in held for one in (value.values() if isinstance(value, dict) else [value])
    ]
    return [re.sub(r"\{\w+\}", "Monday", one) for one in every]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", text)


def syllables(word: str) -> int:
    """Groups of vowels, less an e that is not heard at the end."""
    word = re.sub(r"[^a-z]", "", word.lower())
    silent = re.sub(r"(?:[^laeiouy]es|[^l]ed|[^laeiouy]e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", silent or word)))


def grade(said: list[str]) -> float:
    every = [word for one in said for word in words(one)]
    per_word = sum(map(syllables, every)) / len(every)
    return 0.39 * len(every) / len(said) + 11.8 * per_word - 15.59


def test_no_sentence_is_longer_than_twenty_words() -> None:
    assert [one for one in sentences() if len(words(one)) > 20] == []


def test_it_is_read_with_five_years_of_school() -> None:
    said = sentences()
    assert len(said) > 40
    assert grade(said) <= 5


def test_the_grade_knows_hard_words_from_easy_ones() -> None:
    assert grade(["We will ring you by Friday."]) < 3
    assert grade(["Proportionate information-sharing necessitates proper authorisation."]) > 15
