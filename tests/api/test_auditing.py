"""What auditors and holders of receipts are given over HTTP, checked without the service."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from consent_service.access.tokens import issue_token
from consent_service.domain.recorded.content import parse_content
from consent_service.domain.recorded.event import kind_of
from ledger.errors import LedgerError
from ledger.folder import verify_folder
from ledger.note import format_public_key
from ledger.receipt import check_receipt
from ledger.tiles import entries_path, tile_coordinates
from tests.api.running import (
    HOST,
    NOON,
    OURS,
    THEIRS,
    Family,
    Running,
    add_family,
    agree,
    decide,
    problem_of,
    text_of,
)
from tests.builders import grow

ROOT = Path(__file__).resolve().parents[2]
BASE = f"/ledgers/{OURS}"


def key(service: Running) -> str:
    return format_public_key(service.storage.keys[OURS].signer().verifier)


def download(service: Running, folder: Path) -> Path:
    """A copy of everything published, as an auditor's tool fetches it."""
    last = service.get(f"{BASE}/checkpoint", "AUDITOR")
    assert last.status_code == 200
    size = int(last.data.split(b"\n")[1])
    wanted = {tile.path for tile in tile_coordinates(size)}
    wanted |= {entries_path(i) for i in range(size // 256)}
    if size % 256:
        wanted.add(entries_path(size // 256, size % 256))
    for path in sorted(wanted):
        reply = service.get(f"{BASE}/{path}", "AUDITOR")
        assert reply.status_code == 200, path
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(reply.data)
    (folder / "checkpoint").write_bytes(last.data)
    return folder


def receipt(service: Running, family: Family, seq: int) -> TestResponse:
    return service.get(f"{family.path}/receipts/{seq}")


@pytest.mark.parametrize("size", [None, 255, 256, 257, 312])
def test_what_is_downloaded_verifies_without_the_service(
    sqlite_service: Running, tmp_path: Path, size: int | None
) -> None:
    """Of less than a tile, of one to the entry, and of more."""
    service = sqlite_service
    family = add_family(service)
    service.check(family.file, family.question())
    if size is not None:
        grow(service, size)
    service.beat()
    copy = download(service, tmp_path / "copy")
    signer = service.storage.keys[OURS].signer()
    found = verify_folder(copy, f"consent.test/{OURS}", [signer.verifier])
    assert found.head.size == service.size()


@pytest.mark.each_database(
    "addChild",
    "openFile",
    "recordRelationship",
    "showCheckpoint",
    "showEntryBundle",
    "showTile",
)
def test_two_verifiers_of_different_make_agree_about_what_is_downloaded(
    service: Running, family: Family, tmp_path: Path
) -> None:
    service.beat()
    copy = download(service, tmp_path / "copy")
    ours = [sys.executable, "-m", "ledger", "verify", "bundle"]
    for command in (ours, [*_standing_alone(), "bundle"]):
        arguments = [str(copy), "--origin", f"consent.test/{OURS}", "--key", key(service)]
        done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def _standing_alone() -> list[str]:
    return [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify_ledger.py")]


# ── receipts ────────────────────────────────────────────────────────────────────────────────


def test_an_answer_a_withdrawal_and_a_check_each_have_a_receipt(
    service: Running, family: Family
) -> None:
    agreed = agree(service, family)["entries"]
    checked = service.check(family.file, family.question())["ledger"]["seq"]
    back = service.record(f"{family.path}/withdrawals", {"person": family.mother})["entries"]
    verifier = service.storage.keys[OURS].signer().verifier
    assert [entry["receipt"] for entry in agreed] == [
        f"{family.path}/receipts/{entry['seq']}" for entry in agreed
    ]
    for seq in [*(entry["seq"] for entry in agreed), checked, back[0]["seq"]]:
        reply = receipt(service, family, seq)
        assert reply.status_code == 200, reply.text
        assert f"receipt-{seq}.tlog-proof" in reply.headers["Content-Disposition"]
        shown = check_receipt(reply.data, f"consent.test/{OURS}", [verifier])
        assert shown.entry.seq == seq
        assert shown.content is not None
        assert kind_of(parse_content(shown.content).event) == shown.entry.kind


def test_a_receipt_is_checked_by_a_stranger_with_one_file(
    service: Running, family: Family, tmp_path: Path
) -> None:
    seq = agree(service, family)["entries"][1]["seq"]
    kept = tmp_path / "receipt.tlog-proof"
    kept.write_bytes(receipt(service, family, seq).data)
    pinned = ["--origin", f"consent.test/{OURS}", "--key", key(service)]
    ours = [sys.executable, "-m", "ledger", "verify", "receipt", str(kept), *pinned]
    alone = [*_standing_alone(), "receipt", str(kept), *pinned]
    for command in (ours, alone):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    kept.write_bytes(kept.read_bytes().replace(b"index ", b"index 1", 1))
    for command in (ours, alone):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode != 0


def test_a_receipt_goes_on_proving_as_the_ledger_grows(service: Running, family: Family) -> None:
    seq = agree(service, family)["entries"][1]["seq"]
    verifier = service.storage.keys[OURS].signer().verifier
    early = receipt(service, family, seq).data
    grow(service, service.size() + 300)
    service.beat()
    late = receipt(service, family, seq).data
    shown = [check_receipt(r, f"consent.test/{OURS}", [verifier]) for r in (early, late)]
    assert shown[0].entry == shown[1].entry
    assert shown[0].checkpoint.size < shown[1].checkpoint.size


def test_an_entry_of_another_file_has_no_receipt_here(service: Running, family: Family) -> None:
    elsewhere = agree(service, add_family(service))["entries"][1]["seq"]
    for seq in (elsewhere, 0, 999_999):
        problem_of(receipt(service, family, seq), "not-found")
    problem_of(service.get(f"{family.path}/receipts/01"), "not-found")
    theirs = service.as_authority(THEIRS)
    problem_of(theirs.get(f"{family.path}/receipts/{elsewhere}"), "not-found")


def test_a_receipt_of_one_ledger_is_none_of_another(service: Running, family: Family) -> None:
    data = receipt(service, family, agree(service, family)["entries"][1]["seq"]).data
    verifier = service.storage.keys[OURS].signer().verifier
    with pytest.raises(LedgerError):
        check_receipt(data, f"consent.test/{THEIRS}", [verifier])
    other = service.storage.keys[THEIRS].signer().verifier
    with pytest.raises(LedgerError):
        check_receipt(data, f"consent.test/{OURS}", [other])


# ── a parent's own ──────────────────────────────────────────────────────────────────────────


def own_receipt(service: Running, family: Family, entry_hash: str, person: str) -> TestResponse:
    with service.app.app_context():
        token = issue_token("parent-1", ["PARENT"], OURS, file=family.file, person=person)
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    body = {"entry_hash": entry_hash}
    reply: TestResponse = service.client.post("/v1/own/receipts", json=body, headers=headers)
    return reply


def test_a_parent_takes_away_the_proof_of_what_they_said(service: Running, family: Family) -> None:
    said = agree(service, family)["entries"][1]
    reply = own_receipt(service, family, said["entry_hash"], family.mother)
    assert reply.status_code == 200, reply.text
    verifier = service.storage.keys[OURS].signer().verifier
    shown = check_receipt(reply.data, f"consent.test/{OURS}", [verifier])
    assert shown.entry.kind == "response-recorded"


def test_a_parent_gets_no_receipt_for_anything_that_is_not_theirs(
    service: Running, family: Family
) -> None:
    said = agree(service, family)["entries"]
    checked = service.check(family.file, family.question())["ledger"]["entry_hash"]
    other = agree(service, add_family(service))["entries"][1]["entry_hash"]
    problem_of(own_receipt(service, family, said[1]["entry_hash"], family.father), "not-found")
    for entry_hash in (checked, said[0]["entry_hash"], other, "0" * 64):
        problem_of(own_receipt(service, family, entry_hash, family.mother), "not-found")


# ── is it whole ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database(
    "showWholeness", "verifyNow", "showProof", "showEntryReceipt", "exportLedger"
)
def test_what_a_verification_found_is_told_by_any_process_and_an_entry_is_proved(
    service: Running, family: Family
) -> None:
    assert service.post("/v1/verifications", {}, "AUDITOR").get_json()["ledgers"][0]["asked_at"]
    service.storage.keepers[OURS].verify_if_asked()
    service.beat()
    told = service.restarted().get("/v1/verifications", "IG_OFFICER").get_json()
    record, looks = told["ledgers"]
    assert (record["of"], looks["of"]) == ("RECORD", "LOOKS")
    assert record["found"]["entries"] == service.size()
    assert record["found"]["findings"] == []
    assert record["asked_at"] is None
    assert looks["asked_at"], "that one is kept by another beat"
    part = service.get(f"/ledgers/{record['named']}/copies/0", "AUDITOR")
    assert (part.status_code, record["copied_in"]) == (200, 1)
    problem_of(service.get(f"/ledgers/{record['named']}/copies/1", "AUDITOR"), "not-found")
    proof = service.get(f"/v1/entries/{service.size() - 1}/proof", "AUDITOR").get_json()
    assert proof["entry"]["file"] == family.file
    assert (proof["steps"] or [{"gives": proof["leaf"]}])[-1]["gives"] == proof["root"]
    problem_of(service.get(f"/v1/entries/{service.size()}/proof", "AUDITOR"), "not-found")
    # A receipt of each entry, of the beginning of the ledger as well, which is about no family.
    ledger, keeper = service.storage.records.ledgers[OURS], service.storage.keepers[OURS]
    for seq in range(service.size()):
        receipt = service.get(f"/v1/entries/{seq}/receipt", "AUDITOR")
        checked = check_receipt(receipt.data, ledger.origin, keeper.verifiers)
        assert (checked.entry.seq, checked.content) == (seq, None)


@pytest.mark.each_database("drawSample")
def test_ten_decisions_are_drawn_by_a_word_with_which_anybody_draws_the_same(
    service: Running, family: Family
) -> None:
    made = [decide(service, family) for _ in range(12)]
    asked = {"word": "six and four"}
    drawn = service.post("/v1/samples", asked, "AUDITOR", key=None).get_json()
    again = service.post("/v1/samples", asked, "IG_OFFICER", key=None).get_json()
    assert drawn["drawn_from"] == 12
    assert drawn["decisions"] == again["decisions"]
    lots = sorted(made, key=lambda id: sha256(f"six and four\n{id}".encode()).digest())
    assert [one["decision"] for one in drawn["decisions"]] == lots[:10]
    for narrower in ({"kind": "NOT_SHARE"}, {"reason": "COURT_ORDER"}, {"team": "Nights"}):
        none = service.post("/v1/samples", asked | narrower, "AUDITOR", key=None).get_json()
        assert (none["drawn_from"], none["decisions"]) == (0, [])
    wrong = {"since": text_of(NOON), "until": text_of(NOON)}
    problem_of(service.post("/v1/samples", asked | wrong, "AUDITOR", key=None), "invalid")
