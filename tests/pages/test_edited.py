"""The auditor's page stands open while somebody edits the database, or the files beside it."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from consent_service.pages.auditing.whole import lead
from consent_service.storage.database.tables import (
    case_files,
    case_lists,
    entry_contents,
    file_keys,
    list_places,
)
from consent_service.storage.sealed.keys import reads_of
from tests.api.breaking import altering
from tests.api.running import OURS, Running, add_family, agree
from tests.pages.opening import Browser
from tests.pages.test_auditing import AUDITOR, checked
from tests.pages.test_being_somebody import someone
from tests.tamper.hand import ENTRIES, HEADS, Hand

LOOKS = reads_of(OURS)


class Edit(NamedTuple):
    """One bit of one row, the words that its finding has on the page, and whose page is marked."""

    table: sa.Table
    column: str
    said: str
    is_of_family: bool = True
    of: str = OURS
    #: Whether nothing of that family is shown or answered until it is mended.
    stops: bool = True


EDITS = (
    Edit(ENTRIES, "data", "An entry was changed, taken out or put in"),
    Edit(ENTRIES, "hash", "An entry was changed, taken out or put in", is_of_family=False),
    Edit(HEADS, "tip", "What the database says of the end of the record", is_of_family=False),
    Edit(entry_contents, "sealed", "or another than was sealed then"),
    Edit(file_keys, "wrapped", "or its key is another"),
    Edit(case_files, "sealed", "How a family stands, as staff are shown it"),
    Edit(case_lists, "sealed", "What lists of tasks and enquiries show", stops=False),
    Edit(ENTRIES, "data", "Who looked: every entry, in its order", is_of_family=False, of=LOOKS),
    Edit(HEADS, "tip", "Who looked: every entry, in its order", is_of_family=False, of=LOOKS),
)


def where(edit: Edit, file: str, seq: int) -> dict[str, object]:
    """The row: the family's own where the table has one, and none of nobody's."""
    if edit.table is HEADS:
        return {}
    if "seq" in edit.table.c:
        return {"seq": 1 if edit.of == LOOKS else seq}
    return {"file": file}


def asks(service: Running, browser: Browser) -> None:
    """ "Verify now", on the page; and the turns of both keepers that follow."""
    browser.send(browser.open("/audit"), "/audit/verifications")
    checked(service)


def flip(service: Running, edit: Edit, **row: object) -> None:
    """Change the one bit, or change it back."""
    with altering(service) as connection:
        hand = Hand(connection, service.storage.records.ledgers[edit.of])
        hand.flip(edit.table, edit.column, **row)


def test_whatever_is_edited_under_the_page_is_said_there_in_plain_words(made_up: Running) -> None:
    family = add_family(made_up)
    seq = agree(made_up, family)["entries"][1]["seq"]
    made_up.beat()
    auditor, worker = someone(made_up, AUDITOR), someone(made_up)
    worker.open("/to-do")
    page = f"/audit/files/{family.file}"
    for edit in EDITS:
        row = where(edit, family.file, seq)
        flip(made_up, edit, **row)
        asks(made_up, auditor)
        told = auditor.open("/audit")
        said = (edit.table.name, edit.column, edit.of)
        assert edit.said in told.text, said
        assert ("Something is wrong with the record" in told.text) == (edit.of == OURS), said
        assert (f'href="{page}"' in told.reply.text) == edit.is_of_family, said
        if edit.is_of_family and edit.stops:
            # There the finding leads, and there staff come who open that family.
            for browser, at in ((auditor, page), (worker, f"/files/{family.file}")):
                marked = browser.open(at, 503)
                assert edit.said in marked.text, said
                assert "sharing now goes on" in marked.text
            assert "As it was found" not in marked.text, "what it means is enough for staff"
        flip(made_up, edit, **row)

    # A task that is gone from a list comes back with the list; that one was taken is found.
    lines = worker.open("/to-do").reply.text.count(family.file)
    assert lines
    with altering(made_up) as connection:
        connection.execute(list_places.delete().where(list_places.c.file == family.file))
    asks(made_up, auditor)
    told = auditor.open("/audit")
    assert "one may be missing there" in told.text
    assert f'href="{page}"' in told.reply.text
    with altering(made_up) as connection:
        connection.execute(case_lists.delete().where(case_lists.c.file == family.file))
    assert worker.open("/to-do").reply.text.count(family.file) == lines

    # The copy for others, and what was signed, lie beside the database.
    keeper = made_up.storage.keepers[OURS]
    published = max(one for one in keeper.published.rglob("tile/entries/**/*") if one.is_file())
    signed = made_up.storage.checkpoints[OURS].folder / "checkpoint"
    for file, words in (
        (published, "What is published for others"),
        (signed, "what was signed is another"),
    ):
        kept = file.read_bytes()
        file.write_bytes(kept[:-9] + bytes([kept[-9] ^ 1]) + kept[-8:])
        asks(made_up, auditor)
        assert words in auditor.open("/audit").text
        file.write_bytes(kept)
    asks(made_up, auditor)
    assert "The record is whole" in auditor.open("/audit").text
    assert auditor.get(page).status_code == 303, "it can be opened again"


def test_what_was_taken_away_is_not_said_to_have_been_added_since() -> None:
    """Of a ledger that is behind what was signed, and of one that was put forward again after."""
    found: dict[str, Any] = {"entries": 206, "findings": [{"wall": "checkpoint"}]}
    behind = {
        "is_stopped": True,
        "is_altered": False,
        "found": found,
        "published": 208,
        "witnesses": None,
    }
    said = " ".join(lead(behind))
    assert "Nothing is recorded" in said
    assert "added since" not in said
    said = " ".join(lead(behind | {"found": {"entries": 208, "findings": []}}))
    assert "208 entries were looked at now, and nothing more was found" in said
    said = " ".join(lead(behind | {"is_stopped": False, "found": found | {"findings": []}}))
    assert "2 have been added since, and are signed" in said
