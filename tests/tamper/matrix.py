"""The one list of every way to tamper, and docs/tamper-matrix.md, which is made from it.

python -m tests.tamper.matrix       # writes the document again
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.tamper import case as words
from tests.tamper.beside import BESIDE_CASES
from tests.tamper.case import Case
from tests.tamper.checkpoints import CHECKPOINT_CASES
from tests.tamper.copies import COPY_CASES, RECEIPT_CASES
from tests.tamper.engines import SCHEMA_CASES, STATEMENT_CASES
from tests.tamper.entries import ENTRY_CASES
from tests.tamper.forgeries import FORGERY_CASES
from tests.tamper.histories import HISTORY_CASES
from tests.tamper.keyfiles import KEY_FILE_CASES
from tests.tamper.lies import DROPPED_CASES, LYING_VIEW_CASES
from tests.tamper.witnessed import FORK_CASES, LYING_CASES, WITNESS_CASES

PATH: Final = Path(__file__).resolve().parents[2] / "docs" / "tamper-matrix.md"


@dataclass(frozen=True)
class Group:
    """Cases that are done to the same thing, and the test that does each of them."""

    title: str
    about: str
    cases: Mapping[str, Case]
    test: str
    code: str = "exit"


_SAMPLED: Final = "Every twelfth in `make test`, all of them in `make campaign`."
_DATABASES: Final = "On SQLite and on PostgreSQL, unless a case says otherwise. " + _SAMPLED
_ROWS: Final = "test_rows.py::test_verify_finds_that_somebody_changed"

GROUPS: Final = (
    Group("Entries and the head", _DATABASES, ENTRY_CASES, _ROWS),
    Group(
        "Histories written anew",
        "Every hash after the change is made to fit, and the head with it: the chain is perfect. "
        + _DATABASES,
        HISTORY_CASES,
        _ROWS,
    ),
    Group(
        "Contents, keys and the rows made from entries",
        "Some of these need the key file as well as the database. " + _DATABASES,
        BESIDE_CASES,
        _ROWS,
    ),
    Group(
        "Statements of one kind of database",
        "The triggers that keep the tables append-only are out of the way here, as in all the "
        "above: by DROP TRIGGER on SQLite, by session_replication_role on PostgreSQL. " + _SAMPLED,
        STATEMENT_CASES,
        _ROWS,
    ),
    Group(
        "Schema and files of one kind of database",
        "No table has partitions or shards, so that none can be detached or edited on one "
        "worker; a test holds that to be so.",
        SCHEMA_CASES,
        "test_rows.py::test_verify_finds_what_was_done_to_the_schema_or_the_file",
    ),
    Group(
        "What somebody who owns the database would put there",
        "One family has taken its agreement back, and each of these would undo that, or hide "
        "somebody. After each, every reader is asked (checks by id and by reference, the file, its "
        "history, a search, tasks): by a process that was running, before and after verifying, "
        "and by one that starts, with and without what was remembered. None shows more than is "
        "true. " + _SAMPLED,
        FORGERY_CASES,
        "test_forgeries.py::test_no_answer_is_made_from_what_somebody_put_there",
        "verify",
    ),
    Group(
        "What a database shows instead of what stands there",
        "The same, while the database lies. " + _SAMPLED,
        LYING_VIEW_CASES,
        "test_forgeries.py::test_no_answer_is_made_from_what_a_database_shows_instead",
        "verify",
    ),
    Group(
        "What a database does not keep",
        "A withdrawal is recorded meanwhile: it is not acknowledged. The code is that of a verify "
        "which would find it. " + _SAMPLED,
        DROPPED_CASES,
        "test_forgeries.py::test_what_was_not_kept_is_not_acknowledged",
        "verify",
    ),
    Group(
        "The checkpoint outside the database",
        "What stands in the file `checkpoint`. After each, nothing is signed. A checkpoint has no "
        "time in it; that of a cosignature is below.",
        CHECKPOINT_CASES,
        "test_checkpoints.py::test_a_checkpoint_that_was_changed_is_found",
    ),
    Group(
        "The key that signs",
        "By somebody who can write the key file and the checkpoint, and signs that with the key of "
        "theirs, after the key was rotated once and the old one retired. Before a first rotation "
        "only who pinned the key can tell.",
        KEY_FILE_CASES,
        "test_key_files.py::test_a_signing_key_that_was_changed_is_found",
    ),
    Group(
        "A copy in an auditor's hands",
        "Of 50 entries, with a cosignature, and with a checkpoint that the auditor kept. Both "
        "verifiers must give one answer.",
        COPY_CASES,
        "test_copies.py::test_a_copy_that_was_changed_is_refused",
    ),
    Group(
        "A receipt",
        "Of one entry with its content. Both verifiers must give one answer.",
        RECEIPT_CASES,
        "test_copies.py::test_a_receipt_that_was_changed_is_refused",
    ),
    Group(
        "What is submitted to a witness",
        "It has cosigned 8 entries of one history.",
        WITNESS_CASES,
        "test_witnessed.py::test_a_witness_refuses",
        "HTTP",
    ),
    Group(
        "What a witness answers",
        "The code is that of the error which the feeder is given.",
        LYING_CASES,
        "test_witnessed.py::test_a_feeder_does_not_believe",
    ),
    Group(
        "A witness that holds another history",
        "The code is that of the error which the feeder is given.",
        FORK_CASES,
        "test_witnessed.py::test_a_feeder_that_is_shown_another_history_keeps_both",
    ),
)

#: In the words of the document.
_BY: Final = {
    words.CHECKPOINT: "checkpoint outside",
    words.CONTENTS: "contents against commitments",
    words.ROWS: "rows against the fold",
    words.ANSWERS: "replay",
    words.POLICY: "bundle verifier, with a policy",
}
_ONLY: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

_HEAD: Final = """# The tamper matrix

Every way to tamper that the tests try, what catches it, and the exit code it is caught with. This document is made from the
lists that the tests run (`python -m tests.tamper.matrix`), and a test fails when it is not what they say.

| caught by | is | command |
|---|---|---|
| chain | each entry's bytes, hash, place and time, and the stored head | `consent-service verify` |
| checkpoint outside | what was signed, kept where the database's administrator need not reach | the same; at once when a process starts to append |
| contents against commitments | each sealed content opens under its entry, and under no other | the same |
| rows against the fold | each row that follows from the entries is what they fold to | the same |
| replay | each answer recorded is the one that the rules give | the same with `--replay` |
| every reader | each row is folded to the newest entry that changes its file, as the process knows that from the entries | none: at each look |
| published files | what is published is what the checkpoint covers and what the entries say | `consent-service verify`; each file as it is handed out |
| keeper | what a running process remembers | none: it goes on beside the service |
| bundle verifiers | every byte of a copy, by two programs that share no code | `python -m ledger verify bundle`, `docs/verify_ledger.py bundle` |
| receipt verifiers | every byte of a receipt, by the same two | `python -m ledger verify receipt`, `docs/verify_ledger.py receipt` |
| witness | what it cosigned before | `python -m ledger witness` |
| feeder of the witness | what a witness answers, checked against its key | none: a library |

`consent-service verify` names every wall that something got stuck in; the matrix has the one that decides the exit code. What
the codes mean, and which weighs most, stands in [operating](operating.md#verify). Tests are in `tests/tamper/`.

## Every bit

| what | how much | in `make test` | in `make campaign` | test |
|---|---|---|---|---|
| each bit of each file of a copy of 50 entries, by both verifiers | about 138,000 flips | 200 of each file | all | test_every_bit.py |
| a bit anywhere in a copy of 10,000 entries, by both verifiers | 20,000 flips | 8 | all | test_every_bit.py |
| sound copies of any size, key and history: no alarm | 1,000 copies | 5 | all | test_every_bit.py |
| each bit of a receipt, by both verifiers | all | 150 | all | tests/ledger/test_receipt_verifiers_agree.py |
| each bit of each column of an entry's row, on both databases | about 3,000 flips | every 11th | all | test_every_bit.py |
| each bit of a fresh entry and of the head, between writing and signing | about 6,000 flips | all | | test_before_signing.py |

No bit of a copy is spared: what a verifier need not read may not be in a copy. Of a receipt, signature lines by keys that were
not given may be added, and bind nothing.

## Beside the tables

| case | caught by | exit | test |
|---|---|---|---|
| a published tile, bundle or checkpoint altered, cut short or gone | published files: not handed out, and made again | 2, 5 or 6 | tests/storage/test_published.py |
| what is newest of each file altered, cut, gone or of another ledger | the start, which reads every entry | | tests/storage/test_newest.py |
| a checkpoint older than what is newest of each file | the start | 3 | tests/storage/test_newest.py |
| a line of the spool put back, and the request forgotten | replay | 2 | tests/storage/test_once_only.py |
| a request forgotten, and sent again | replay | 2 | tests/storage/test_once_only.py |
| a ledger that no key file is for | `consent-service verify` | 6 | tests/storage/test_once_only.py |
| database and checkpoints put back together | a witness, asked at the start | | tests/storage/test_feeding_witnesses.py |
"""  # noqa: E501

_NOT_CAUGHT: Final = """
## What is not caught, and why

Of all the above, these end with 0:
"""

_PUBLISHED: Final = (
    "* A folder that is being published, verified with `--served`, may hold partial tiles of "
    "earlier sizes, which are not read: whoever held one of those checkpoints may still ask for "
    "them. A copy may not. Test: `test_copies.py`, "
    "`test_of_a_published_folder_only_tiles_of_earlier_sizes_are_not_read`."
)


def render() -> str:
    """The document."""
    return "\n".join([*_lines(), ""])


def _lines() -> Iterator[str]:
    yield _HEAD
    for group in GROUPS:
        yield f"## {group.title}\n"
        file, test = group.test.split("::")
        yield f"{group.about} Test: `{test}`.\n"
        yield f"| case | caught by | {group.code} | test |"
        yield "|---|---|---|---|"
        for name, case in group.cases.items():
            only = f" ({_ONLY[case.only]})" if case.only else ""
            why = f": {case.why}" if case.why and case.code else ""
            yield f"| {name}{only} | {_BY.get(case.by, case.by)}{why} | {case.code} | {file} |"
        yield ""
    yield _NOT_CAUGHT.strip() + "\n"
    for group in GROUPS:
        for name, case in group.cases.items():
            if case.code == 0:
                yield f"* *{group.title}*, {name}: {case.why}."
    yield _PUBLISHED


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
