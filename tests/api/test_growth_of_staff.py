"""Who works here, or did, costs no check anything: of each who is asked about, their own rights are
gone through.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from consent_service.access.rolesnow import Rights
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.ofauthority import RightGranted, RightRevoked
from consent_service.storage.believed.kept import KeptOwn
from consent_service.storage.door.requests import OwnFile, Request
from tests.api.running import NOON, OURS, Family, Running
from tests.counted import steps

ADMIN: Final = By("admin-1", "SYSTEM_ADMIN")
DAY: Final = timedelta(days=1)
#: What differs by ids and places, and not by how many there are.
SO_MANY_STEPS: Final = 60


def grant(service: Running, first: int, end: int) -> None:
    events = [
        RightGranted(right=f"{n:024x}", staff=f"worker-{n}", role="MASH_WORKER")
        for n in range(first, end)
    ]
    service.storage.records.run(Request(OURS, ADMIN, OwnFile(), lambda _: events))


@pytest.mark.each_database
def test_a_check_is_the_same_work_however_many_work_here(service: Running, family: Family) -> None:
    grant(service, 0, 40)
    owned = {"owner": "worker-1", "team": "Front"}
    service.record(f"{family.path}/enquiries/{family.enquiry}/assignments", owned)
    taken: list[list[int]] = []
    for end in (80, 160):
        grant(service, end // 2, end)
        for question in ({}, {"categories": ["EDUCATION"]}):
            # Once after the authority's own file has changed everything is worked out anew.
            service.check(family.file, family.question(**question))
        questions = family.question(), family.question(direction="SHARE")
        taken.append([steps(partial(service.check, family.file, one)) for one in questions])
    for few, twice in zip(*taken, strict=True):
        assert twice <= few + SO_MANY_STEPS


@pytest.mark.each_database
def test_what_somebody_may_is_the_same_work_however_many_work_here(service: Running) -> None:
    records = service.storage.records
    rights = Rights(records, KeptOwn(records))
    taken: list[int] = []
    for first, end in ((0, 80), (80, 160)):
        grant(service, first, end)
        for _ in range(2):
            (right,) = rights.of(OURS, "worker-7")
        assert right.role == "MASH_WORKER"
        taken.append(steps(partial(rights.of, OURS, "worker-7")))
    assert taken[1] <= taken[0] + SO_MANY_STEPS


def test_of_one_person_the_same_is_said_as_among_everybody() -> None:
    own = AuthorityFile(id="own")
    said: list[RightGranted | RightRevoked] = []
    for n in range(12):
        until = NOON + n * DAY if n % 3 == 0 else None
        granted = RightGranted(right=f"{n:024x}", staff=f"w-{n % 5}", role="AUDITOR", until=until)
        said.append(granted)
        if n % 4:
            said.append(RightRevoked(right=f"{n - 1:024x}"))
    for seq, event in enumerate(said):
        own = fold(own, Content(ADMIN, event), Stamp(seq, NOON + seq * DAY / 2))
    staff = [f"w-{n}" for n in range(6)]
    for half in range(30):
        at = NOON + half * DAY / 2
        for known in (at, NOON + 3 * DAY):
            assert own.left_among(staff, at, known) == own.left_since(at, known).keys()
        for one in staff:
            among = [right for right in own.standing_rights(at) if right.staff == one]
            assert own.standing_rights_of(one, at) == among
