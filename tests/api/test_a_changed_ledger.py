"""What happens when somebody with the database's own rights changes the ledger: F13 and F14."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ledger.entry import entry_hash, format_entry
from ledger.errors import Altered, RolledBack
from tests.api.breaking import altering
from tests.api.running import OURS, Family, Running, add_family, agree
from tests.api.weather import only_reason
from tests.tamper.hand import ENTRIES, Hand

pytestmark = pytest.mark.each_database


def hand(service: Running, connection: sa.Connection) -> Hand:
    return Hand(connection, service.storage.records.ledgers[OURS])


@pytest.mark.breaks_the_ledger("a row is edited")
def test_F13_an_edited_row_is_named_and_answers_go_on_with_a_warning(
    service: Running, family: Family
) -> None:
    agreed = agree(service, family)
    seq = agreed["entries"][1]["seq"]
    other = add_family(service, "LCS-2")
    agree(service, other)
    service.beat()
    with altering(service) as connection:
        hand(service, connection).flip(ENTRIES, "data", seq=seq)
    with pytest.raises(Altered) as found:
        service.storage.verify(OURS)
    assert found.value.seq == seq
    # The family it is about is not answered for until it is mended; the others are, with a warning.
    answer = service.check(family.file, family.question())
    assert only_reason(answer) == "RECORD_DAMAGED"
    answer = service.check(other.file, other.question())
    assert answer["outcome"] == "COVERED"
    assert "LEDGER_ALTERED" in [flag["code"] for flag in answer["flags"]]


@pytest.mark.breaks_the_ledger("entries are cut off")
def test_F14_the_last_fifty_entries_cut_and_the_chain_made_again_are_found(
    service: Running, family: Family
) -> None:
    for _ in range(60):
        service.check(family.file, family.question())
    service.beat()
    size = service.size()
    with altering(service) as connection:
        ours = hand(service, connection)
        ours.remove_from(ENTRIES, size - 50)
        last = ours.entry(size - 51)
        assert entry_hash(format_entry(last)) == bytes(ours.row(ENTRIES, seq=size - 51)["hash"])
        ours.end_at(size - 50)
    with pytest.raises(RolledBack) as found:
        service.storage.verify(OURS)
    assert found.value.exit_code == 3
    # What cannot be trusted is not answered from, and nobody is left waiting.
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "UNAVAILABLE"
    assert service.check(family.file, family.question(urgency="IMMEDIATE"))["outcome"] == (
        "SHARE_NOW"
    )
