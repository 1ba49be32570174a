"""`python -m tests.faults.starting PORT WORKERS THREADS CONNECTIONS WAITING SILENT` is
`consent-service serve` with the application of `seeded`, which only its workers import.
"""

from __future__ import annotations

import sys

from consent_service import serving
from consent_service.front.server import Limits


def main(port: int, workers: int, *sizes: int) -> None:
    """Serve as the product's own command does, but for the application."""
    threads, connections, waiting, silent = sizes
    limits = Limits(connections, threads, waiting)
    application = "tests.faults.seeded:application"
    serving.serve(serving.Serving("127.0.0.1", port, workers, limits, application, silent))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
