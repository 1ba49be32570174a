"""The operator's commands: `consent-service …`."""

from __future__ import annotations

from ..forgood import for_good


def main() -> None:
    """Run the command that was typed."""
    with for_good():
        from .command import run  # noqa: PLC0415 - what it imports is there for good
    run()
