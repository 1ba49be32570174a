"""Entries: one spelling each, and nothing else is read."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    NO_PREVIOUS,
    Entry,
    MalformedEntry,
    commit,
    entry_hash,
    format_entry,
    format_time,
    parse_entry,
    parse_time,
)
from tests.ledger.vector_files import load
from tests.sweeping import each

AN_ENTRY = Entry(
    ledger="records.example.org/north",
    seq=17,
    at=datetime(2026, 11, 12, 12, 0, tzinfo=UTC),
    kind="response-recorded",
    file="00112233445566778899aabbccddeeff",
    commitment=bytes(range(32)),
    prev=NO_PREVIOUS,
)

times = st.datetimes(timezones=st.just(UTC))
entries = st.builds(
    Entry,
    ledger=st.from_regex(r"[!#-*,-\[\]-~]{1,60}", fullmatch=True),
    seq=st.integers(0, 2**53 - 1),
    at=times,
    kind=st.from_regex(r"[a-z]{1,9}(-[a-z]{1,9}){0,4}", fullmatch=True),
    file=st.binary(min_size=16, max_size=16).map(bytes.hex),
    commitment=st.binary(min_size=32, max_size=32),
    prev=st.binary(min_size=32, max_size=32),
)


def test_the_bytes_and_hashes_of_entries_are_those_on_file():
    """The format is what the vector file says, to the byte."""
    vectors = load("ledger")
    for vector in vectors["entries"]:
        data = vector["bytes"].encode()
        assert format_entry(parse_entry(data)) == data
        assert entry_hash(data).hex() == vector["hash"]
    for vector in vectors["contents"]:
        salt = bytes.fromhex(vector["salt"])
        assert commit(salt, vector["content"].encode()).hex() == vector["commitment"]


@given(entries)
def test_parsing_undoes_formatting(entry):
    """Every entry comes back from its bytes as it was."""
    assert parse_entry(format_entry(entry)) == entry


@given(entries)
def test_the_bytes_are_those_of_an_rfc_8785_encoder(entry):
    """Formatting by hand makes exactly the canonical JSON that another implementation makes."""
    members = {
        "v": 1,
        "ledger": entry.ledger,
        "seq": entry.seq,
        "at": format_time(entry.at),
        "kind": entry.kind,
        "file": entry.file,
        "commitment": entry.commitment.hex(),
        "prev": entry.prev.hex(),
    }
    assert format_entry(entry) == rfc8785.dumps(members)


@given(entries, st.data())
def test_no_changed_byte_reads_as_the_same_entry(entry, data):
    """A change of one byte is refused or reads as another entry, which is formatted as read."""
    good = format_entry(entry)
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[at]))
    try:
        read = parse_entry(bytes(bad))
    except MalformedEntry:
        return
    assert read != entry
    assert format_entry(read) == bytes(bad)


@given(st.binary(max_size=400))
def test_anything_else_is_refused_with_one_error(data):
    """No input makes the parser fail in another way."""
    with pytest.raises(MalformedEntry):
        parse_entry(data)


def test_json_that_means_the_same_is_refused():
    """Spaces, another order, escapes, a member twice, a number written otherwise."""
    good = format_entry(AN_ENTRY).decode()
    members = json.loads(good)
    for text in (
        json.dumps(members),
        json.dumps(dict(reversed(members.items())), separators=(",", ":")),
        good.replace("response", "\\u0072esponse"),
        good.replace('"v":1', '"v":1,"v":1'),
        good.replace('"seq":17', '"seq":017'),
        good.replace('"seq":17', '"seq":17.0'),
        good.replace('"seq":17', '"seq":"17"'),
        good.replace("00112233", "00112233".upper()).replace("aabb", "AABB"),
        good + "\n",
        "\ufeff" + good,
        good.replace('"v":1', '"v":2'),
        good.replace("17", "\u0661\u0667"),
    ):
        with pytest.raises(MalformedEntry):
            parse_entry(text.encode())


@each(
    "change",
    of=[
        {"ledger": ""},
        {"ledger": "two words"},
        {"ledger": 'quo"te'},
        {"ledger": "back\\slash"},
        {"ledger": "a+b"},
        {"ledger": "é"},
        {"ledger": "x" * 256},
        {"ledger": "line\n"},
        {"seq": -1},
        {"seq": 2**53},
        {"seq": True},
        {"kind": ""},
        {"kind": "Upper"},
        {"kind": "two--hyphens"},
        {"kind": "ends-"},
        {"kind": "x" * 65},
        {"file": "0" * 31},
        {"file": "A" * 32},
        {"commitment": bytes(31)},
        {"prev": bytes(33)},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001 - a naive time is what must be refused
        {"at": datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))},
    ],
    ids=str,
)
def test_a_field_out_of_bounds_is_refused_and_never_cut_to_fit(change):
    """Formatting refuses what parsing would refuse."""
    with pytest.raises(MalformedEntry):
        format_entry(replace(AN_ENTRY, **change))


@each(
    "text",
    of=[
        "2026-11-12T12:00:00Z",
        "2026-11-12T12:00:00.000Z",
        "2026-11-12 12:00:00.000000Z",
        "2026-11-12T12:00:00.000000+00:00",
        "2026-11-12T12:00:60.000000Z",
        "2026-11-12T24:00:00.000000Z",
        "2026-02-30T12:00:00.000000Z",
        "0000-01-01T00:00:00.000000Z",
        "2026-11-12T12:00:00.000000z",
        "2026-11-12T12:00:00.000000Z\n",
        "٢026-11-12T12:00:00.000000Z",
    ],
)
def test_a_time_is_written_in_one_way_only(text):
    """Other spellings of a time, and times that do not exist, are refused."""
    with pytest.raises(MalformedEntry):
        parse_time(text)


@given(times)
def test_parsing_a_time_undoes_formatting_it(at):
    """To the microsecond, for every year there is."""
    assert parse_time(format_time(at)) == at


def test_a_salt_is_exactly_32_bytes():
    """With any other length, where the salt ends and the content begins would be open."""
    with pytest.raises(MalformedEntry):
        commit(bytes(31), b"\x00content")


def test_an_entry_says_nothing_of_the_content():
    """The fields are these, and a new one needs a new version of the format."""
    assert [field.name for field in fields(Entry)] == [
        "ledger", "seq", "at", "kind", "file", "commitment", "prev",
    ]  # fmt: skip
