"""A full disk: room was kept for what cannot wait, and is kept again once somebody makes room."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_service.storage.database.ballast import SIZE
from tests.api.breaking import away
from tests.api.running import HOST, OURS, Running, add_family, agree, problem_of, running
from tests.api.weather import only_reason
from tests.builders import assert_ledger_sound
from tests.faults.test_disk_full import fill, small_disk

pytestmark = pytest.mark.slow


def said_by(service: Running) -> str:
    status: str = service.client.get("/readyz", headers={"Host": HOST}).get_json()["status"]
    return status


def test_on_a_full_disk_a_no_is_heard_and_whatever_can_wait_is_refused(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk", "32m") as disk,
        running(tmp_path, f"sqlite:///{disk / 'test.db'}") as service,
    ):
        family = add_family(service)
        agree(service, family)
        keeper = service.storage.keepers[OURS]
        keeper.keep_room()
        assert (disk / "test.db.ballast").stat().st_size == SIZE
        others = fill(disk)

        for _ in range(200):
            reply = service.post(f"{family.path}/adults", {"names": "Cy Example"})
            if reply.status_code != 201:
                break
        problem_of(reply, "storage-unavailable")
        assert said_by(service) == "full"
        keeper.keep_room()
        assert said_by(service) == "full"
        answer = service.check(family.file, family.question())
        assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
        assert only_reason(answer) == "CANNOT_RECORD"
        for _ in range(20):
            service.record(
                f"{family.path}/wishes",
                {"child": family.child, "objects": True, "words": "No.", "heard_by": "nurse"},
            )
        service.record(f"{family.path}/withdrawals", {"person": family.mother})
        keeper.publish_now()

        others.unlink()
        keeper.keep_room()
        assert said_by(service) == "ready"
        assert (disk / "test.db.ballast").stat().st_size == SIZE
        service.record(f"{family.path}/adults", {"names": "Di Example"})
        answer = service.check(family.file, family.question())
        assert answer["outcome"] not in {"AGREED", "UNAVAILABLE"}
        service.beat()
        assert service.storage.spools[OURS].is_empty
        assert_ledger_sound(service)


def test_on_a_full_spool_it_is_kept_that_somebody_was_told_to_share_now(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "spool", "16m") as disk,
        running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service,
    ):
        family = add_family(service)
        service.storage.keepers[OURS].keep_room()
        others = fill(disk)
        with away(service):
            asked = service.check(family.file, family.question())
            urgent = service.check(family.file, family.question(urgency="IMMEDIATE"))
            later = service.check(family.file, family.question())
        assert (asked["outcome"], asked["recorded"]) == ("UNAVAILABLE", "no")
        assert (urgent["outcome"], urgent["recorded"]) == ("SHARE_NOW", "spooled")
        assert (later["outcome"], later["recorded"]) == ("UNAVAILABLE", "no")
        assert said_by(service) == "full"
        others.unlink()
        service.storage.keepers[OURS].keep_room()
        assert said_by(service) == "ready"
        service.beat()
        assert service.kinds().count("check-unanswered") == 1
        assert_ledger_sound(service)
