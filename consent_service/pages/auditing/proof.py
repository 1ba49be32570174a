"""An entry and its proof: step by step, drawn and in words, and how to do it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ...api.edge.meant import what_it_means
from ...api.edge.problems import ProblemError
from ..asking import ask, hand_over
from ..frame import Visit, show
from ..page import Page
from ..worker.timeline import sentences
from .drawing import ladder
from .picking import says_why_first
from .whole import HOME


def _proof(visit: Visit) -> Response:
    found = ask(visit, "showProof", seq=visit.path["seq"])
    return show(
        visit,
        "proof.html",
        f"Entry {found['seq']:,} and its proof",
        is_wide=True,
        proof=found,
        what=sentences().get(found["entry"]["kind"], found["entry"]["kind"].replace("-", " ")),
        drawn=ladder(found),
        steps=found["steps"],
        by_hand=by_hand(found),
        back=HOME,
    )


def _receipt(visit: Visit) -> Response:
    """To be saved, by whoever may see what it is of: who has not opened that says why first. Of an
    entry of no family there is the receipt that holds nothing of it.
    """
    seq = visit.path["seq"]
    file = ask(visit, "showProof", seq=seq)["entry"]["file"]
    try:
        return hand_over(visit, "showReceipt", {}, file=file, seq=seq)
    except Exception as error:
        # That there is no such family is said by whoever looked, in a way of their own.
        code, _ = what_it_means(error)
        if code == "not-found":
            return hand_over(visit, "showEntryReceipt", {}, seq=seq)
        if not isinstance(error, ProblemError):
            raise
        return says_why_first(error, file, f"{HOME}/entries/{seq}")


def by_hand(proof: Mapping[str, Any]) -> str:
    """A dozen lines for any Python, which work the root out from the entry and need nothing of
    ours.
    """
    lines = [
        "from hashlib import sha256",
        "",
        f"entry = {proof['text'].encode()!r}",
        'found = sha256(b"\\x00" + entry).digest()',
        f'assert found.hex() == "{proof["leaf"]}"',
    ]
    for step in proof["steps"]:
        beside = f'bytes.fromhex("{step["hash"]}")'
        two = f"{beside} + found" if step["side"] == "LEFT" else f"found + {beside}"
        lines.append(f'found = sha256(b"\\x01" + {two}).digest()')
    lines += ["print(found.hex())", f"# The signed root: {proof['root']}"]
    return "\n".join(lines)


PAGES: Final = (
    Page("entryAndProof", "GET", f"{HOME}/entries/<string:seq>", _proof),
    Page("receiptOfEntry", "GET", f"{HOME}/entries/<string:seq>/receipt", _receipt),
)
