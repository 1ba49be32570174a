"""Many small cases in one test: of a thousand tests that take a millisecond, most of the time went
into collecting them, handing them out and reporting them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Sequence
from functools import update_wrapper
from typing import Any
from zlib import crc32

import pytest

from tests import trying


def each(
    *names: str, of: Collection[Any], ids: Callable[[Any], object] = str, every: int = 1
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize` would, and in one test: every case is tried, whatever became of
    those before it, and each that fails is named. For cases that leave nothing behind.

    Where they are of one kind and each is dear, one of `every` so many is tried each day, which of
    them settled by the test's name, and all of them in campaigns.
    """

    def swept(test: Callable[..., None]) -> Callable[..., None]:
        tried = of if every == 1 or trying.is_campaign() else _some(list(of), every, test.__name__)

        def of_all(**fixtures: Any) -> None:
            assert of, "there is nothing to try"
            failed: list[BaseException] = []
            for case in tried:
                values = (case,) if len(names) == 1 else case
                try:
                    test(**dict(zip(names, values, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as problem:  # noqa: BLE001 - raised below
                    problem.add_note(f"with {', '.join(names)}: {ids(case)}")
                    failed.append(problem)
            if len(failed) > 1:
                raise BaseExceptionGroup(f"{len(failed)} of {len(tried)} fail", failed)
            if failed:
                raise failed[0]

        update_wrapper(of_all, test)
        # pytest asks for the fixtures that are named here, and for those of nothing behind it.
        del of_all.__wrapped__  # type: ignore[attr-defined]
        declared = inspect.signature(test)
        asked = [one for one in declared.parameters.values() if one.name not in names]
        of_all.__signature__ = declared.replace(parameters=asked)  # type: ignore[attr-defined]
        if every > 1:
            trying.longer_in_campaigns(of_all)
        return of_all

    return swept


def _some(cases: Sequence[Any], every: int, name: str) -> Sequence[Any]:
    """Of few the first."""
    return cases[crc32(name.encode()) % every :: every] or cases[:1]
