"""No small number of people is shown, and none can be worked out from what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.reports.suppressing import Breakdown, Shown, suppress, threshold
from tests.sweeping import each


def shown(counts: tuple[int, ...], small: int) -> tuple[tuple[Shown, ...], Shown]:
    cells, total = suppress(dict(enumerate(counts)), sum(counts), small)
    return tuple(cells.values()), total


def tables_of(groups: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every table of so many groups whose total is at most so much."""
    if groups == 0:
        yield ()
        return
    for count in range(most + 1):
        for others in tables_of(groups - 1, most - count):
            yield (count, *others)


@each("groups", "most", of=[(1, 40), (2, 40), (3, 30), (4, 22), (5, 16)])
@each("small", of=[1, 2, 3, 5])
def test_whoever_knows_these_rules_cannot_work_out_a_hidden_count(
    groups: int, most: int, small: int
) -> None:
    """Every table up to a size. All that are shown alike have one total, so none is left out."""
    alike = defaultdict(list)
    for counts in tables_of(groups, most):
        alike[shown(counts, small)].append(counts)
    for (cells, _), tables in alike.items():
        for place, cell in enumerate(cells):
            if cell is None:
                assert len({table[place] for table in tables}) > 1, tables


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(1, 12))
def test_totals_and_shown_counts_leave_every_hidden_count_open(
    counts: list[int], small: int
) -> None:
    """What is left of the total fits at least two values into each hidden cell."""
    cells, total = shown(tuple(counts), small)
    hidden = [place for place, cell in enumerate(cells) if cell is None]
    if total is None:
        assert 0 < sum(counts) <= threshold(small)
        assert len(hidden) == len(counts)
        return
    rest = total - sum(cell for cell in cells if cell is not None)
    assert len(hidden) != 1
    if hidden:
        assert rest > threshold(small)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(1, 12))
def test_no_count_from_one_to_the_small_number_is_shown(counts: list[int], small: int) -> None:
    cells, total = shown(tuple(counts), small)
    assert not {*cells, total} & set(range(1, small + 1))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 12))
def test_what_is_shown_is_what_was_counted(counts: list[int], small: int) -> None:
    cells, total = shown(tuple(counts), small)
    assert total in (None, sum(counts))
    for cell, count in zip(cells, counts, strict=True):
        assert cell in (None, count)
    if small == 0 or min(counts) > threshold(small):
        assert None not in cells


def test_one_small_group_hides_the_next_one_up() -> None:
    """Three and thirty of forty-three: without the ten the three is 43 - 30 - 10."""
    assert shown((3, 10, 30), 5) == ((None, None, 30), 43)


def test_equals_are_hidden_together() -> None:
    """Hiding the first of two tens would say that the hidden one is no more than the shown."""
    assert shown((3, 10, 10, 30), 5) == ((None, None, None, 30), 53)


def test_a_small_total_hides_its_zeros() -> None:
    assert shown((0, 2, 0), 5) == ((None, None, None), None)


def test_nothing_is_hidden_where_the_policy_says_so() -> None:
    assert shown((1, 2), 0) == ((1, 2), 3)


def test_a_line_says_that_something_in_it_is_hidden() -> None:
    table = Breakdown("age", {"young": 20, "old": 30}, {"said_no": {"young": 2, "old": 9}})
    young, old = table.rows({"said_no": 11}, 50, 5)
    assert (young["people"], young["said_no"], young["suppressed"]) == (20, None, True)
    assert (old["people"], old["said_no"], old["suppressed"]) == (30, None, True)
