"""The two files of others that are in the repository are the ones that were looked at."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from consent_service import pages
from consent_service.pages.assets import asset
from tests.api.running import Running
from tests.pages.conftest import of_service

STATIC = Path(pages.__file__).parent / "static"
#: Of govuk-frontend 6.6.0 without its typeface and crest; `make assets` makes them again.
LOOKED_AT = {
    "govuk-frontend.css": "19ea711a0fd0c74e5df35e38a696ec80dc62573e9eebe477969b1347f80c1d13",
    "govuk-frontend.js": "4e8b95d53d3c5cba3c62a396bb4d9ba5c213ec641bbe46168ce881f5c1a8ddcb",
}


def test_what_is_not_ours_is_what_was_looked_at_and_has_its_licence() -> None:
    for name, digest in LOOKED_AT.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name
    assert "The MIT License" in (STATIC / "LICENCE-govuk-frontend.txt").read_text()


def test_no_style_or_script_asks_for_anything_elsewhere_or_bears_a_brand() -> None:
    for path in STATIC.glob("*.[cj]s*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|@font-face|GDS|crest|sourceMapping", text), path.name
        # Of links that are printed it asks how they begin.
        asked = re.findall(r'(?<!\[href\^=")https?://(?!www\.w3\.org/)', text)
        assert asked == [], path.name


def test_an_asset_is_kept_for_good_and_another_release_has_another_address(real: Running) -> None:
    browser = of_service(real)
    for name in (*LOOKED_AT, "consent.css", "family.css", "measures.css", "consent.js", "icon.svg"):
        reply = browser.get(asset(name))
        assert reply.status_code == 200
        assert "immutable" in reply.headers["Cache-Control"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
    for wrong in ("/assets/0000000000000000/consent.css", asset("consent.css") + "x"):
        assert browser.get(wrong).status_code == 404


def test_the_browsers_verifier_is_saved_and_not_opened_from_here(real: Running) -> None:
    reply = of_service(real).get("/help/verify-ledger.html")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="verify-ledger.html"'
    assert reply.data == (STATIC / "verify-ledger.html").read_bytes()


def test_our_own_style_is_one_file_that_can_be_read() -> None:
    lines = (STATIC / "consent.css").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 400
    selectors = [line for line in lines if line.startswith(".")]
    assert all(line.startswith(".cs-") for line in selectors)


def test_on_paper_no_link_says_where_it_leads() -> None:
    """GOV.UK's own style prints each address: ours are ids, and nine pages of them for a family."""
    ours = (STATIC / "consent.css").read_text(encoding="utf-8").partition("@media print")[2]
    assert ".govuk-link[href]::after { content: none !important; }" in ours
    assert ".cs-ways," in ours
