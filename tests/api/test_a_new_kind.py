"""A kind of entry is added in two places: its event and its row. The rest is worked out."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from consent_service.actions import families
from consent_service.api.edge.operations import FILE
from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import AdultAdded, ChildAdded

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process says that has one kind more than this one."""
    folder = tmp_path_factory.mktemp("hat-size")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.api.hat_size", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_it_is_recorded_over_http_and_stands_in_the_ledger(said: dict[str, Any]) -> None:
    (entry,) = said["recorded"]["entries"]
    assert entry["kind"] == said["last_kind"] == "hat-size-recorded"
    assert said["history"]["event"]["size"] == 23
    assert said["on_the_file"] == [23, "Still growing."]


def test_what_cannot_be_recorded_is_refused_where_it_is_wrong(said: dict[str, Any]) -> None:
    pointers = [body["errors"][0]["pointer"] for _, body in said["refused"]]
    assert pointers == ["/size", "/size", "/child", "/effective_at", ""]
    assert {status for status, _ in said["refused"]} == {422}
    kinds = [body["type"].removeprefix("/v1/problems/") for _, body in said["refused"]]
    assert kinds == ["invalid", "invalid", "not-on-file", "time-in-the-future", "invalid"]


def test_it_stands_in_the_specification_and_in_the_catalogue(said: dict[str, Any]) -> None:
    assert said["path"]["operationId"] == "recordHatSize"
    assert said["body"]["required"] == ["child", "size"]
    size = said["body"]["properties"]["size"]
    assert (size["minimum"], size["maximum"]) == (15, 50)
    how = {"dry_run", "said_by_telephone"}
    assert (
        set(said["body"]["properties"])
        == {"child", "size", "effective_at", "note", "not_a_no"} | how
    )
    assert size["description"] == "The European size."
    assert said["path"]["summary"] == "Record a child's hat size"
    assert said["path"]["description"] == "A child's hat size was recorded."
    assert said["in_the_catalogue"]


def test_whoever_works_with_the_family_may_record_it_and_nobody_has_to_say_so(
    said: dict[str, Any],
) -> None:
    declared, expected = said["may"]
    assert declared == expected
    assert "MASH_WORKER" in declared
    assert "AUDITOR" not in declared


def test_whoever_works_with_the_family_reads_it(said: dict[str, Any]) -> None:
    (noted,) = said["noted"]
    assert (noted["size"], noted["note"], noted["by"]) == (23, "Still growing.", "worker-1")
    assert set(said["shown"].values()) == {"page"}
    assert set(said["shown"]) == {"child", "size", "effective_at", "note", "not_a_no"}


def test_what_tests_ask_of_every_kind_is_made_up_from_it(said: dict[str, Any]) -> None:
    least, whole = said["bodies"]
    assert set(least) == {"child", "size"}
    assert set(whole) == set(said["body"]["properties"])
    assert [set(one) for one in said["loads"]] == [set(least), set(whole)]
    assert json.loads(said["bytes"])["event"]["note"].startswith("Zz")
    assert said["tried_at"] == ["/v1/files/zz/hat-sizes"]


def test_many_of_ours_are_no_more_than_that() -> None:
    """So that the way is the usual one, and not one kept for strangers."""
    alone = [write for write in WRITES if write.perform is None]
    assert len(alone) > len(WRITES) // 4
    assert all(issubclass(write.records, Event) for write in alone)


# ── a row for one event with the action of another ──────────────────────────────────────────


def test_a_row_with_the_action_of_another_event_is_a_type_error() -> None:
    """`make check` holds it: strict mypy refuses to ignore an error that is none."""
    Write("addChild", FILE, "", ChildAdded, families.add_child)
    Write("addChild", FILE, "", ChildAdded, families.record_birth)  # type: ignore[arg-type]
    Write("addAdult", FILE, "", AdultAdded, families.identify_father)  # type: ignore[arg-type]
    with (ROOT / "pyproject.toml").open("rb") as settings:
        mypy = tomllib.load(settings)["tool"]["mypy"]
    assert mypy["strict"] is True
    assert "ignore-without-code" in mypy["enable_error_code"]
