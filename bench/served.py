"""Serve an application as the service is: `python -m bench.served PORT WORKERS THREADS TARGET`."""

from __future__ import annotations

import sys

from consent_service import serving
from consent_service.front.server import ProcessLimits


def main() -> None:
    """Until it is ended."""
    port, workers, threads, target = sys.argv[1:]
    limits = ProcessLimits(threads=int(threads))
    serving.serve(serving.Serving("127.0.0.1", int(port), int(workers), limits, target))


if __name__ == "__main__":
    main()
