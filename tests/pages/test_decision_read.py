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
from tests.pages.test_contacting import chosen, links
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


_ELM: Final = {"type": "SCHOOL", "organisation": "Elm Primary"}
_OAK: Final = {"type": "SCHOOL", "organisation": "Oak Primary"}
_SCHOOL: Final = {"type": "SCHOOL"}
_ATTENDS: Final = ["EDUCATION"]


@each(
    "decided",
    "checks",
    "chosen_one",
    of=[
        # Of the services that were typed only the very one.
        ({"agencies": [_ELM]}, [{"agency": _ELM}, {"agency": _OAK}], 0),
        ({"agencies": [_ELM]}, [{"agency": _OAK}], None),
        ({"agencies": [_ELM]}, [{"agency": {"type": "GP"}}], None),
        ({"agencies": [_SCHOOL]}, [{"agency": _OAK}], 0),
        # Where two may be meant nobody guesses.
        ({"agencies": [_SCHOOL]}, [{"agency": _ELM}, {"agency": _OAK}], None),
        ({"agencies": [_ELM, _OAK]}, [{"agency": _ELM}, {"agency": _OAK}], None),
        ({"agencies": [_ELM]}, [{"agency": _ELM}, {"agency": _ELM}], None),
        # It asked about all that was decided, and not about some of it.
        ({"agencies": [_ELM], "categories": ["EDUCATION", "CHILD_HEALTH"]}, [{}], None),
        ({"agencies": [_ELM]}, [{"categories": ["EDUCATION", "CHILD_HEALTH"]}], 0),
        ({"agencies": [_ELM], "directions": ["BOTH"]}, [{}], None),
        ({"agencies": [_ELM], "directions": ["SHARE"]}, [{}], None),
    ],
)
def test_the_check_that_was_followed_is_chosen_beforehand_only_where_no_other_may_be_meant(
    decided: dict[str, Any], checks: list[dict[str, Any]], chosen_one: int | None, made_up: Running
) -> None:
    """Of two schools that were typed the newer check was chosen, whichever was decided about."""
    family = add_family(made_up)
    made = []
    for one in checks:
        said = {"agency": _ELM, "categories": _ATTENDS, **one}
        made.append(made_up.check(family.file, family.question(**said))["ledger"]["seq"])
        made_up.clock.now += timedelta(minutes=5)
    scope = {"categories": _ATTENDS, **decided}
    request = _asked(made_up, family, **scope)
    decide(made_up, family, request=request, scope=family.scope(**scope))
    found = chosen(_read(made_up, family, request)).get("check", [""])
    assert found == ["" if chosen_one is None else str(made[chosen_one])]
