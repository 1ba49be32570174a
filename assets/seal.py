"""Put the hashes of its own style and script into the policy of the browser's verifier.

`python assets/seal.py`, after a change to it. Whoever opens it from a disk has no server that could
say what it may run: the file says so itself, by hash, and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

VERIFIER: Final = Path(__file__).parents[1] / "consent_service/pages/static/verify-ledger.html"


def sealed(page: str) -> str:
    """The page with the policy that its one style and its one script need."""
    for element in ("script", "style"):
        (inside,) = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        page = re.sub(rf"({element}-src )'[^']*'", rf"\1'sha256-{digest}'", page, count=1)
    return page


if __name__ == "__main__":
    VERIFIER.write_text(sealed(VERIFIER.read_text(encoding="utf-8")), encoding="utf-8")
