"""How often one warm check goes from one file of ours to another, and through how many functions:
one that was asked before, and one of a family of whom something was recorded since, which is
decided anew.

A call that stays in its file is read where it stands; one that leaves it has to be followed. Run
it by itself: `python -m bench.crossings`, with `--pairs` for which files call which.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from inspect import CO_GENERATOR
from itertools import count
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import consent_service
from consent_service.domain import memo

from .case import Case, case_on

_OURS = str(Path(consent_service.__file__).parent)
#: What stands in the place of `functools`: whoever asks through it is still who asks.
_NOBODYS = memo.__file__


class Crossings:
    """Calls from one file of the service into another, and every function that was called."""

    def __init__(self) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.functions: set[CodeType] = set()
        self._begun: set[FrameType] = set()

    @property
    def count(self) -> int:
        """How many calls crossed."""
        return self.pairs.total()

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """What `sys.setprofile` calls."""
        code = frame.f_code
        if event != "call" or not _is_ours(code):
            return
        # An expression inside a function is read with it, whoever goes through what it makes.
        if code.co_name.startswith("<"):
            return
        if code.co_flags & CO_GENERATOR:
            # It is called once, and gone on with many times.
            if frame in self._begun:
                return
            self._begun.add(frame)
        self.functions.add(code)
        caller = frame.f_back
        # Through `filter`, `map` and the like it is still our own file that asks.
        while caller is not None and not _is_ours(caller.f_code):
            caller = caller.f_back
        if caller is not None and caller.f_code.co_filename != code.co_filename:
            self.pairs[_named(caller.f_code), _named(code)] += 1


def _is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(_OURS) and code.co_filename != _NOBODYS


def _named(code: CodeType) -> str:
    return code.co_filename.removeprefix(_OURS).lstrip("/")


def crossings_of(ask: Callable[[], None], before: Callable[[], object] = bool) -> Crossings:
    """What one call of `ask` crosses, once what is kept between calls is there; each time after
    something else was done.
    """
    for _ in range(3):
        before()
        ask()
    before()
    found = Crossings()
    sys.setprofile(found)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return found


def a_check(case: Case) -> Callable[[], None]:
    """A check through the interface, decided, recorded and shown."""
    client = case.app.test_client()
    headers = {
        "Authorization": f"Bearer {case.token}",
        "Content-Type": "application/json",
        "Host": case.app.config["TRUSTED_HOSTS"][0],
    }

    def ask() -> None:
        reply = client.post(case.path, data=case.body, headers=headers)
        if reply.status_code != 200 or reply.get_json()["outcome"] != "COVERED":
            raise AssertionError(f"answered {reply.status_code}: {reply.get_json()}")

    return ask


def an_entry(case: Case) -> Callable[[], object]:
    """Something is recorded of the family: what was worked out of it no longer counts."""
    names = (f"Somebody {number}" for number in count(1))
    path = f"/v1/files/{case.file}/adults"
    return lambda: case.send(path, json.dumps({"names": next(names)}).encode())


def main() -> None:
    """Print what one check crosses."""
    with case_on("sqlite") as case:
        again = crossings_of(a_check(case))
        anew = crossings_of(a_check(case), an_entry(case))
    for said, found in (("asked again", again), ("decided anew", anew)):
        print(f"{said}: {found.count} calls from file to file, {len(found.functions)} functions")
        if "--pairs" in sys.argv:
            for (caller, called), calls in found.pairs.most_common():
                print(f"{calls:5} {caller} → {called}")


if __name__ == "__main__":
    main()
