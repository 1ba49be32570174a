"""What a row records that is no more than its event: whatever was sent stands on record as it was.

A row of the table is tried here as soon as it is there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_type_hints

import pytest

from consent_service.api.recorded import by_family
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.recorded.event import tag_of
from consent_service.domain.recorded.members import Spread, members_of
from tests.api.alone import ALONE, ids_of, path_of
from tests.api.running import Family, Running
from tests.made_up import MadeUp


@pytest.mark.each_database(*(write.name for write in ALONE))
def test_what_was_sent_stands_on_record_as_it_was(service: Running, family: Family) -> None:
    made, sent = MadeUp(ids_of(family)), {}
    for write in ALONE:
        service.clock.now += timedelta(minutes=1)
        body = made.body(write)
        if "enquiry" in write.body().fields:
            body["enquiry"] = family.enquiry
        role = "MASH_WORKER" if "MASH_WORKER" in write.roles else min(write.roles)
        recorded = service.record(path_of(write, family.file, ids_of(family)), body, role)
        assert recorded["entries"][0]["kind"] == tag_of(write.records)
        sent[recorded["entries"][0]["seq"]] = body
    history = service.get(f"{family.path}/history").get_json()["entries"]
    assert {one["seq"]: one["event"] for one in history if one["seq"] in sent} == {
        one["seq"]: {**one["event"], **sent[one["seq"]]} for one in history if one["seq"] in sent
    }
    assert len(sent) == len(ALONE) > 5


def test_a_row_has_the_action_of_what_it_records() -> None:
    """mypy holds it where the table is written; this, that no annotation hides it there."""
    rows: list[tuple[str, type, Any]] = [
        (write.name, write.records, write.perform) for write in WRITES
    ]
    rows += [(write.name, write.command, write.perform) for write in by_family.WRITES]
    for name, records, perform in rows:
        if perform is not None:
            assert next(iter(get_type_hints(perform).values())) is records, name


def test_members_that_stand_beside_others_are_of_commands_alone() -> None:
    """So that a row that stands alone says by its marks all that it needs."""
    for write in ALONE:
        assert not any(member.holds.mark(Spread) for member in members_of(write.records))
