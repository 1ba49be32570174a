"""Policies (C2SP tlog-policy): which ledgers, which witnesses, and how many of them.

    log records.example.org/north+0fdccdd0+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
    witness west witness.west.example.org+2d857063+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd https://witness.west.example.org
    witness south witness.south.example.org+70758bd2+BBdFU7RW3d/GkI7KscEB/mqyHiuqBhd5W31DpjSCmT/V https://witness.south.example.org
    group neighbours any west south
    quorum neighbours

A checkpoint fulfils a policy when one of its logs signed it and the quorum cosigned it: a witness,
or a group of which so many members did (`any` is one, `all` is each, or a number). With less than
half of the witnesses in the quorum, a ledger can show each half another history. The text is given
to auditors, who keep it: a policy that came with a copy would prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.cosignature import (
    CosignatureVerifier,
    cosigned_at,
)
from ledger.errors import MalformedKey, MalformedPolicy, NotPinned, TooFewCosignatures
from ledger.note import Note, Verifier, format_public_key, open_note, public_key_from_text

NO_QUORUM: Final = "none"
MAX_POLICY: Final = 1_000_000  # bytes; C2SP asks for 32 logs, 32 witnesses and 32 groups

_control = re.compile("[\x00-\x08\x0b-\x1f\x7f]").search
_words = re.compile("[^ \t]+").findall
_is_count = re.compile("[1-9][0-9]{0,5}").fullmatch


@dataclass(frozen=True, slots=True)
class PolicyLog:
    """A ledger whose checkpoints count: its key, whose name is its origin, and where it is."""

    key: Verifier
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyWitness:
    """A witness: what the policy calls it, its key, and the address it takes checkpoints at."""

    name: str
    key: CosignatureVerifier
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """Has witnessed what at least `threshold` of its `members` (witnesses, groups) have."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """What a checkpoint must carry. `quorum` names a witness or a group, or is `none`.

    Raises MalformedPolicy for a name used twice, a key used twice, a group of members that are
    not defined before it, a member of two groups, and a threshold that cannot be reached.
    """

    logs: tuple[PolicyLog, ...] = ()
    witnesses: tuple[PolicyWitness, ...] = ()
    groups: tuple[PolicyGroup, ...] = ()
    quorum: str = NO_QUORUM

    def __post_init__(self) -> None:
        _check_keys([log.key.public_key for log in self.logs])
        _check_keys([witness.key.public_key for witness in self.witnesses])
        known = {NO_QUORUM}
        for witness in self.witnesses:
            _define(witness.name, known)
        for url in [log.url for log in self.logs] + [witness.url for witness in self.witnesses]:
            if url is not None and not _is_word(url):
                raise MalformedPolicy(f"{url!r} cannot stand in a policy as an address.")
        free = known - {NO_QUORUM}
        for group in self.groups:
            if len(set(group.members)) != len(group.members) or not free.issuperset(group.members):
                raise MalformedPolicy(
                    f"A member of the group {group.name!r} is not defined before it, or is in a "
                    "group already: each witness counts in one way only."
                )
            if not 1 <= group.threshold <= len(group.members):
                raise MalformedPolicy(f"The group {group.name!r} cannot reach its threshold.")
            _define(group.name, known)
            free = (free - set(group.members)) | {group.name}
        if self.quorum not in known:
            raise MalformedPolicy(f"The quorum {self.quorum!r} is not defined before it.")

    @classmethod
    def at_least(
        cls, count: int, witnesses: Iterable[PolicyWitness], logs: Iterable[PolicyLog] = ()
    ) -> WitnessPolicy:
        """So many of these witnesses: 1 is any, their number is all. MalformedPolicy for 0."""
        these = tuple(witnesses)
        group = PolicyGroup("witnesses", count, tuple(witness.name for witness in these))
        return cls(tuple(logs), these, (group,), group.name)

    def since(self, times: Mapping[str, datetime]) -> datetime | None:
        """The last time at which the quorum was complete, given when each witness cosigned.

        `times` are by the witnesses' names in the policy. Of a group that needs k members it is
        the k-th newest. None when too few have cosigned, and for the quorum `none`.
        """
        reached = dict(times)
        for group in self.groups:
            newest = sorted(reached[name] for name in group.members if name in reached)[::-1]
            if len(newest) >= group.threshold:
                reached[group.name] = newest[group.threshold - 1]
        return reached.get(self.quorum)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that fulfils a policy.

    `note` has the signature lines that were verified, `cosigned` when each witness (by its name
    in the policy) cosigned, and `since` the time of the newest cosignatures that together fulfil
    the policy: None if it asks for none.
    """

    checkpoint: Checkpoint
    note: Note
    cosigned: Mapping[str, datetime]
    since: datetime | None

    def lag(self, at: datetime) -> timedelta | None:
        """How long before `at` that was. An alarm compares it with what is promised: witnesses
        who have seen nothing new for an hour vouch for nothing of that hour."""
        return None if self.since is None else at - self.since


def check_policy(data: bytes, origin: str, policy: WitnessPolicy) -> Witnessed:
    """The checkpoint in this note, once it fulfils `policy` and is about the ledger `origin`.

    Raises NotPinned for a policy without a log of that name, TooFewCosignatures, BadSignature
    for one bad line of a key in the policy, and what `open_checkpoint` does.
    """
    logs = [log.key for log in policy.logs if log.key.name == origin]
    if not logs:
        raise NotPinned(f"The policy names no key of the ledger {origin}.")
    keys: list[Verifier | CosignatureVerifier] = [*logs]
    keys += [witness.key for witness in policy.witnesses]
    checkpoint = open_checkpoint(data, origin, keys)
    note = open_note(data, keys)
    names = {(w.key.name, w.key.key_id): w.name for w in policy.witnesses}
    cosigned: dict[str, datetime] = {}
    for line in note.signatures:
        name = names.get((line.name, line.key_id))
        if name is not None:
            at = cosigned_at(line)
            cosigned[name] = max(at, cosigned.get(name, at))
    since = policy.since(cosigned)
    if since is None and policy.quorum != NO_QUORUM:
        absent = ", ".join(w.name for w in policy.witnesses if w.name not in cosigned)
        raise TooFewCosignatures(
            f"This checkpoint of {origin} is cosigned by {', '.join(cosigned) or 'nobody'}, and "
            f"the policy asks for {policy.quorum}. Without a cosignature by: {absent}. Ask for one "
            "that has them: without witnesses, others may have been shown another ledger."
        )
    return Witnessed(checkpoint, note, cosigned, since)


def format_policy(policy: WitnessPolicy) -> bytes:
    """The text of a policy: logs, witnesses, groups, quorum, in that order."""
    lines = [_line("log", format_public_key(log.key), log.url) for log in policy.logs]
    lines += [
        _line("witness", witness.name, format_public_key(witness.key), witness.url)
        for witness in policy.witnesses
    ]
    for group in policy.groups:
        counts = {1: "any", len(group.members): "all"}
        count = counts.get(group.threshold, str(group.threshold))
        lines.append(_line("group", group.name, count, *group.members))
    lines.append(_line("quorum", policy.quorum))
    return "".join(lines).encode("utf-8", "surrogateescape")


def parse_policy(data: bytes) -> WitnessPolicy:
    """Read a policy as C2SP tlog-policy lets it be written. Raises MalformedPolicy.

    Why does this parser take more than `format_policy` makes: comments, blank lines, tabs, another
    order? Because people write policies, and those that others publish must be readable here.
    Nothing is hashed or signed over this text.
    """
    # Names are bytes to the specification, of which UTF-8 is one use.
    text = data.decode("utf-8", "surrogateescape")
    if len(data) > MAX_POLICY or not text.endswith("\n") or _control(text):
        raise MalformedPolicy("A policy is lines of text, without control characters.")
    logs: list[PolicyLog] = []
    witnesses: list[PolicyWitness] = []
    groups: list[PolicyGroup] = []
    quorums: list[str] = []
    defined: set[str] = {NO_QUORUM}
    for number, line in enumerate(text[:-1].split("\n"), 1):
        words = _words(line)
        if not words or words[0].startswith("#"):
            continue
        try:
            match words:
                case ["log", key, *url] if len(url) <= 1:
                    logs.append(PolicyLog(public_key_from_text(key, Verifier), *url))
                case ["witness", name, key, *url] if len(url) <= 1:
                    found = public_key_from_text(key, CosignatureVerifier)
                    witnesses.append(PolicyWitness(name, found, *url))
                    defined.add(name)
                case ["group", name, count, *members] if defined.issuperset(members):
                    threshold = _threshold(count, len(members))
                    groups.append(PolicyGroup(name, threshold, tuple(members)))
                    defined.add(name)
                case ["quorum", name] if name in defined:
                    quorums.append(name)
                case _:
                    raise MalformedPolicy("it is no log, witness, group or quorum")
        except (MalformedKey, MalformedPolicy) as error:
            raise MalformedPolicy(f"Line {number} of the policy: {error}") from error
    if len(quorums) != 1:
        raise MalformedPolicy("A policy has exactly one line that says its quorum.")
    return WitnessPolicy(tuple(logs), tuple(witnesses), tuple(groups), quorums[0])


def _threshold(count: str, members: int) -> int:
    if count in ("any", "all"):
        return 1 if count == "any" else members
    if _is_count(count) is None:
        raise MalformedPolicy("a group needs any, all or a number of its members")
    return int(count)


def _define(name: str, known: set[str]) -> None:
    if name in known or not _is_word(name):
        raise MalformedPolicy(f"{name!r} cannot name a witness or group, or is used twice.")
    known.add(name)


def _is_word(text: str) -> bool:
    return _words(text) == [text] and not _control(text) and "\n" not in text


def _check_keys(keys: list[bytes]) -> None:
    if len(set(keys)) != len(keys):
        # Whatever their names: one key with two votes would be a quorum of one.
        raise MalformedPolicy("A policy names the same key twice.")


def _line(*words: str | None) -> str:
    return " ".join(word for word in words if word is not None) + "\n"
