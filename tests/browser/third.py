"""The verifier that runs in a browser, asked as the other two are."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

import consent_service
from tests.ledger.both_verifiers import Asked

VERIFIER: Final = Path(consent_service.__file__).parent / "pages/static/verify-ledger.html"
#: What the page does with files that were chosen, with files that come in another way.
_ASK: Final = """async ({what, origin, keys, file, files, since}) => {
  const of = (bytes) => ({size: bytes.length, bytes: async () => bytes})
  const there = (text) => text === null ? null : of(bytesOf(atob(text)))
  const copy = new Map(files.map(([path, text]) => [path, there(text)]))
  try {
    const kept = since === null ? null : await read(there(since), MAX_NOTE, 'This')
    return await verify({what, origin, keys, file: there(file), copy, since: kept})
  } catch (error) {
    return {sound: false, exit_code: 5, error: 'Unreadable', seq: null}
  }
}"""

#: Many receipts in one message: each is asked as one alone would be.
_ASK_EACH: Final = f"""async ({{origin, keys, files}}) => {{
  const ask = {_ASK}
  const found = []
  for (const file of files) {{
    found.push(await ask({{what: 'receipt', origin, keys, file, files: [], since: null}}))
  }}
  return found
}}"""


class Third:
    """The page, opened from the disk as from a memory stick."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto(VERIFIER.as_uri())

    def __call__(self, asked: Asked) -> dict[str, Any] | None:
        """What it answers; None where a browser cannot see what makes the others wonder."""
        path, since = asked.path, asked.since
        if not _can_be_chosen(path, since):
            return None
        is_copy = asked.what == "bundle"
        found: dict[str, Any] = self.page.evaluate(
            _ASK,
            {
                "what": asked.what,
                "origin": asked.origin,
                "keys": list(asked.keys),
                "file": None if is_copy else _text(path),
                "files": _files(path) if is_copy else [],
                "since": None if since is None else _text(since),
            },
        )
        return found

    def of_receipts(self, receipts: Sequence[bytes], origin: str, key: str) -> list[dict[str, Any]]:
        """What it answers of each."""
        files = [base64.b64encode(one).decode() for one in receipts]
        asked = {"origin": origin, "keys": [key], "files": files}
        found: list[dict[str, Any]] = self.page.evaluate(_ASK_EACH, asked)
        return found


def _can_be_chosen(path: Path, since: Path | None) -> bool:
    """Files and folders, and nothing else anywhere: no links, no pipes, nothing that is gone."""
    every = [path, *([] if since is None else [since]), *path.rglob("*")]
    if any(one.is_symlink() or not (one.is_file() or one.is_dir()) for one in every):
        return False
    # Where a folder stands in a file's place it has nothing in it for a browser to see.
    return all(any(one.iterdir()) for one in every if one.is_dir())


def _files(folder: Path) -> list[tuple[str, str]]:
    found = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    return [(os.fsencode(one.relative_to(folder)).decode("latin-1"), _text(one)) for one in found]


def _text(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()
