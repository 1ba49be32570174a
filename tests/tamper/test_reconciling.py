"""`consent-service verify` says all that is wrong: which table, which place, and never a name."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.domain.deciding import decision
from consent_service.storage.database.tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    once,
)
from consent_service.storage.whole.findings import Finding, Places, Reconciled, gravest
from ledger.errors import Altered
from tests.api.breaking import altering, snapshot
from tests.api.running import OURS, THEIRS
from tests.builders import a_check, alarm_of
from tests.faults.commands import command
from tests.tamper.beside import a_key
from tests.tamper.entries import swap
from tests.tamper.hand import ENTRIES, Hand
from tests.tamper.story import Story

#: Names, references and dates that are on record in the story, and in no message.
PERSONAL = ("Ann", "Bo ", "Cy ", "Zo", "Ng", "LCS-", "1990", "2024")


def done(story: Story, alter: Callable[[Hand], Any], replay: bool = True) -> Reconciled:
    with altering(story.service) as connection:
        alter(story.hand(connection))
    found = story.service.storage.reconcile(OURS, replay=replay)
    said = json.dumps([one.facts() for one in found.findings]) + " ".join(found.not_compared)
    assert [word for word in PERSONAL if word in said] == []
    return found


def only(found: Reconciled) -> Finding:
    (one,) = found.findings
    return one


# ── contents ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database
def test_a_content_that_is_gone_without_an_erasure_is_a_loss(story: Story) -> None:
    found = done(story, lambda hand: hand.remove(entry_contents, seq=5))
    assert found.exit_code == 4
    assert only(found).table == "entry_contents"
    assert str(only(found)) == (
        "The content of entry 5 is missing and no erasure is on record for it."
    )


def test_many_contents_that_are_gone_are_listed_compactly(story: Story) -> None:
    def alter(hand: Hand) -> None:
        for seq in (3, 5, 6, 7, story.size - 1):
            hand.remove(entry_contents, seq=seq)

    one = only(done(story, alter))
    assert one.places.stretches == [(3, 3), (5, 7), (story.size - 1, story.size - 1)]
    assert str(one).endswith(f"The same of 5 entries in all: 3, 5-7, {story.size - 1}.")
    assert one.facts()["entries"] == [[3, 3], [5, 7], [story.size - 1, story.size - 1]]


@pytest.mark.each_database
def test_a_key_that_is_gone_is_a_loss_of_each_content_of_its_file(story: Story) -> None:
    found = done(story, lambda hand: hand.remove(file_keys, file=story.house.file))
    one = only(found)
    assert (one.table, found.exit_code) == ("file_keys", 4)
    file = story.house.file
    with story.service.storage.engine.connect() as connection:
        held = sa.select(sa.func.count()).where(entry_contents.c.file == file)
        assert one.places.count == connection.execute(held).scalar_one()
    assert story.house.file in found.not_compared[0]


def test_each_commitment_that_its_content_does_not_open_is_named(story: Story) -> None:
    def alter(hand: Hand) -> None:
        swap(hand, entry_contents, "sealed", 4, 5)
        hand.flip(entry_contents, "sealed", seq=9)

    one = only(done(story, alter))
    assert one.places.stretches == [(4, 5), (9, 9)]
    assert isinstance(one.fault, Altered)
    assert one.fault.seq == 4


# ── rows ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database
def test_the_first_row_of_each_projection_that_differs_is_named(story: Story) -> None:
    file = story.house.file

    def alter(hand: Hand) -> None:
        hand.flip(case_files, "sealed", file=file)
        hand.add(file_keys, file="f" * 32, wrapped=b"planted")
        hand.remove(case_references, file=file)
        hand.remove(case_names, file=file)
        hand.set(once, {"blind": a_key(hand)}, count=9)

    found = done(story, alter)
    named = {one.table: one for one in found.findings}
    assert list(named) == ["case_files", "file_keys", "case_references", "case_names", "once"]
    assert {one.wall for one in found.findings} == {"rows"}
    assert named["case_files"].file == named["case_references"].file == file
    assert named["file_keys"].file == "f" * 32
    assert named["once"].places.count == 1
    folded_to = _folded_to(story, file)
    assert str(named["case_files"]) == (
        f"The ledger has been altered: in case_files the row of file {file}, made from entry "
        f"{folded_to}, does not open where it stands."
    )
    assert named["case_names"].rows > 1
    assert str(named["case_names"]).endswith("rows there that differ.")


def _folded_to(story: Story, file: str) -> int:
    with story.service.storage.engine.connect() as connection:
        held = sa.select(case_files.c.folded_to).where(case_files.c.file == file)
        place: int = connection.execute(held).scalar_one()
        return place


def test_what_somebody_put_in_the_place_of_an_id_is_not_repeated(story: Story) -> None:
    def alter(hand: Hand) -> None:
        hand.add(file_keys, file="Ann Example", wrapped=b"planted")

    one = only(done(story, alter))
    assert one.file is None
    assert "what is no id of a file comes from no entry" in str(one)


# ── several at once ─────────────────────────────────────────────────────────────────────────


def test_several_damages_are_all_named_and_the_gravest_is_the_code(story: Story) -> None:
    def alter(hand: Hand) -> None:
        hand.remove(entry_contents, seq=story.check)
        hand.flip(case_files, "sealed", file=story.other.file)

    found = done(story, alter)
    assert [(one.wall, one.fault.exit_code) for one in found.findings] == [
        ("contents", 4),
        ("rows", 2),
    ]
    assert found.exit_code == 2
    # What the lost content did to its file is not known, so that file is not compared.
    assert story.house.file in found.not_compared[0]
    assert story.other.file not in found.not_compared[0]
    with pytest.raises(Altered):
        found.whole()


@pytest.mark.each_database
def test_a_broken_chain_does_not_hide_what_is_missing(story: Story) -> None:
    def alter(hand: Hand) -> None:
        hand.flip(ENTRIES, "hash", seq=4)
        hand.remove(entry_contents, seq=9)
        hand.remove(case_files, file=story.house.file)

    found = done(story, alter)
    assert [(one.wall, str(one.places)) for one in found.findings] == [
        ("chain", "4"),
        ("contents", "9"),
    ]
    assert "Rows and answers were not compared" in found.not_compared[0]


@pytest.mark.each_database
def test_a_rollback_and_an_alteration_are_both_marked(story: Story) -> None:
    (story.service.settings.checkpoints / OURS / "checkpoint").unlink()
    found = done(story, lambda hand: hand.flip(case_files, "sealed", file=story.house.file))
    assert found.exit_code == 3
    assert [one.wall for one in found.findings] == ["checkpoint", "rows"]
    soundness = story.service.storage.soundness[OURS]
    assert soundness.is_distrusted
    assert soundness.is_altered


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], 0),
        ([0, 0], 0),
        ([4, 2], 2),
        ([4, 3], 3),
        ([2, 3], 2),
        ([3, 2], 3),
        ([4, 5, 6], 6),
        ([5, 4, 0], 5),
        ([4, 0], 4),
    ],
)
def test_the_gravest_of_several_is_what_verify_ends_with(codes: list[int], code: int) -> None:
    assert gravest(codes) == code


def test_places_take_no_room(story: Story) -> None:
    places = Places()
    for seq in range(100_000):
        places.add(seq)
    assert str(places) == "0-99999"


@pytest.mark.each_database
def test_reconciling_changes_nothing(story: Story) -> None:
    held = snapshot(story.service)
    story.service.storage.reconcile(OURS, replay=True)
    with altering(story.service) as connection:
        story.hand(connection).remove(entry_contents, seq=5)
    broken = snapshot(story.service)
    story.service.storage.reconcile(OURS, replay=True)
    assert snapshot(story.service) == broken != held


# ── answers ─────────────────────────────────────────────────────────────────────────────────


def test_an_answer_by_rules_that_are_not_kept_is_said_to_need_them_and_is_no_alarm(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when an older version of the service verifies what a newer one answered."""
    with monkeypatch.context() as newer:
        newer.setattr(decision, "RULE_VERSION", "2031.7")
        for _ in range(2):
            story.service.storage.records.run(a_check())
    found = story.service.storage.reconcile(OURS, replay=True)
    assert str(only(found)) == (
        f"The answer in entry {story.size} was given by edition 2031.7 of the rules, which this "
        "version of the service does not have. Replay it with a version that has. "
        f"The same of 2 entries in all: {story.size}-{story.size + 1}."
    )
    assert (found.exit_code, found.verified, found.alteration) == (5, None, None)
    assert alarm_of(story.service.storage.soundness[OURS]) is None
    ended = run_verify(story, "--replay")
    assert (ended.returncode, ended.stderr) == (5, f"{only(found)}\n")
    assert run_verify(story).returncode == 0


# ── the command ─────────────────────────────────────────────────────────────────────────────


def run_verify(story: Story, *options: str) -> subprocess.CompletedProcess[str]:
    return command(story.service.settings, "verify", *options)


def test_the_command_says_each_finding_and_goes_on_to_the_next_ledger(story: Story) -> None:
    with altering(story.service) as connection:
        hand = story.hand(connection)
        hand.remove(entry_contents, seq=story.check)
        hand.flip(case_files, "sealed", file=story.other.file)
    ended = run_verify(story)
    assert ended.returncode == 2
    assert f"The content of entry {story.check} is missing" in ended.stderr
    assert f"in case_files the row of file {story.other.file}" in ended.stderr
    assert "were not compared" in ended.stderr
    assert "camden is complete and unaltered" in ended.stdout
    ended = run_verify(story, "--json", "--replay")
    assert ended.returncode == 2
    ours, looks, theirs, _ = (json.loads(line) for line in ended.stdout.splitlines())
    assert (looks["authority"], looks["sound"]) == (f"{OURS}/reads", True)
    assert (ours["authority"], ours["sound"], ours["exit_code"]) == (OURS, False, 2)
    assert [one["exit_code"] for one in ours["findings"]] == [4, 2]
    assert ours["fault"] == ours["findings"][1]["fault"]
    assert ours["findings"][0]["entries"] == [[story.check, story.check]]
    assert len(ours["not_compared"]) == 1
    assert (theirs["authority"], theirs["sound"]) == (THEIRS, True)
