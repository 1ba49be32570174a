"""The verifier in the browser: one file, opened from a disk, asked as somebody asks it."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from assets.seal import sealed
from ledger import Signer, format_public_key
from tests.browser.conftest import Watched
from tests.browser.third import VERIFIER
from tests.ledger.both_verifiers import KEY, ORIGIN, files_of, write_copy
from tests.ledger.test_receipt_verifiers_agree import receipt_of


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """The file as it is opened from a memory stick, in a window that is held to ask nothing."""
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    seen = Watched(context, VERIFIER.as_uri())
    seen.go("")
    yield seen
    seen.assert_quiet()
    context.close()


def checks(page: Page, id: str, path: Path, key: str = KEY) -> str:
    """What it says of a file or folder that is chosen there."""
    page.reload()
    page.get_by_label("Name of the ledger").fill(ORIGIN)
    page.get_by_label("Its verifier key").fill(key)
    page.locator(f"#{id}").set_input_files(path)
    page.get_by_role("button", name="Check it").click()
    page.locator("#found.sound, #found.unsound").wait_for()
    return page.locator("#verdict").inner_text()


def packed(copy: Path, path: Path, how: int = tarfile.PAX_FORMAT, inside: str = "copy") -> Path:
    with tarfile.open(path, "w", format=how) as archive:
        archive.add(copy, arcname=inside)
    return path


_FORMATS = (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT)
_PLACES = ("copy", ".", "far/" * 40 + "down")


@pytest.mark.parametrize(
    "every", [zip, pytest.param(product, marks=pytest.mark.campaign)], ids=["each once", "all"]
)
def test_it_finds_what_was_changed_in_a_receipt_and_in_a_copy(
    watched: Watched, tmp_path: Path, every: Callable[..., Iterable[tuple[Any, Any]]]
) -> None:
    page, receipt = watched.page, tmp_path / "a.tlog-proof"
    receipt.write_bytes(receipt_of(10, 4))
    assert checks(page, "receipt", receipt) == "Sound"
    assert page.get_by_text("what was said").is_visible()
    watched.assert_fits()
    stranger = format_public_key(Signer(ORIGIN, bytes(32)).verifier)
    assert checks(page, "receipt", receipt, stranger) == "Not signed by this key"
    receipt.write_bytes(receipt.read_bytes().replace(b"index 4", b"index 5"))
    assert checks(page, "receipt", receipt) == "Altered"

    copy = write_copy(tmp_path / "copy", 300)
    assert checks(page, "folder", copy) == "Sound"
    for how, inside in every(_FORMATS, _PLACES):
        archive = packed(copy, tmp_path / "a.tar", how, inside)
        assert checks(page, "tar", archive) == "Sound"
    watched.assert_fits()
    entries = next(path for path in files_of(copy) if "entries" in str(path))
    entries.write_bytes(entries.read_bytes().replace(b'"seq":7,', b'"seq":8,'))
    for id, path in (("folder", copy), ("tar", packed(copy, tmp_path / "b.tar"))):
        assert checks(page, id, path) == "Altered"
        assert "Entry 7" in page.locator("#why").inner_text()
    (copy / "beside").write_text("x")
    assert checks(page, "tar", packed(copy, tmp_path / "c.tar")) == "This cannot be read"
    cut = tmp_path / "d.tar"
    cut.write_bytes(packed(copy, tmp_path / "e.tar").read_bytes()[:2000])
    assert checks(page, "tar", cut) == "This cannot be read"


def test_whoever_chooses_nothing_or_two_things_is_told(watched: Watched, tmp_path: Path) -> None:
    watched.page.get_by_role("button", name="Check it").click()
    assert watched.page.get_by_text("Choose one thing to check").is_visible()


def test_it_is_small_and_runs_nothing_but_what_it_came_with() -> None:
    page = VERIFIER.read_text(encoding="utf-8")
    assert len(page.encode()) <= 60_000
    # `python assets/seal.py` puts the hashes in after a change.
    assert sealed(page) == page
    assert "http:" not in page
    assert "https:" not in page


@pytest.mark.campaign
def test_it_can_be_read_by_everybody(chromium: Browser) -> None:
    """Axe asks for the style sheet again, which a page from a disk may not: here it is served."""
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    seen = Watched(context, "http://localhost")

    def served(route: Route) -> None:
        route.fulfill(path=VERIFIER, content_type="text/html")

    seen.page.route("**/*", served)
    seen.go("/")
    seen.assert_accessible()
    seen.page.get_by_role("button", name="Check it").click()
    seen.assert_accessible()
    seen.keep("verify-ledger")
    context.close()


@pytest.mark.campaign
def test_ten_thousand_entries_are_checked_with_progress(watched: Watched, tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", 10_000)
    assert checks(watched.page, "tar", packed(copy, tmp_path / "a.tar")) == "Sound"
    assert watched.page.locator("#progress").get_attribute("max") == "10000"
