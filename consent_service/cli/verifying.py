"""Verify the record, make what follows from it again, and see that it takes an entry."""

from __future__ import annotations

import sys
from typing import Any

import click

from ledger.errors import LedgerError, NotPinned

from ..actions.checks import CheckSharing, check_sharing
from ..actions.refused import RecordDamaged
from ..domain.recorded.content import SERVICE
from ..domain.scopes.proposal import Proposal
from ..domain.scopes.scope import SEEK, Agency
from ..storage.database.engine import reading
from ..storage.door.opening import OpenStorage
from ..storage.door.queries import read_authority
from ..storage.door.requests import ByReference, Request
from ..storage.door.trouble import StorageError
from ..storage.whole.findings import Reconciled, gravest
from ..storage.whole.rebuilding import rebuild as rebuild_projections
from .group import chosen, cli, ledgers, one_authority, say, storage


@cli.command()
@one_authority
@click.option("--replay", is_flag=True, help="Recompute every recorded answer as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a ledger.")
def verify(authority: str | None, replay: bool, as_json: bool) -> None:
    """Verify the whole record: chain, tree, contents, projections; with --replay, answers.

    Goes on after a fault as far as that is sound. Exit codes, of several faults the gravest: 0
    sound, 2 altered, 3 rollback or fork, 6 key or origin not the pinned one, 5 unreadable, 4
    content missing.
    """
    opened = storage()
    codes = []
    for one in ledgers(opened, authority):
        found = opened.reconcile(one, replay=replay)
        codes.append(found.exit_code)
        if as_json:
            say(authority=one, **_facts(found), clock=_disagreeing(opened, one))
        else:
            _tell(found, replay)
            _tell_of_the_clock(opened, one)
    if authority is None:
        codes += [_say_unnamed(ledger, as_json=as_json) for ledger in opened.unnamed()]
    sys.exit(gravest(codes))


def _say_unnamed(ledger: str, *, as_json: bool) -> int:
    fault = NotPinned(
        f"The database holds a ledger that no key file is for: {ledger}. Put its key file back, or "
        "find out who put it there."
    )
    if as_json:
        say(authority=ledger, sound=False, exit_code=fault.exit_code, fault=str(fault))
    else:
        click.echo(str(fault), err=True)
    return fault.exit_code


def _disagreeing(opened: OpenStorage, authority: str) -> list[str]:
    """Which clocks disagree with this machine's, by what can be looked at from here."""
    ledger, clock = opened.records.ledgers[authority], opened.records.clock
    try:
        with reading(opened.engine, authority) as connection:
            clock.ask(connection)
            last = ledger.store.head(connection).at
        if "entry" not in clock.disagreeing(last):
            return sorted(clock.disagreeing(last))
        settled = read_authority(opened.records, authority).stamped_to
    except (RecordDamaged, StorageError, LedgerError):
        return sorted(clock.disagreeing(None))  # of what is wrong there, what was found says more
    return sorted(clock.disagreeing(last, settled))


def _tell_of_the_clock(opened: OpenStorage, authority: str) -> None:
    found = _disagreeing(opened, authority)
    if found:
        click.echo(
            f"The clock of this machine cannot be believed: it disagrees with {', '.join(found)}. "
            "See `consent-service clock`.",
            err=True,
        )


def _facts(found: Reconciled) -> dict[str, Any]:
    verified = found.verified
    if verified is None:
        return {
            "sound": False,
            "exit_code": found.exit_code,
            "fault": str(found.gravest),
            "findings": [finding.facts() for finding in found.findings],
            "not_compared": list(found.not_compared),
        }
    return {
        "sound": True,
        "origin": verified.origin,
        "entries": verified.entries,
        "root": verified.root.hex(),
        "checkpoint": verified.checkpoint_size,
        "case_files": verified.case_files,
        "answers_replayed": verified.answers_replayed,
        "contents_lost": verified.contents_lost,
    }


def _tell(found: Reconciled, replay: bool) -> None:
    verified = found.verified
    if verified is None:
        for sentence in (*map(str, found.findings), *found.not_compared):
            click.echo(sentence, err=True)
        return
    answers = f", {verified.answers_replayed} answers recomputed" if replay else ""
    click.echo(
        f"{verified.origin} is complete and unaltered: {verified.entries} entries, "
        f"{verified.case_files} case files{answers}."
    )
    if verified.contents_lost:
        click.echo(
            f"The content of {verified.contents_lost} entries was lost, and two people accepted "
            "that: see the entries `record-recovered`."
        )


@cli.command()
@one_authority
def rebuild(authority: str | None) -> None:
    """Drop the projections and make them again from the ledger; then verify.

    What was mended is no longer answered as damaged. Ends as `verify` does.
    """
    opened = storage()
    codes = []
    for one in ledgers(opened, authority):
        made = rebuild_projections(opened.records, opened.records.ledgers[one])
        click.echo(f"{one}: {made.files} case files made again from the ledger.")
        if made.left:
            files = ", ".join(made.left)
            click.echo(
                f"Left as they were, because contents of theirs are missing or altered: {files}.",
                err=True,
            )
        found = opened.reconcile(one)
        codes.append(found.exit_code)
        if found.findings:
            _tell(found, replay=False)
    sys.exit(gravest(codes))


@cli.command("append-one")
@click.option("--authority", required=True)
def append_one(authority: str) -> None:
    """Record one check of a reference that nobody knows, for tests that break storage on purpose.

    Says READY on standard error when the database answers, then `ACK seq hash` once it is durable.
    """
    opened = storage()
    chosen(opened, authority)
    opened.keepers[authority].compare()
    click.echo("READY", err=True)
    entry = opened.records.run(_harmless_check(authority)).entries[0]
    click.echo(f"ACK {entry.seq} {entry.entry_hash.hex()}")


def _harmless_check(authority: str) -> Request:
    """It concerns no family: its reference is nobody's, so it stands in the own file."""
    nobody, agency = "0" * 24, Agency("HEALTH_VISITOR")
    proposal = Proposal(None, (nobody,), agency, ("CHILD_HEALTH",), "AGENCY_CHECKS", SEEK)
    command = CheckSharing(proposal, asked_of="append-one")
    return Request(
        authority,
        SERVICE,
        ByReference("append-one"),
        lambda moment: check_sharing(command, moment),
    )
