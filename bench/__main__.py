"""`make bench`: every measurement in turn.

`--quick` takes less time, and says less.
"""

from __future__ import annotations

import argparse

from . import (
    appends,
    day,
    edge,
    layers,
    lists,
    looks,
    over_http,
    pages,
    receipts,
    starting,
    verifying,
)
from .table import Row, as_markdown


def main() -> None:
    """Measure, print, and keep what was asked to be kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="within a minute, without layers")
    asked = parser.parse_args()
    quick: bool = asked.quick
    print("Appends through the door …", flush=True)
    rows: list[Row] = appends.measure(0.3 if quick else 2.0)
    print("Checks over HTTP …", flush=True)
    rows += over_http.measure(2 if quick else 4, 2 if quick else 4)
    print("Slow strangers, and the front by itself …", flush=True)
    rows += edge.measure(1 if quick else 4, 1 if quick else 3, 50 if quick else 300)
    print("Looks …", flush=True)
    rows += looks.measure(100 if quick else 400)
    print("Lists …", flush=True)
    rows += lists.measure(200 if quick else 10_000, 10 if quick else 60)
    print("A day …", flush=True)
    rows += day.measure(200 if quick else 10_000, 8 if quick else 100)
    print("Pages …", flush=True)
    rows += pages.measure(20 if quick else 200)
    print("Verification …", flush=True)
    rows += verifying.measure(50_000 if quick else 200_000)
    rows += verifying.measure_bundle(100_000 if quick else 1_000_000)
    print("Receipts …", flush=True)
    rows += receipts.measure(100_000 if quick else 1_000_000, 100 if quick else 300)
    print("Starting …", flush=True)
    rows += starting.measure(20_000 if quick else 1_000_000)
    said = as_markdown(rows)
    if not quick:
        print("Layers of a check …", flush=True)
        said += "\n\n" + layers.as_markdown(layers.measure())
    print(f"\n{said}")


if __name__ == "__main__":
    main()
