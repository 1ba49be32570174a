"""Many cases in one test: each is tried, and whatever fails is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import trying
from tests.inturn import comes_later
from tests.sweeping import each


@pytest.fixture
def tried() -> Iterator[list[int]]:
    """What one test tried: of each word both numbers, in their order."""
    found: list[int] = []
    yield found
    assert found == [1, 2]


@each("number", of=(1, 2))
@pytest.mark.parametrize("word", ["a", "b"])
def test_each_is_tried_beside_fixtures_and_other_parameters(
    number: int, word: str, tried: list[int]
) -> None:
    assert word in ("a", "b")
    tried.append(number)


def test_all_that_fail_are_named_and_none_hides_another() -> None:
    @each("one", "other", of=((1, 1), (1, 2), (2, 2), (3, 4)))
    def test(one: int, other: int) -> None:
        if one == 3:
            pytest.fail("as a test itself does")
        assert one == other

    with pytest.raises(BaseExceptionGroup, match="2 of 4 fail") as caught:
        test()
    notes = [problem.__notes__ for problem in caught.value.exceptions]
    assert notes == [["with one, other: (1, 2)"], ["with one, other: (3, 4)"]]


def test_one_that_fails_is_raised_as_it_is() -> None:
    @each("path", of=(Path("here"), Path("there")), ids=lambda path: path.name)
    def test(path: Path) -> None:
        assert path.name == "here"

    with pytest.raises(AssertionError) as caught:
        test()
    assert caught.value.__notes__ == ["with path: there"]


def test_nothing_to_try_is_no_test() -> None:
    @each("case", of=())
    def test(case: object) -> None:
        raise AssertionError

    with pytest.raises(AssertionError, match="nothing to try"):
        test()


def test_of_every_so_many_one_is_tried_each_day_and_all_in_a_campaign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for day in (False, True):
        monkeypatch.setattr(trying, "is_campaign", lambda day=day: day)
        tried = list[int]()

        @each("number", of=range(40), every=4)
        def test(number: int, tried: list[int] = tried) -> None:
            tried.append(number)

        test()
        assert len(tried) == (40 if day else 10)
        assert trying.is_longer_in_campaigns(SimpleNamespace(obj=test))  # type: ignore[arg-type]
        first = tried[0]

        @each("word", of=("a",), every=4)
        @each("number", of=range(2), every=9)
        def few(word: str, number: int, tried: list[int] = tried) -> None:
            tried.append(number)

        few()
        assert tried[-1] in (0, 1)
        assert day or tried[:10] == list(range(first, 40, 4))


def test_what_takes_longest_comes_first_and_is_there() -> None:
    tests = Path(__file__).parent
    longest = {path for path in tests.rglob("test_*.py") if not comes_later(path)}
    assert {path.parent.name for path in longest} == {"browser", "rules", "tests"}
    assert {path.name for path in longest} >= {"test_readme.py", "test_sample.py"}
    assert comes_later(Path(__file__))
