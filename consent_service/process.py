"""One process of the server: `python -m consent_service.process`, started by `serving`."""

from __future__ import annotations

import sys

from .forgood import for_good


def main(made_by: str, *numbers: str) -> None:
    """Serve what `made_by` makes, until told to stop: see `worker.run` for the others, in order."""
    with for_good():
        from .worker import Descriptors, run  # noqa: PLC0415 - what it imports is there for good
    port, parent, turns, up, *limits = map(int, numbers)
    run(made_by, Descriptors(port, parent, turns, up), limits)


if __name__ == "__main__":
    main(*sys.argv[1:])
