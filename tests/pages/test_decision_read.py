"""Whoever asked reads what was decided: what may be done by it, while it stands, and after which
check they say what they did.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from consent_service.pages.forms.registered import where_is
from tests.api.running import Family, Running, add_family, decide
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import links
from tests.reasons import ENOUGH
from tests.sweeping import each

_BY_IT: Final = "What may be done by it"


def _asked(service: Running, family: Family, **of: Any) -> str:
    body = {"scope": family.scope(**of), "why": "Nobody can be reached."}
    asked = {**body, "enquiry": family.enquiry}
    request: str = service.record(f"{family.path}/decision-requests", asked)["id"]
    service.clock.now += timedelta(minutes=5)
    return request


def _read(service: Running, family: Family, request: str) -> Page:
    at = (where_is("followUpCheck") or "").replace("<string:file>", family.file)
    return someone(service).open(f"{at}?request={request}")


@each("how", of=["stands", "ended", "its enquiry has closed"])
def test_nothing_may_be_done_by_a_decision_that_is_over(how: str, made_up: Running) -> None:
    """ "It holds no longer", and under it where to contact them by it."""
    family = add_family(made_up)
    request = _asked(made_up, family)
    made = decide(made_up, family, request=request)
    made_up.clock.now += timedelta(minutes=5)
    if how == "ended":
        end = f"{family.path}/authorisations/{made}/end"
        made_up.record(end, {"reason": ENOUGH}, "MASH_MANAGER")
    elif how != "stands":
        made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    page = _read(made_up, family, request)
    is_over = "It holds no longer" in page.text
    assert is_over is (how != "stands")
    assert (_BY_IT in page.text) is not is_over
    assert bool(links(page, f"/files/{family.file}/check?")) is not is_over
