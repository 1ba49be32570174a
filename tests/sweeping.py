"""Many small cases in one test: of a thousand tests that take a millisecond, most of the time went
into collecting them, handing them out and reporting them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from functools import update_wrapper
from typing import Any

import pytest


def each(
    *names: str, of: Collection[Any], ids: Callable[[Any], object] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize` would, and in one test: every case is tried, whatever became of
    those before it, and each that fails is named. For cases that leave nothing behind.
    """

    def swept(test: Callable[..., None]) -> Callable[..., None]:
        def of_all(**fixtures: Any) -> None:
            assert of, "there is nothing to try"
            failed: list[BaseException] = []
            for case in of:
                values = (case,) if len(names) == 1 else case
                try:
                    test(**dict(zip(names, values, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as problem:  # noqa: BLE001 - raised below
                    problem.add_note(f"with {', '.join(names)}: {ids(case)}")
                    failed.append(problem)
            if len(failed) > 1:
                raise BaseExceptionGroup(f"{len(failed)} of {len(of)} fail", failed)
            if failed:
                raise failed[0]

        update_wrapper(of_all, test)
        # pytest asks for the fixtures that are named here, and for those of nothing behind it.
        del of_all.__wrapped__  # type: ignore[attr-defined]
        declared = inspect.signature(test)
        asked = [one for one in declared.parameters.values() if one.name not in names]
        of_all.__signature__ = declared.replace(parameters=asked)  # type: ignore[attr-defined]
        return of_all

    return swept
