"""What is quoted in a reply, as whoever may not read the record is shown it."""

from __future__ import annotations

import pytest

from consent_service.api.edge.keptto import _in_words
from consent_service.api.edge.withoutnames import WithoutNames
from consent_service.domain.codes import codes
from tests.domain.tasks.story import Story

each = pytest.mark.parametrize


def with_words(words: str) -> WithoutNames:
    story = Story().child().adult("mum").enquiry()
    story.talk(parent_words=words)
    return WithoutNames(story.file)


@each("words", ["ok ” Zeb hid it", "“Zeb hid it", "a “b” Zeb “c”", "” Zeb “", "Zeb“"])
def test_no_sign_that_somebody_typed_ends_what_is_not_shown(words: str) -> None:
    shown = with_words(words).text(f"Read “{words}”, and “{words}” before you ring. Then go on.")
    assert "Zeb" not in shown
    assert shown.endswith("Then go on.")


def test_what_this_service_calls_something_is_shown_unless_somebody_typed_it() -> None:
    ours = codes("roles")["MOTHER"].label
    said = f"Choose “{ours}”."
    assert with_words("She said so.").text(said) == said
    assert ours not in with_words(ours).text(said)


@each("code", [*codes("notices"), *codes("taken_with_care")])
def test_whose_it_is_that_something_would_fall_is_said_without_a_blank(code: str) -> None:
    assert "{" not in _in_words(code)
