"""`make bench`: every measurement in turn. `--quick` takes less time and says less."""

from __future__ import annotations

import sys

from . import appends, over_http, verifying


def main() -> None:
    """Print the ratios. What was seen, and where the time goes, is in docs/measurements.md."""
    quick = "--quick" in sys.argv[1:]
    print("Appends through the door, against one commit for each append")
    _show(appends.measure(1.0 if quick else 4.0))
    print("\nChecks over HTTP, against a bare route that verifies the same token (PostgreSQL)")
    _show(over_http.measure(2.0 if quick else 5.0, 1 if quick else 3))
    print("\nVerification, against a bare SHA-256 loop")
    _show(verifying.measure(50_000 if quick else 200_000))


def _show(lines: list[str]) -> None:
    for line in lines:
        print("  " + line, flush=True)


if __name__ == "__main__":
    main()
