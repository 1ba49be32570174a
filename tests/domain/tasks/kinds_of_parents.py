"""Each kind of task by which it is found out who the mother of a child is, or decides for it."""

from __future__ import annotations

from tests.domain.tasks.happenings import TODAY
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import DAY

OF_PARENTS = [
    Kind(
        "FIND_PR_HOLDER",
        lambda s: s.child("sister").adult("gran", "sister", pr_status="NO"),
        lambda s: s.adult("mum", "sister"),
    ),
    Kind(
        "FIND_MOTHER",
        lambda s: s.child("sister").adult("dad", "sister"),
        lambda s: s.adult("mum", "sister"),
        TODAY + 7 * DAY,
    ),
]
