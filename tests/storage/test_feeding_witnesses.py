"""The service gives its checkpoints to witnesses: real ones, each a process on loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consent_service.cli.group import cli
from consent_service.storage.door.trouble import KeyFileError, NotSound
from consent_service.storage.keepers.feeding import Feeder
from ledger import format_public_key, parse_receipt
from ledger.checkpoint import open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.note import Signer, parse_note
from ledger.policy import check_policy
from ledger.transport import PeerReply, WitnessUnavailable
from tests.api.breaking import put_back, snapshot
from tests.api.running import HOST, OURS, running
from tests.builders import Household, add_household
from tests.faults.servers import environment
from tests.storage.hub import Hub, a_hub

#: A policy that names this ledger with a key that never signed it.
ANOTHER_KEY = (
    f"log {format_public_key(Signer('consent.test/bexley', bytes(32)).verifier)}\nquorum none\n"
).encode()
#: Where nobody listens.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def hub(database_url: str, tmp_path: Path) -> Iterator[Hub]:
    with a_hub(tmp_path, database_url) as made:
        yield made


def names_under(hub: Hub, note: bytes) -> set[str]:
    found = {(line.name) for line in parse_note(note).signatures}
    return {name for name in hub.processes if hub.cosigner(name).name in found}


@pytest.mark.each_database
def test_growth_is_cosigned_and_published_with_the_cosignatures(hub: Hub) -> None:
    hub.asks(2, hub.witness("west"), hub.witness("east"))
    for _ in range(3):
        hub.grow(2)
        note = hub.fed()
        found = check_policy(note, hub.feeder.vouched.origin, hub.feeder.vouched.policy)
        assert found.checkpoint.size == hub.service.size()
        assert names_under(hub, note) == {"west", "east"}
    seen = hub.feeder.look()
    assert (seen.cosigned, seen.is_late) == (hub.service.size(), False)
    assert [(one.name, one.size, one.failure) for one in seen.witnesses] == [
        ("west", hub.service.size(), None),
        ("east", hub.service.size(), None),
    ]


def test_a_receipt_carries_the_word_of_the_witnesses(hub: Hub) -> None:
    house = add_household(hub.service)
    hub.asks(1, hub.witness("west"))
    hub.grow()
    hub.fed()
    first = hub.service.storage.records.run(house.check()).entries[0].seq
    hub.grow()
    hub.fed()
    hub.grow()  # and on, before the witness has seen this
    reply = hub.service.get(f"/v1/files/{house.file}/receipts/{first}")
    assert reply.status_code == 200, reply.get_data()
    receipt = parse_receipt(reply.get_data())
    vouched = hub.feeder.vouched
    found = check_policy(receipt.proof.checkpoint, vouched.origin, vouched.policy)
    assert found.checkpoint.size > first


def test_one_of_three_is_away_and_the_policy_still_holds(hub: Hub) -> None:
    hub.asks(2, hub.witness("west"), hub.witness("east"), hub.listed("north", NOWHERE))
    hub.grow()
    assert names_under(hub, hub.fed()) == {"west", "east"}
    seen = hub.feeder.look()
    assert not seen.is_late
    assert [one.failure is None for one in seen.witnesses] == [True, True, False]


def test_too_few_are_late_and_nothing_waits_for_them(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.asks(1, hub.listed("north", NOWHERE), lag=10)
    hub.grow()
    note = hub.fed()
    assert (
        open_checkpoint(
            note, hub.feeder.vouched.origin, hub.service.storage.keepers[OURS].verifiers
        ).size
        == hub.service.size()
    )
    assert hub.feeder.look().is_late
    ready = hub.service.client.get("/readyz", headers={"Host": HOST})
    assert ready.get_json() == {"status": "ready", "witnesses": "late"}
    hub.grow()


def test_the_alarm_is_said_once_and_taken_back_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "consent_service.storage.keepers.feeding.log.error", lambda what, **_: said.append(what)
    )
    monkeypatch.setattr(
        "consent_service.storage.keepers.feeding.log.info", lambda what, **_: said.append(what)
    )
    with a_hub(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as hub:
        hub.asks(1, hub.witness("west"), lag=60)
        hub.grow()
        hub.feeder.feed()
        assert said == []
        later = datetime.now(UTC) + timedelta(seconds=61)
        away = Feeder(
            hub.feeder.vouched,
            hub.service.storage.checkpoints[OURS],
            hub.service.storage.soundness[OURS],
            now=lambda: later,
            send=nobody_answers,
        )
        away.feed()
        away.feed()
        assert said == ["witness.late"]
        later = datetime.now(UTC)
        away.feed()
        assert said == ["witness.late", "witness.in_time"]


def nobody_answers(*_: object) -> PeerReply:
    raise WitnessUnavailable("Nobody answers.")


def test_a_witness_that_fails_is_not_asked_again_at_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def send(_: str, url: str, __: bytes | None) -> PeerReply:
        asked.append(url)
        raise WitnessUnavailable("Nobody answers.")

    with a_hub(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as hub:
        hub.asks(1, hub.listed("north", NOWHERE))
        hub.grow()
        storage = hub.service.storage
        feeder = Feeder(
            hub.feeder.vouched, storage.checkpoints[OURS], storage.soundness[OURS], send=send
        )
        for _ in range(5):
            feeder.feed()
        assert len(asked) == 1
        assert feeder.look().witnesses[0].failure == "Nobody answers."


def test_who_has_cosigned_is_not_asked_for_the_same_again(tmp_path: Path) -> None:
    with a_hub(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as hub:
        hub.asks(1, hub.witness("west"), hub.listed("north", NOWHERE))
        hub.grow()
        hub.fed()
        hub.processes.pop("west").end()
        hub.feeder.feed()
        assert [one.failure is None for one in hub.feeder.look().witnesses] == [True, False]


@pytest.mark.each_database
def test_one_process_feeds_and_another_leaves_it_to_it(hub: Hub) -> None:
    hub.asks(1, hub.witness("west"))
    hub.grow()
    with FolderCheckpoints(hub.feeder.vouched.folder / "witnessing").try_lease() as held:
        assert held
        hub.feeder.feed()
        assert hub.feeder.look().cosigned is None
    hub.feeder.feed()
    assert hub.feeder.look().cosigned == hub.service.size()


def put_all_back(hub: Hub, house: Household, aside: Path) -> None:
    """The database and its checkpoints as they were, by somebody who has the signing key as well;
    another answer is recorded in place of what was there.
    """
    held = snapshot(hub.service)
    checkpoints = hub.service.settings.checkpoints / OURS
    shutil.copytree(checkpoints, aside)
    hub.service.storage.records.run(house.withdrawal())
    hub.grow()
    hub.fed()
    put_back(hub.service, held)
    shutil.rmtree(checkpoints)
    shutil.copytree(aside, checkpoints)
    hub.service = hub.service.restarted()


@pytest.mark.each_database
def test_a_second_history_is_refused_kept_as_evidence_and_stops_the_ledger(
    hub: Hub, tmp_path: Path
) -> None:
    house = add_household(hub.service)
    hub.asks(1, hub.witness("west"))
    hub.grow()
    hub.fed()
    put_all_back(hub, house, tmp_path / "aside")
    # The witness cannot be reached while the process starts.
    hub.service.storage.keepers[OURS].ask_witnesses = None
    hub.grow(4)
    assert not hub.service.storage.soundness[OURS].is_distrusted
    hub.feeder.feed()
    assert hub.service.storage.soundness[OURS].is_distrusted
    seen = hub.feeder.look().witnesses[0].failure
    assert seen is not None
    assert "FORK" in seen
    with pytest.raises(NotSound, match="FORK"):
        hub.service.storage.records.run(house.check())
    (kept,) = (hub.service.settings.checkpoints / OURS / "evidence").iterdir()
    document = json.loads(kept.read_text())
    keys = hub.service.storage.keepers[OURS].verifiers
    two = [
        open_checkpoint(document[which].encode(), hub.feeder.vouched.origin, keys)
        for which in ("submitted", "held")
    ]
    assert two[0].root != two[1].root, "both are under the ledger's own signature"


@pytest.mark.each_database
def test_a_ledger_put_back_with_its_checkpoints_is_found_by_who_remembers(
    hub: Hub, tmp_path: Path
) -> None:
    """Nothing on the machine tells. The witness has cosigned more than there is."""
    house = add_household(hub.service)
    hub.asks(1, hub.witness("west"))
    hub.grow()
    hub.fed()
    put_all_back(hub, house, tmp_path / "aside")
    # A process that starts asks before it appends, also who has cosigned this very checkpoint.
    with pytest.raises(NotSound, match="ROLLBACK"):
        hub.service.storage.records.run(house.check())
    assert hub.service.storage.soundness[OURS].is_distrusted


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"no policy\n", "cannot be used"),
        (b"quorum none\n", "names no key that signs"),
        (ANOTHER_KEY, "names no key that signs"),
    ],
)
def test_a_policy_that_cannot_be_used_stops_the_start(
    tmp_path: Path, text: bytes, why: str
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        policies = tmp_path / "policies"
        policies.mkdir()
        (policies / f"{OURS}.policy").write_bytes(text)
        with pytest.raises(KeyFileError, match=why):
            service.restarted(witnesses=policies)


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with (
        running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service,
        pytest.raises(KeyFileError, match="names no folder"),
    ):
        service.restarted(witnesses=tmp_path / "not mounted")


def test_a_witness_that_answers_nonsense_is_named_and_nothing_of_it_is_kept(
    tmp_path: Path,
) -> None:
    with a_hub(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as hub:
        hub.asks(1, hub.listed("north", NOWHERE))
        hub.grow()
        storage = hub.service.storage
        Feeder(
            hub.feeder.vouched,
            storage.checkpoints[OURS],
            storage.soundness[OURS],
            send=lambda *_: PeerReply(200, "text/plain", b"yes\n"),
        ).feed()
        (seen,) = hub.feeder.look().witnesses
        assert seen.size is None
        assert "without a cosignature" in (seen.failure or "")
        assert not storage.soundness[OURS].is_distrusted


def test_an_authority_without_a_policy_has_no_witness(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        again = service.restarted(witnesses=tmp_path)
        assert again.storage.feeders == {}


def test_the_operator_is_told_how_far_others_vouch(tmp_path: Path) -> None:
    with a_hub(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as hub:
        hub.asks(1, hub.witness("west"), lag=60)
        given = environment(hub.service.settings)
        given["CONSENT_WITNESSES"] = str(hub.service.settings.witnesses)

        def types(*words: str) -> Result:
            command = ["ledger", "witnesses", "--authority", OURS, *words]
            return CliRunner().invoke(cli, command, env=given)

        hub.grow()
        never = types()
        assert never.exit_code == 1
        assert "No checkpoint was ever cosigned" in never.output
        hub.fed()
        done = types("--json")
        assert done.exit_code == 0, done.output
        said = json.loads(done.output)
        assert (said["cosigned"], said["late"]) == (hub.service.size(), False)
        assert said["witnesses"][0]["name"] == "west"
        assert "In time" in types().output
        copy = tmp_path / "copy"
        exported = CliRunner().invoke(
            cli, ["ledger", "export", str(copy), "--authority", OURS], env=given
        )
        assert exported.exit_code == 0, exported.output
        vouched = hub.feeder.vouched
        note = (copy / "checkpoint").read_bytes()
        assert check_policy(note, vouched.origin, vouched.policy).checkpoint.size == said["size"]
