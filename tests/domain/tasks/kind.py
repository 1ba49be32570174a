"""One kind of task, for the list of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from tests.domain.tasks.story import Story


class Kind(NamedTuple):
    """`raised` and `gone` each add to the story; `due` is what it is due by when raised."""

    code: str
    raised: Callable[[Story], Any]
    gone: Callable[[Story], Any]
    due: date | None = None
    for_role: str = "MASH_WORKER"
