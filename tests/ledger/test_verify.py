"""Verifying: every change is found, named, and never found where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    Altered,
    Checkpoint,
    Draft,
    EntryLine,
    Forked,
    Head,
    MalformedEntry,
    NotPinned,
    RolledBack,
    entry_hash,
    extend,
    parse_entry,
    verify_against,
    verify_ledger,
    walk,
)
from ledger.bulk import recognise
from ledger.testing import A_TIME, delete, drafts, edit, flip, ledger_of, rechain, swap
from ledger.verify import CHUNK
from tests.sweeping import each

ORIGIN = "records.example.org/north"
HEAD, LINES = ledger_of(12, ORIGIN)
DATA = [line.data for line in LINES]


def test_a_sound_ledger_verifies_to_its_head():
    """At every size, from the start or from any head in between, with or without a checkpoint."""
    for size in range(len(LINES) + 1):
        head = walk(DATA[:size], ORIGIN)
        assert walk(DATA[size:], ORIGIN, head) == HEAD
        assert verify_ledger(LINES, ORIGIN, HEAD, head.checkpoint()) == HEAD
        assert verify_ledger(LINES[size:], ORIGIN, HEAD, start=head) == HEAD


def test_a_ledger_of_many_chunks_verifies_to_its_head():
    """Where the reader changes chunks, or a number of digits, nothing is lost."""
    head, lines = ledger_of(2 * CHUNK + 7, ORIGIN, batch=11)
    middle = walk([line.data for line in lines[: CHUNK + 1]], ORIGIN)
    assert verify_ledger(lines, ORIGIN, head, middle.checkpoint()) == head


def walked_or_fault(data):
    """The head, or the entry that is named."""
    try:
        return walk(data, ORIGIN)
    except Altered as fault:
        return fault.seq


@each("seq", of=range(12))
def test_no_byte_of_an_entry_can_be_changed(seq):
    """A bit of each byte turned over: the entry is named, by the hash beside it or the next."""
    for byte in range(len(DATA[seq])):
        bit = 8 * byte + (byte + seq) % 8
        bad = [*DATA[:seq], flip(DATA[seq], bit), *DATA[seq + 1 :]]
        lines = [replace(line, data=data) for line, data in zip(LINES, bad, strict=True)]
        with pytest.raises(Altered) as fault:
            verify_ledger(lines, ORIGIN)
        assert fault.value.seq == seq
        by_chain = walked_or_fault(bad)
        assert by_chain != HEAD
        assert isinstance(by_chain, Head) or by_chain in (seq, seq + 1)


TAMPERED = {
    "the first entry edited": (edit(LINES, 0, kind="other"), Altered, 0),
    "an entry edited": (edit(LINES, 5, kind="other"), Altered, 5),
    "the last entry edited": (edit(LINES, 11, kind="other"), Altered, 11),
    "only a time edited": (edit(LINES, 5, at=A_TIME + timedelta(seconds=4)), Altered, 5),
    "two entries swapped": (swap(LINES, 3, 8), Altered, 3),
    "two entries of one batch swapped": (swap(LINES, 6, 7), Altered, 6),
    "the first entry deleted": (delete(LINES, 0), Altered, 0),
    "an entry deleted": (delete(LINES, 5), Altered, 5),
    "the last entry deleted": (delete(LINES, 11), RolledBack, None),
    "five deleted from the end": (LINES[:7], RolledBack, None),
    "all deleted": ([], RolledBack, None),
    "an entry there twice": ([*LINES[:6], LINES[5], *LINES[6:]], Altered, 6),
    "entries in another order": ([*LINES[:4], LINES[5], LINES[4], *LINES[6:]], Altered, 4),
    "a stored hash changed": (
        [replace(line, hash=bytes(32)) if line.seq == 4 else line for line in LINES],
        Altered,
        4,
    ),
    "an entry and its stored hash changed": (
        [
            replace(line, hash=entry_hash(line.data)) if line.seq == 4 else line
            for line in edit(LINES, 4, kind="other")
        ],
        Altered,
        5,
    ),
    "an edit with all hashes made anew": (rechain(edit(LINES, 4, kind="other"))[1], Forked, None),
    "a deletion with all hashes made anew": (rechain(delete(LINES, 4))[1], RolledBack, None),
    "wiped and written again": (
        extend(Head.empty(ORIGIN), A_TIME, drafts(12, start=90))[1],
        Forked,
        None,
    ),
    "an entry put into it": (rechain([*LINES[:4], LINES[3], *LINES[4:]])[1], Forked, None),
    "an entry backdated into it": (rechain([*LINES[:4], LINES[2], *LINES[4:]])[1], Altered, 4),
    "another ledger's entries": (ledger_of(12, "other.example")[1], Altered, 0),
    "two ledgers spliced": ([*LINES[:6], *ledger_of(12, "other.example")[1][6:]], Altered, 6),
}


@each("case", of=TAMPERED)
def test_tampering_is_found_against_a_checkpoint(case):
    """With the checkpoint that was signed before, whatever was done shows."""
    lines, error, seq = TAMPERED[case]
    with pytest.raises(error) as found:
        verify_ledger(lines, ORIGIN, None, HEAD.checkpoint())
    assert getattr(found.value, "seq", None) == seq


@each("case", of=[case for case, (_, error, _) in TAMPERED.items() if error is Altered])
def test_tampering_that_breaks_the_chain_is_found_without_a_checkpoint(case):
    """What did not remake every hash after it shows by itself."""
    lines, _, seq = TAMPERED[case]
    with pytest.raises(Altered) as found:
        verify_ledger(lines, ORIGIN)
    assert found.value.seq == seq


def test_a_chain_made_anew_looks_perfect_by_itself():
    """The limit, stated: without a checkpoint from before, nobody can tell."""
    head, lines = rechain(edit(LINES, 4, kind="other"))
    assert verify_ledger(lines, ORIGIN, head) == head


def test_the_stored_head_must_be_what_the_entries_lead_to():
    """Too many entries, too few, or another tip, time or frontier."""
    more, _ = extend(HEAD, A_TIME + timedelta(days=1), drafts(1))
    for stored, seq in (
        (more, 12),
        (walk(DATA[:11], ORIGIN), 11),
        (replace(HEAD, tip=bytes(32)), None),
        (replace(HEAD, at=A_TIME), None),
        (replace(HEAD, frontier=HEAD.frontier.append(bytes(32))), None),
    ):
        with pytest.raises(Altered) as fault:
            verify_ledger(LINES, ORIGIN, stored)
        assert fault.value.seq == seq


def test_an_earlier_fault_is_named_before_a_gap():
    """Entry 2 was edited and entry 5 deleted: the first is 2."""
    with pytest.raises(Altered) as fault:
        verify_ledger(delete(edit(LINES, 2, kind="other"), 5), ORIGIN)
    assert fault.value.seq == 2


def test_a_ledger_that_runs_backwards_is_refused():
    """Times never go back, even where every hash fits."""
    lines = rechain(edit(LINES, 7, at=A_TIME - timedelta(days=1)))[1]
    with pytest.raises(Altered) as fault:
        verify_ledger(lines, ORIGIN)
    assert fault.value.seq == 7


def test_a_checkpoint_is_compared_with_a_head_of_its_size_only():
    """Smaller is a rollback, another root a fork, and larger a question put wrongly."""
    checkpoint = walk(DATA[:6], ORIGIN).checkpoint()
    assert verify_against(checkpoint, walk(DATA[:6], ORIGIN)) == checkpoint
    with pytest.raises(RolledBack):
        verify_against(checkpoint, walk(DATA[:5], ORIGIN))
    with pytest.raises(Forked):
        verify_against(replace(checkpoint, root=bytes(32)), walk(DATA[:6], ORIGIN))
    with pytest.raises(ValueError, match="size"):
        verify_against(checkpoint, HEAD)
    with pytest.raises(ValueError, match="before"):
        verify_ledger(LINES[8:], ORIGIN, None, checkpoint, start=walk(DATA[:8], ORIGIN))


def test_another_ledgers_checkpoint_or_start_is_refused():
    """The origin was given by the caller, and nothing else is taken for it."""
    with pytest.raises(NotPinned):
        verify_against(Checkpoint("other.example", 12, HEAD.root()), HEAD)
    with pytest.raises(NotPinned):
        walk(DATA, ORIGIN, Head.empty("other.example"))


A_LINE = st.integers(0, len(DATA) - 1)
REPLACEMENTS = st.sampled_from(
    [b"", b'"', b"}", b"a", b"g", b"A", b"0", b"9", b"\n", b"\x00", b"\xff", b'","', b"-", b" "]
)


@given(A_LINE, st.data())
def test_the_quick_reader_never_accepts_what_the_strict_one_refuses(seq, data):
    """Cut, repeated, swapped, replaced, put in: if it recognises a run, each entry parses."""
    good = DATA[seq]
    at = data.draw(st.integers(0, len(good)))
    to = data.draw(st.integers(at, min(len(good), at + 3)))
    run = [*DATA[:seq], good[:at] + data.draw(REPLACEMENTS) + good[to:], *DATA[seq + 1 :]]
    known = recognise(run, ORIGIN, 0, bytes(32), None)
    if known is not None:
        # Nothing links to the last entry, so another sound one may stand there; nowhere else.
        assert run[:-1] == DATA[:-1]
        assert [parse_entry(data).seq for data in run] == list(range(len(DATA)))


@given(A_LINE, st.integers(0, 400), st.integers(0, 255))
def test_a_last_entry_that_is_recognised_parses(seq, at, byte):
    """Nothing follows it whose link could give a change away, so its bytes alone must."""
    changed = bytearray(DATA[seq])
    changed[at % len(changed)] = byte
    run = [*DATA[:seq], bytes(changed)]
    if recognise(run, ORIGIN, 0, bytes(32), None) is None:
        return
    entry = parse_entry(run[-1])
    assert (entry.ledger, entry.seq) == (ORIGIN, seq)


def test_every_bit_of_a_last_entry_is_judged_alike_by_both_readers():
    """Exhaustively: the quick reader accepts exactly what the strict one accepts here."""
    before, last = HEAD_BEFORE_LAST, DATA[-1]
    assert before.at is not None
    for bit in range(8 * len(last)):
        changed = flip(last, bit)
        try:
            entry = parse_entry(changed)
            sound = (
                entry.ledger == ORIGIN
                and entry.seq == before.size
                and entry.prev == before.tip
                and entry.at >= before.at
            )
        except MalformedEntry:
            sound = False
        known = recognise([changed], ORIGIN, before.size, before.tip, before.at)
        assert (known is not None) == sound


HEAD_BEFORE_LAST = walk(DATA[:-1], ORIGIN)


@each(
    "old",
    "new",
    of=[
        (b"2026-11-12T12:", b"2026-13-12T12:"),
        (b"2026-11-12T12:", b"2026-02-30T12:"),
        (b"2026-11-12T12:", b"2026-11-12T24:"),
        (b"2026-11-12T12:00:", b"2026-11-12T12:60:"),
        (b"2026-11-12T12:00:00", b"2026-11-12T12:00:60"),
        (b"2026-11-12T12:00:00.0", b"2026-11-12T12:00:00.a"),
        (b"2026-11-12T12:00:00.", b"2026-11-12T12:00:0a."),
        (b"thing-happened", b"thing--happened"),
        (b"thing-happened", b"-"),
        (b"thing-happened", b""),
        (b"thing-happened", b"x" * 65),
        (b'"commitment"', b'"0ommitment"'),
        (b'"kind"', b'"kin0"'),
        (b'"file":"0', b'"file":"G'),
        (b'"seq":0', b'"seq":00'),
        (b'"v":1', b'"v":2'),
    ],
)
def test_an_only_entry_is_refused_for_each_kind_of_fault(old, new):
    """One entry alone, with nothing before or after it that could give it away."""
    bad = DATA[0].replace(old, new)
    assert bad != DATA[0]
    assert recognise([bad], ORIGIN, 0, bytes(32), None) is None
    with pytest.raises(Altered) as fault:
        verify_ledger([EntryLine(0, entry_hash(bad), bad)], ORIGIN)
    assert fault.value.seq == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=30))
def test_both_readers_agree_on_sound_ledgers(batches):
    """Kinds of other lengths, batches of any size, any pause between them."""
    head, data = Head.empty(ORIGIN), []
    at = A_TIME
    for pause, count in batches:
        at += timedelta(hours=pause, microseconds=count)
        kinds = ["a", "thing-happened", "a-b-c-d"]
        batch = [
            Draft(kinds[n % 3], draft.file, draft.commitment)
            for n, draft in enumerate(drafts(count))
        ]
        head, lines = extend(head, at, batch)
        data += [line.data for line in lines]
    if data:
        assert recognise(data, ORIGIN, 0, bytes(32), None) == (
            head.at,
            [entry_hash(entry) for entry in data],
        )
    assert walk(data, ORIGIN) == head
