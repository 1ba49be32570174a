"""What whoever looks into the record reads of it: who looked, reports, a draw of decisions."""

from __future__ import annotations

from collections.abc import Iterator

from tests.api.example import Example
from tests.api.running import Running


def overseen(service: Running, path: str) -> Iterator[Example]:
    """About the family at this address, and about them all."""
    read = {
        "list-looks": f"{path}/looks?limit=2",
        "list-reports": "/v1/reports?limit=3",
        "show-report": "/v1/reports/timeliness?limit=2",
    }
    for name, address in read.items():
        reply = service.client.get(address, headers=service.headers("IG_OFFICER"))
        yield Example(name, "", address, None, None, reply)
    # There is one of these: in which order two were drawn hangs on their ids, which are random.
    asked = {"word": "six and four", "kind": "NOT_SHARE"}
    reply = service.post("/v1/samples", asked, "AUDITOR", key=None)
    yield Example("draw-sample", "", "/v1/samples", asked, None, reply)
