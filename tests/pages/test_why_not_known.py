"""Of whom it is not known whether they are safe to ask it is said why, and what to do: that
somebody to be feared has a code word did it of whom he had hurt, and no page said so.
"""

from __future__ import annotations

from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.reasons import ENOUGH

WHY = "A code word was agreed: Bo Example, 9 March 2026. Nothing says because of whom"


def feared(service: Running) -> Family:
    """The father is said to be dangerous, and is himself to be asked for a code word."""
    family = add_family(service)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", {**unsafe, "reason": "She says that he hits her."})
    phone = {"person": family.father, "type": "PHONE", "value": "020 7946 0018"}
    service.record(f"{family.path}/contact-points", {**phone, "safety": "CODE_WORD"})
    return family


def asking(service: Running, family: Family) -> str:
    adults = service.get(family.path).get_json()["adults"]
    return str(next(one["asking"] for one in adults if one["id"] == family.mother))


def test_a_sign_of_somebody_else_is_named_with_what_to_do(made_up: Running) -> None:
    family = feared(made_up)
    assert asking(made_up, family) == "NOT_KNOWN"
    page = someone(made_up).open(f"/files/{family.file}").text
    assert WHY in page
    assert "If it is not, a manager says that they are safe to ask" in page
    # Whoever decides reads it where they decide, and what was said to them.
    safe = {"person": family.mother, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", {**safe, "reason": "She rang us herself."})
    manager, path = someone(made_up, MANAGER), f"/files/{family.file}/safety/new"
    form = manager.open(f"{path}?person={family.mother}")
    assert WHY in form.text
    assert "said on 9 March 2026 that it is safe: “She rang us herself.”" in form.text
    said = {"person": family.mother, "safe_to_ask": "true", "code": "SAFE_AGAIN"}
    read = opened(manager.send(form, path, **said, reason=ENOUGH))
    assert manager.send(read, path).status_code == 303
    assert asking(made_up, family) == "YES"
    assert WHY not in someone(made_up).open(f"/files/{family.file}").text
