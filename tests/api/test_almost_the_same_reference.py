"""A reference that differs from another file's in capitals, hyphens or spaces alone is said so
before a second file of that family is begun.
"""

from __future__ import annotations

from typing import Any

from tests.api.running import Running
from tests.sweeping import each

CODE = "REFERENCE_LIKE_ANOTHER"


def said(reply: dict[str, Any]) -> list[str]:
    return [one["code"] for one in reply["notices"]]


@each("reference", of=("la-20418", "LA 20418", "La20418"))
def test_almost_the_same_reference_is_said_before_a_file_is_opened_under_it(
    service: Running, reference: str
) -> None:
    number = f"{service.size()}"
    first, second = (f"{one}{number}" for one in ("LA-20418", reference))
    assert CODE not in said(service.record("/v1/files", {"reference": first}))
    size = service.size()
    tried = service.post("/v1/files", {"reference": second, "dry_run": True}).get_json()
    assert CODE in said(tried)
    assert service.size() <= size + 1
    other = service.record("/v1/files", {"reference": f"ZZ-{number}"})
    given = {"reference": second, "dry_run": True}
    assert CODE in said(service.post(f"/v1/files/{other['file']}/references", given).get_json())
    # It is a notice: two families may have them, and what is recorded stays recorded.
    assert CODE in said(service.record("/v1/files", {"reference": second}))
    assert CODE not in said(service.record("/v1/files", {"reference": f"LB-{number}"}))
