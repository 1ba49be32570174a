"""An auditor's pages: is it whole, one entry's proof, and how it was found."""

from __future__ import annotations

import contextlib
import io
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from consent_service.pages.auditing.drawing import BOX, TALL, WIDTH, ladder
from consent_service.pages.auditing.proof import by_hand
from consent_service.storage.keys import reads_of
from ledger.entry import entry_hash
from ledger.tree import beside, hash_reader, prove_inclusion, root_of
from tests.api.breaking import altering
from tests.api.counting_looks import Look, looks_of
from tests.api.running import OURS, Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.tamper.hand import ENTRIES, Hand

AUDITOR = "4"


def checked(service: Running) -> None:
    """What each keeper does at its next beat, once it is asked."""
    for ledger in (OURS, reads_of(OURS)):
        service.storage.keepers[ledger].beat()
        service.storage.keepers[ledger].verify_if_asked()


def test_an_auditor_asks_whether_it_is_whole_and_proves_an_entry_by_hand(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    seq = agree(made_up, family)["entries"][1]["seq"]
    browser = someone(made_up, AUDITOR)
    assert browser.get("/").headers["Location"] == "/audit"
    page = browser.open("/audit")
    reply = browser.send(page, "/audit/verifications")
    assert reply.headers["Location"] == "/audit#now"
    assert "A check was asked for" in browser.open("/audit").text
    # It goes on in another process, and the page says how far it has come however often it is read.
    keeper = made_up.storage.keepers[OURS]
    with keeper._verifying.try_lease():
        keeper.verifications.begin(made_up.clock())
        keeper.verifications.came_to(3_000, 18_204)
        for _ in range(2):
            assert "3,000 of 18,204 entries" in browser.open("/audit").text
    # That one ended with its process: what was asked for still stands, and is done.
    checked(made_up)
    page = browser.open("/audit")
    assert "The record is whole" in page.text
    assert "is being checked" not in page.text
    assert "A check was asked for" not in page.text
    assert f"{made_up.size():,} entries" in page.text
    assert "No witness is set up" in page.text

    typed = browser.send(page, "/audit/entries", entry=f"{seq:,}")
    assert typed.headers["Location"] == f"/audit/entries/{seq}"
    proof = browser.open(f"/audit/entries/{seq}")
    assert "Leads to the signed root" in proof.text
    assert "Example" not in proof.text
    # Whoever copies the dozen lines and runs them has the root that the note says.
    code = re.search(r'<pre[^>]*id="by-hand">(.*?)</pre>', proof.reply.text, re.DOTALL)
    assert code is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(unescape(code[1]), {})  # noqa: S102 - what the page says to run
    assert f"# The signed root: {printed.getvalue().strip()}" in unescape(code[1])
    looked = [look for look, _ in looks_of(made_up)]
    assert Look("auditor", "showProof", family.file) in looked
    assert Look("auditor", "verifyNow", None) in looked

    wrong = browser.send(page, "/audit/entries", entry="eighty-three")
    assert wrong.status_code == 422
    browser.open(f"/audit/entries/{made_up.size()}", 404)
    worker = someone(made_up)
    assert "Is it whole?" not in worker.open("/").text
    worker.open("/audit", 403)


def test_what_is_edited_in_the_database_is_found_and_said_in_plain_words(made_up: Running) -> None:
    family = add_family(made_up)
    seq = agree(made_up, family)["entries"][1]["seq"]
    made_up.beat()
    browser = someone(made_up, AUDITOR)

    def edit() -> None:
        with altering(made_up) as connection:
            Hand(connection, made_up.storage.records.ledgers[OURS]).flip(ENTRIES, "data", seq=seq)

    edit()
    browser.send(browser.open("/audit"), "/audit/verifications")
    checked(made_up)
    page = browser.open("/audit")
    assert "Something is wrong with the record" in page.text
    assert "An entry was changed, taken out or put in" in page.text
    assert f'href="/audit/entries/{seq}"' in page.reply.text
    assert "1 family is not answered from" in page.text
    # What was published before the edit still proves what the entry was.
    assert "Leads to the signed root" in browser.open(f"/audit/entries/{seq}").text
    edit()
    browser.send(page, "/audit/verifications")
    checked(made_up)
    assert "The record is whole" in browser.open("/audit").text


@given(st.integers(1, 200), st.data())
def test_a_proof_by_hand_leads_to_the_root_and_its_drawing_stays_within(
    size: int, data: st.DataObject
) -> None:
    seq = data.draw(st.integers(0, size - 1))
    entries = [f"entry {place}".encode() for place in range(size)]
    leaves = [entry_hash(one) for one in entries]
    path = prove_inclusion(hash_reader(leaves), seq, size)
    root = root_of(leaves)
    ranges = beside(seq, size)
    # Every other entry is under exactly one of the hashes.
    under = [place for first, stop in ranges for place in range(first, stop)]
    assert sorted([seq, *under]) == list(range(size))
    steps = [
        {
            "side": "LEFT" if first < seq else "RIGHT",
            "hash": hash_.hex(),
            "first": first,
            "last": stop - 1,
            "gives": hash_.hex(),
        }
        for hash_, (first, stop) in zip(path, ranges, strict=True)
    ]
    proof = {
        "text": entries[seq].decode(),
        "leaf": leaves[seq].hex(),
        "steps": steps,
        "root": root.hex(),
    }
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(by_hand(proof), {})  # noqa: S102 - what the page says to run
    assert printed.getvalue().strip() == root.hex()
    drawn = ladder(proof)
    places = [rung.join_y for rung in drawn.rungs]
    assert places == sorted(places, reverse=True)
    for rung in drawn.rungs:
        assert 0 <= rung.box_x <= WIDTH - BOX
        assert drawn.top <= rung.join_y < rung.box_y + TALL < drawn.bottom + TALL < drawn.height
