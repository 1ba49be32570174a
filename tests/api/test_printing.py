"""The receipt as a page: what it says, what it keeps to itself, and that it loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from consent_service.api.replies.printing import qr_code
from ledger.note import format_public_key
from tests.api.asking_own import father_of, mother_of
from tests.api.pages import agreed_in_part, own_page, print_own, printed
from tests.api.reading_qr import read_qr, squares_of
from tests.api.running import (
    OURS,
    THEIRS,
    Family,
    Running,
    add_family,
    agree,
    decision,
    problem_of,
    reasons,
)

ROOT = Path(__file__).resolve().parents[2]
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


# ── what it says ────────────────────────────────────────────────────────────────────────────


def test_an_answer_is_told_in_words_with_its_place_and_its_hash(
    service: Running, family: Family
) -> None:
    entry = agreed_in_part(service, family)
    page = printed(service, entry["receipt"])
    for said in (
        "An answer", "Agreed in part.", "9 March 2026 at 12:00", "Health visitor",
        "Elm <Primary> (school)", "1 child on this file", "1 adult on this file",
        "The child's health", "The adult's health", "Family history",
        "Find out what other services know", "Ask the agency", "By phone",
        "29 March 2026", "Safeguarding hub worker", f"consent.test/{OURS}",
        f"Number {entry['seq']}, counted from 0", f"receipt-{entry['seq']}.tlog-proof",
        "python -m ledger verify receipt", "It does not prove", "by another way than this page",
    ):  # fmt: skip
        assert said in page.text, said
    assert page.hash == page.qr == entry["entry_hash"]


def test_a_withdrawal_a_decision_one_not_to_share_and_a_check_are_told_too(
    service: Running, family: Family
) -> None:
    agree(service, family)
    checked = service.check(family.file, family.question())["receipt"]
    back = service.record(f"{family.path}/withdrawals", {"person": family.mother})["entries"][0]
    made = service.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")
    not_share = service.record(
        f"{family.path}/not-share-decisions",
        {
            "scope": family.scope(),
            "reason_codes": ["NOT_RELEVANT"],
            "rationale": reasons(),
            "duty_test": {"relevant": False, "may_help": True, "more_harm_than_good": False},
            "review_due": "2026-03-20",
        },
        "MASH_MANAGER",
    )["entries"][0]
    told = {
        checked: "Agreed. You can do this.",
        back["receipt"]: "Changed their mind: agreement taken back.",
        made["entries"][0]["receipt"]: "Go ahead although someone said no.",
        not_share["receipt"]: "Not to share for now. It stands in nobody’s way.",
    }
    for receipt, says in told.items():
        page = printed(service, receipt)
        assert says in page.text
        # Without a word about what, everything was taken back.
        assert ("Any agency" if receipt == back["receipt"] else "Health visitor") in page.text


def test_a_check_that_is_in_no_familys_file_has_no_receipt_yet(
    service: Running, family: Family
) -> None:
    """It stands in the authority's own file, or waits to be recorded. One said twice has one."""
    asked = family.question(subjects=["0" * 24])
    assert service.check_reference(asked | {"reference": "LCS-none"})["receipt"] is None
    assert service.check(family.file, family.question(urgency="IMMEDIATE"))["receipt"] is None
    again = [service.check(family.file, family.question(), key="once")["receipt"] for _ in range(2)]
    assert again[0] == again[1] is not None


def test_any_other_entry_is_named_by_its_kind_alone(service: Running, family: Family) -> None:
    entry = service.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "Zzstreet 7", "safety": "UNSAFE"},
    )["entries"][0]
    page = printed(service, entry["receipt"])
    assert "Contact point recorded." in page.text
    assert "Zzstreet" not in page.source
    assert page.hash == entry["entry_hash"]


def test_a_parent_reads_what_they_said_and_taking_it_back(service: Running, family: Family) -> None:
    mother = mother_of(service, family)
    entry = agreed_in_part(service, family)
    page = own_page(mother, entry["entry_hash"])
    for said in (
        "Talking to other services", "You said yes to some of it.", "Health visitor",
        "Elm <Primary> (school)", "Your child's health", "Your health", "Ng", "You",
        "You said no to Your family's story", "To decide what help is right for your family",
        "We ask them", "29 March 2026", "Safeguarding hub worker",
    ):  # fmt: skip
        assert said in page.text, said
    assert page.hash == page.qr == entry["entry_hash"]
    stopped = mother.receipt("withdrawals")
    page = own_page(mother, stopped["entry_hash"])
    assert "You changed your mind. You stopped agreeing to this." in page.text
    assert "You stopped All of it" in page.text
    assert "Any service" not in page.text
    part = mother.receipt("withdrawals", {"scope": {"agencies": [{"type": "SCHOOL"}]}})
    page = own_page(mother, part["entry_hash"])
    assert "You stopped agreeing to this." in page.text
    assert "Who School" in page.text
    assert "You, on your own page" in page.text
    asked = mother.receipt("requests", {"wants": "SUPPORTER", "words": "My sister, please"})
    page = own_page(mother, asked["entry_hash"])
    assert "Ask for someone to support me." in page.text
    assert "My sister, please" in page.text
    wrong = mother.receipt("correction-requests", {"words": "I was not there"})
    assert "I was not there" in own_page(mother, wrong["entry_hash"]).text


@pytest.mark.each_database("printOwnReceipt", "printReceipt", "showOwnReceipt", "showReceipt")
def test_what_is_printed_is_what_the_file_proves(
    service: Running, family: Family, tmp_path: Path
) -> None:
    """From the API to the holder's own machine: both verifiers, and the same hash as on paper."""
    entry = agreed_in_part(service, family)
    mother = mother_of(service, family)
    own = service.client.post(
        "/v1/own/receipts", json={"entry_hash": entry["entry_hash"]}, headers=mother.headers()
    )
    downloads = {"staff": service.get(entry["receipt"]), "own": own}
    key = format_public_key(service.storage.keys[OURS].signer().verifier)
    for name, reply in downloads.items():
        named = re.fullmatch(
            r'attachment; filename="(receipt(-\d+)?\.tlog-proof)"',
            reply.headers["Content-Disposition"],
        )
        assert named is not None
        page = own_page(mother, entry["entry_hash"]) if name == "own" else None
        page = page or printed(service, entry["receipt"])
        command = re.search(
            r"python -m ledger verify receipt \S+ --origin \S+ --key KEY", page.text
        )
        assert command is not None
        words = command[0].split()
        assert words[5] == named[1]
        folder = tmp_path / name
        folder.mkdir()
        (folder / named[1]).write_bytes(reply.data)
        words[5], words[-1] = str(folder / named[1]), key
        alone = ["-I", "-S", str(ROOT / "docs" / "verify_ledger.py"), *words[4:]]
        for arguments in (words[1:], alone):
            done = subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout.startswith("SOUND:")
            assert page.hash in done.stdout


# ── what it keeps to itself ─────────────────────────────────────────────────────────────────


def test_a_page_for_staff_names_nobody_and_has_nobodys_words(
    service: Running, family: Family
) -> None:
    entry = agreed_in_part(service, family)
    page = printed(service, entry["receipt"])
    for kept in ("Ann", "Bo Example", "Ng<", "Zzwords", "worker-1", family.mother, family.child):
        assert kept not in page.source
    assert "see whether it is safe for them to have it" in page.text


def test_a_page_of_ones_own_has_no_other_person_no_staff_and_no_place(
    service: Running, family: Family
) -> None:
    """Two places would say that something was recorded between them."""
    service.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "Zzstreet 7", "safety": "UNSAFE"},
    )
    entry = agreed_in_part(service, family)
    page = own_page(mother_of(service, family), entry["entry_hash"])
    for kept in (
        "Ann", "Bo Example", "Zz", "worker-1", family.file, family.father, family.mother,
        family.child, "Number ", f"receipt-{entry['seq']}", "For the case record",
    ):  # fmt: skip
        assert kept not in page.source, kept


def test_somebody_elses_child_is_not_named_on_it(service: Running, family: Family) -> None:
    other = service.record(f"{family.path}/children", {"names": "Zzother", "dob": "2020-02-01"})
    scope = family.scope(subjects=[family.child, other["id"]])
    entry = agree(service, family, scope=scope)["entries"][1]
    page = own_page(mother_of(service, family), entry["entry_hash"])
    assert "Someone in your family" in page.text
    assert "Zzother" not in page.source


def test_what_one_did_not_say_cannot_be_printed_or_taken_away(
    service: Running, family: Family
) -> None:
    """Another's answer, a check, the reason why one was not asked, the referrer's word."""
    mother, father = mother_of(service, family), father_of(service, family)
    said = agree(service, family)["entries"]
    checked = service.check(family.file, family.question())["ledger"]["entry_hash"]
    unsafe = agree(service, family, answer="NOT_ASKED_UNSAFE")["entries"][1]["entry_hash"]
    elsewhere = agree(service, add_family(service))["entries"][1]["entry_hash"]
    assert print_own(mother, said[1]["entry_hash"]).status_code == 200
    refused = [(father, said[1]["entry_hash"])]
    refused += [(mother, h) for h in (said[0]["entry_hash"], checked, unsafe, elsewhere, "0" * 64)]
    for own, entry_hash in refused:
        problem_of(print_own(own, entry_hash), "not-found")
        body = {"entry_hash": entry_hash}
        reply = service.client.post("/v1/own/receipts", json=body, headers=own.headers())
        problem_of(reply, "not-found")


def test_only_who_may_have_the_receipt_may_print_it(service: Running, family: Family) -> None:
    receipt = agree(service, family)["entries"][1]["receipt"]
    problem_of(service.get(f"{receipt}/print", "SYSTEM_ADMIN"), "not-your-role")
    problem_of(service.get(f"{receipt}/print", "AUDITOR"), "not-opened-yet")
    problem_of(service.as_authority(THEIRS).get(f"{receipt}/print"), "not-found")
    other = add_family(service)
    seq = receipt.rpartition("/")[2]
    for place in (seq, "0", "999999", f"0{seq}"):
        problem_of(service.get(f"{other.path}/receipts/{place}/print"), "not-found")


# ── how it is made ──────────────────────────────────────────────────────────────────────────

LOADS = {"src", "srcset", "href", "action", "data", "poster", "background", "xlink:href", "style"}


def test_the_page_loads_nothing_runs_nothing_and_may_not(service: Running, family: Family) -> None:
    page = printed(service, agreed_in_part(service, family)["receipt"])
    style = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert page.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{style}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"url\(|@import|expression|</", page.style)
    used = {tag for tag, _ in page.tags}
    assert not used & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "use"}
    for tag, attributes in page.tags:
        assert not LOADS & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    assert "javascript:" not in page.source
    other = service.get(f"{family.path}")
    assert other.headers["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def test_the_page_can_be_heard_enlarged_and_printed(service: Running, family: Family) -> None:
    page = printed(service, agreed_in_part(service, family)["receipt"])
    tags = page.tags
    assert ("html", {"lang": "en-GB"}) in tags
    viewport = next(a["content"] for t, a in tags if t == "meta" and a.get("name") == "viewport")
    assert viewport == "width=device-width, initial-scale=1"
    assert page.headings[0] == "h1"
    assert page.headings.count("h1") == 1
    levels = [int(heading[1]) for heading in page.headings]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    ids = {a["id"] for _, a in tags if "id" in a}
    assert {a["aria-labelledby"] for _, a in tags if "aria-labelledby" in a} <= ids
    assert next(a for _, a in tags if a.get("role") == "img")["aria-label"]
    assert "size: A4" in page.style
    assert "@media print" in page.style
    assert not re.search(r"\b(width|height|font-size):\s*\d{3,}px", page.style)


def _luminance(colour: str) -> float:
    colour = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_text_has_the_contrast_of_wcag_aaa_on_every_background() -> None:
    style = (ROOT / "consent_service/templates/receipt.css").read_text()
    texts = re.findall(r"[{;\s]color: #([0-9a-f]{3,6})", style)
    grounds = re.findall(r"background: #([0-9a-f]{3,6})", style)
    assert len(texts) >= 3
    assert len(grounds) >= 3
    for text in texts:
        for ground in grounds:
            pair = [_luminance(text), _luminance(ground)]
            assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 7, (text, ground)


# ── the code ────────────────────────────────────────────────────────────────────────────────


def test_a_qr_code_is_read_back_as_it_was_written() -> None:
    for number in range(20):
        text = hashlib.sha256(bytes([number])).hexdigest()
        assert read_qr(squares_of(qr_code(text))) == text


def test_a_square_that_is_wrong_is_seen() -> None:
    """The reader corrects nothing, so it cannot agree with everything."""
    squares = squares_of(qr_code(HASH))
    squares[-1][-3] ^= True
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        assert read_qr(squares) == HASH
