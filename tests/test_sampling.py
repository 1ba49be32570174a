"""Of many tests of one kind some run every day, the same ones each day, and never none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import sampling
from tests.sampling import POSTGRESQL, SQLITE

TESTS = Path(sampling.__file__).parent


def case(file: str, number: int, kind: str | None = SQLITE, **marks: tuple[Any, ...]) -> Any:
    """One of a test's cases, as far as it is looked at."""
    found = {name: SimpleNamespace(args=args) for name, args in marks.items()}
    return SimpleNamespace(
        nodeid=f"tests/{file}::test[{kind}-{number}]",
        path=TESTS / file,
        callspec=SimpleNamespace(
            params={"database_kind": kind}, indices={"database_kind": 1, "number": number}
        ),
        get_closest_marker=found.get,
        iter_markers=lambda name: [found[name]] if name in found else [],
    )


def daily(*cases: Any) -> list[Any]:
    return [one for one in cases if sampling.is_daily(one)]


@pytest.mark.parametrize("file", ["ledger/test_a.py", "storage/b/test_c.py"])
def test_of_many_cases_the_first_and_about_a_tenth_run_every_day(file: str) -> None:
    every = [case(file, number) for number in range(300)]
    some = daily(*every)
    assert some[0] is every[0]
    assert 20 < len(some) < 45
    assert daily(*every) == some


def test_elsewhere_a_list_is_whole_but_where_it_is_marked() -> None:
    assert len(daily(*(case("api/test_a.py", number) for number in range(300)))) == 300
    assert len(daily(*(case("api/test_a.py", number, swept=()) for number in range(300)))) < 70


def of_many(path: Path, cases: int, *marks: str) -> Any:
    """A test that is about to be made, with so many cases on each database."""
    of_each = [{"database_kind": kind, "number": n} for n in range(cases) for kind in (0, 1)]
    definition = SimpleNamespace(
        nodeid=f"{path.relative_to(TESTS.parent)}::test",
        path=path,
        get_closest_marker=lambda name: name if name in marks else None,
    )
    calls = [SimpleNamespace(indices=indices) for indices in of_each]
    return SimpleNamespace(definition=definition, _calls=calls)


@pytest.mark.parametrize(
    ("file", "cases", "marks", "is_sampled"),
    [
        ("api/test_a.py", 3, (), True),
        ("domain/b/test_c.py", 300, (), True),
        ("pages/test_a.py", 2, (), False),
        ("pages/test_a.py", 300, ("whole",), False),
        # There every case is another fault.
        ("faults/test_a.py", 300, (), False),
        # It goes through every kind of entry, and whoever adds one has added a case.
        ("domain/test_catalogue.py", 300, (), False),
    ],
)
def test_more_than_a_few_cases_are_of_one_kind(
    file: str,
    cases: int,
    marks: tuple[str, ...],
    is_sampled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sampling, "_has_many", {})
    sampling.count(of_many(TESTS / file, cases, *marks))
    some = daily(*(case(file, number) for number in range(300)))
    assert (len(some) < 70) is is_sampled
    assert (len(some) == 300) is not is_sampled


def test_on_postgresql_whatever_names_an_operation_runs_every_day_and_something_of_each_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sampling, "_first_on_postgresql", {})
    every = [case("api/test_a.py", number, POSTGRESQL, each_database=()) for number in range(300)]
    some = daily(*every)
    assert some[0] is every[0]
    assert 20 < len(some) < 45
    named = [case("api/test_a.py", n, POSTGRESQL, each_database=("openFile",)) for n in range(300)]
    assert daily(*named) == named
    # There it ran today: on SQLite whatever else runs asks for the same.
    named = [case("api/test_a.py", n, SQLITE, each_database=("openFile",)) for n in range(300)]
    assert 20 < len(daily(*named)) < 45
    others = [case("api/test_a.py", n, SQLITE, each_database=()) for n in range(300)]
    assert daily(*others) == others


def test_what_breaks_things_at_length_is_left_to_that_alone() -> None:
    every = [case("faults/test_a.py", number, POSTGRESQL, faults=()) for number in range(300)]
    assert daily(*every) == every


def test_what_today_leaves_out_is_not_made_but_for_the_first_of_a_test() -> None:
    def of_cases(*marks: Any) -> Any:
        made = of_many(TESTS / "api/test_a.py", 0)
        made._calls += [
            SimpleNamespace(id=str(n), indices={"n": n}, params={}, marks=list(one))
            for n, one in enumerate(marks)
        ]
        made.definition.iter_markers = lambda name: []
        return made

    at_length = SimpleNamespace(name="campaign")
    all_left_out = of_cases([at_length], [at_length])
    for some, left in [
        (of_cases([], [at_length], []), [0, 2]),
        (all_left_out, [0]),
        (of_cases(), []),
    ]:
        sampling.leave_out(some, ["campaign", "faults"])
        assert [one.indices["n"] for one in some._calls] == left
    every = of_cases(*([] for _ in range(300)))
    sampling._has_many[every.definition.nodeid] = True
    try:
        sampling.leave_out(every, ["campaign", "faults"])
    finally:
        del sampling._has_many[every.definition.nodeid]
    assert 20 < len(every._calls) < 45
    assert every._calls[0].indices["n"] == 0
