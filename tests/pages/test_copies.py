"""What an auditor saves from the pages checks without the service."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consent_service.storage.beside.copies import part_of, parts_of, paths_of
from consent_service.storage.keepers.publishing import Published
from consent_service.storage.sealed.keys import file_name, reads_of
from ledger.files import is_part
from ledger.folder import verify_folder
from ledger.receipt import check_receipt
from ledger.tiles import parse_tile_path
from tests.api.counting_looks import Look, looks_of
from tests.api.running import OURS, Running, add_family, agree
from tests.pages.test_auditing import AUDITOR, WHY, checked
from tests.pages.test_being_somebody import someone


def test_a_copy_of_each_ledger_and_a_receipt_are_saved_from_pages_and_check_without_us(
    made_up: Running, tmp_path: Path
) -> None:
    family = add_family(made_up)
    seq = agree(made_up, family)["entries"][1]["seq"]
    browser = someone(made_up, AUDITOR)
    checked(made_up)
    page = browser.open("/audit/copies")
    for ledger in (OURS, reads_of(OURS)):
        saved = browser.send(page, f"/audit/copies/{file_name(ledger)}/0")
        assert saved.headers["Content-Type"] == "application/octet-stream"
        with tarfile.open(fileobj=io.BytesIO(saved.data)) as tar:
            for one in tar.getmembers():
                # Not `extractall`: what it must be told, the oldest 3.11 does not know.
                held = tar.extractfile(one)
                if held is not None:
                    Path(tmp_path, one.name).parent.mkdir(parents=True, exist_ok=True)
                    Path(tmp_path, one.name).write_bytes(held.read())
        keeper = made_up.storage.keepers[ledger]
        origin = made_up.storage.records.ledgers[ledger].origin
        assert verify_folder(tmp_path / file_name(ledger), origin, keeper.verifiers).head.size
    again = browser.post(f"/audit/copies/{OURS}/1", page.form(f"/audit/copies/{OURS}/0"))
    assert again.status_code == 404, "there is one part"
    assert Look("auditor", "exportLedger", None) in [look for look, _ in looks_of(made_up)]

    # Of an entry whose family is not open they are asked why, and come back to the entry.
    entry = f"/audit/entries/{seq}"
    way = browser.get(f"{entry}/receipt").headers["Location"]
    form = browser.open(way)
    assert browser.send(form, way.partition("?")[0], reason=WHY).headers["Location"] == entry
    assert f'href="{entry}/receipt"' in browser.open(entry).reply.text
    saved = browser.get(f"{entry}/receipt")
    assert f"receipt-{seq}" in saved.headers["Content-Disposition"]
    origin = made_up.storage.records.ledgers[OURS].origin
    proved = check_receipt(saved.data, origin, made_up.storage.keepers[OURS].verifiers)
    assert proved.entry.seq == seq
    assert proved.content is None, "names are not shown to them"
    # Of an entry about no family it is the proof alone, and nobody is asked why.
    of_none = browser.get("/audit/entries/0/receipt")
    assert "receipt-0" in of_none.headers["Content-Disposition"]
    proved = check_receipt(of_none.data, origin, made_up.storage.keepers[OURS].verifiers)
    assert (proved.entry.seq, proved.content) == (0, None)
    someone(made_up).open("/audit/copies", 403)


@given(st.integers(0, 200_000))
def test_every_file_of_a_copy_is_in_one_part(size: int) -> None:
    parts = range(parts_of(size))
    paths = Counter(path for part in parts for path in paths_of(size, part))
    assert max(paths.values(), default=1) == 1
    assert all(is_part(path, size) for path in paths)
    # As many as a tree of that size needs: bundles and their tiles, and the levels above.
    wanted, level = 0, 0
    while size >> 8 * level:
        wanted += -(-(size >> 8 * level) // 256) * (2 if level == 0 else 1)
        level += 1
    assert len(paths) == wanted
    assert {parse_tile_path(path).path for path in paths} == paths.keys()


def test_what_was_signed_is_in_the_last_part_alone() -> None:
    published = Published(b"signed", 70_000, lambda path: path.encode())
    has = []
    for part in range(parts_of(published.size)):
        with tarfile.open(fileobj=io.BytesIO(part_of("l", published, b"signed", part))) as tar:
            has.append("l/checkpoint" in tar.getnames())
    assert has == [False, False, True]
