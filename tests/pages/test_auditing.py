"""An auditor's pages: is it whole, one entry's proof, and how it was found."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.times import LONDON
from consent_service.pages.auditing import listsattwotimes
from consent_service.pages.auditing.drawing import BOX, TALL, WIDTH, ladder
from consent_service.pages.auditing.proof import by_hand
from consent_service.storage.sealed.keys import reads_of
from ledger.entry import entry_hash
from ledger.tree import beside, hash_reader, prove_inclusion, root_of
from tests.api.breaking import altering
from tests.api.counting_looks import Look, looks_of
from tests.api.disclosing import disclosure
from tests.api.running import OURS, Running, add_family, agree, decision, text_of
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.tamper.hand import ENTRIES, Hand

AUDITOR = "4"
WHY = "Sampled for the inspection of March."
MINUTE = timedelta(minutes=1)


def checked(service: Running) -> None:
    """What each keeper does at its next turn, once it is asked."""
    for ledger in (OURS, reads_of(OURS)):
        service.storage.keepers[ledger].turn()


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


def test_an_auditor_opens_a_family_and_sees_what_staff_saw_at_a_minute(made_up: Running) -> None:
    """What was known, what was answered, who was told what, who looked: by the pages alone."""
    family = add_family(made_up, "INSPECTED-1")
    agree(made_up, family)
    checked_at = made_up.check(family.file, family.question())["ledger"]["seq"]
    shared = disclosure(family, check=checked_at)
    sent_at = made_up.record(f"{family.path}/disclosures", shared)["entries"][0]["seq"]
    made_up.clock.now += 10 * MINUTE
    made_up.record(
        f"{family.path}/conversations",
        family.conversation(
            person=family.father,
            effective_at=text_of(made_up.clock.now - 8 * MINUTE),
            responses=[],
        ),
    )
    made_up.clock.now += MINUTE
    browser = someone(made_up, AUDITOR)
    found = browser.send(browser.open("/audit/families"), "/audit/families", about="INSPECTED-1")
    page = opened(found)
    assert "One family fits" in page.text
    assert "Example" not in page.text
    address = f"/audit/files/{family.file}"
    assert f'href="{address}"' in found.text
    # It is not open to them until they say why; and a reason of two words is none.
    way = f"{address}/openings/new"
    assert browser.get(address).headers["Location"] == way
    timeline = f"/files/{family.file}/timeline"
    there = f"{way}?to={timeline}"
    assert f'href="{there}"' in browser.open(timeline, 403).reply.text
    another = someone(made_up, AUDITOR)
    went = another.send(another.open(there), way, reason=WHY, to=timeline)
    assert went.headers["Location"] == timeline
    made_up.clock.now += 61 * MINUTE
    form = browser.open(way)
    assert "20 characters" in opened(browser.send(form, way, reason="To look"), 422).text
    assert browser.send(form, way, reason=WHY).headers["Location"] == address

    page = browser.open(address)
    for said in ("Child 1", "Parent 1", "Agreed. You can do this.", "the same answer again"):
        assert said in page.text
    assert "Spoken to" in page.text
    assert "Dana" not in page.text
    assert "Example" not in page.text
    # At the minute before the talk with the father was written down, and after it had been held.
    minute = (made_up.clock.now - 66 * MINUTE).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    then = browser.send(page, address, as_of=minute)
    page = browser.open(then.headers["Location"])
    assert "What staff could see" in page.text
    assert "It had happened by then" in page.text
    father = page.text.partition("Parent 2")[2]
    assert "Not spoken to" in father.partition("Who looked")[0]
    # From what is known now of that minute, he had been.
    known = made_up.clock.now.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    then = browser.send(page, address, as_of=minute, known_at=known)
    page = browser.open(then.headers["Location"])
    assert "How it stood" in page.text
    assert "Not spoken to" not in page.text
    # Their hour over, they say why once more, and are at that minute again; and one that they kept
    # opens for a day, without what was recorded since, and whatever happens to the hour.
    at_then = browser.send(page, address, as_of=minute).headers["Location"]
    page = browser.open(at_then)
    hidden = page.form(f"{address}/minutes")
    short = browser.post(f"{address}/minutes", hidden | {"reason": "To see"})
    assert "20 characters" in opened(short, 422).text
    kept = browser.post(f"{address}/minutes", hidden | {"reason": WHY})
    assert kept.headers["Location"] == f"{at_then}#kept"
    assert "this address opens to you, and to nobody else" in browser.open(at_then).text
    made_up.clock.now += 61 * MINUTE
    browser = someone(made_up, AUDITOR)
    page = browser.open(at_then)
    assert "This minute alone lies open to you" in page.text
    assert "Agreed. You can do this." in page.text
    other = at_then.replace("T1", "T0")
    form = browser.open(browser.get(other).headers["Location"])
    back = browser.send(form, form.forms[-1]["action"], reason=WHY)
    assert back.headers["Location"] == other
    page = browser.open(address)
    wrong = browser.send(page, address, as_of="2099-01-01T00:00")
    assert "a time that has come already" in opened(wrong, 422).text

    trail = browser.open(f"{address}/trails/{sent_at}")
    steps = ("The question", "The answer", "What it rested on", "The words", "The reply")
    places = [trail.text.index(f"{n}. {step}") for n, step in enumerate(steps, 1)]
    assert places == sorted(places)
    assert f'href="/audit/entries/{checked_at}"' in trail.reply.text
    browser.open(f"{address}/trails/{checked_at}", 404)
    looks = browser.open(f"{address}/looks").text
    assert "safeguarding hub worker" in looks
    assert "Asked what is agreed, and read the answer" in looks
    # A decision that is drawn leads to what was on file when it was recorded.
    made_up.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")
    made_up.clock.now += MINUTE
    page = browser.open("/audit/sample")
    asked = {"reason": "SIGNIFICANT_HARM_NOT_RULED_OUT", "kind": "", "team": "", "days": "30"}
    assert (
        "Say a word first"
        in opened(browser.send(page, "/audit/sample", word=" ", **asked), 422).text
    )
    drawn = opened(browser.send(page, "/audit/sample", word="six and four", **asked))
    assert "1 of 1" in drawn.text
    ways = re.findall(rf'href="({address}[?][^"]+)"', drawn.reply.text)
    page = browser.open(unescape(ways[0]))
    assert "Go ahead although someone said no" in page.text
    assert "is shown with the names" in page.text
    # With another reason, names; and every look of theirs is on record, each with its reason.
    form = browser.open(f"{address}/unlocking/new")
    browser.send(form, f"{address}/unlocking/new", reason="To compare it with the paper file.")
    page = browser.open(address)
    assert "Example" in page.text
    assert "Names are shown to you" in page.text
    theirs = [event for look, event in looks_of(made_up) if look.who == "auditor"]
    assert {"showFile", "showHistory", "listDisclosures", "showCheck", "listLooks"} <= {
        event.what for event in theirs if event.of == family.file
    }


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


def test_a_young_person_who_decides_stands_among_those_who_were_asked_and_all_looks_are_counted(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listsattwotimes, "_A_PAGE", 4)
    family = add_family(made_up, "INSPECTED-2")
    born = {"names": "Kit Example", "dob": "2009-06-01"}
    young = made_up.record(f"{family.path}/children", born)["id"]
    for _ in range(6):
        made_up.get(family.path)
    browser = someone(made_up, AUDITOR)
    found = browser.send(browser.open("/audit/families"), "/audit/families", about="INSPECTED-2")
    assert "Found by the reference." in opened(found).text
    address = f"/audit/files/{family.file}"
    way = f"{address}/openings/new"
    browser.send(browser.open(way), way, reason=WHY)

    page = browser.open(address).text
    assert "Child 2 Not spoken to." in page
    assert "Child 1 Not spoken to." not in page
    made_up.record(f"{family.path}/conversations", family.conversation(person=young))
    page = browser.open(address).text
    assert "Child 2 Spoken to" in page
    # Seven at least, over several pages of the list.
    assert any(int(many) >= 6 for many in re.findall(r"\((\d+) looks\)", page))
