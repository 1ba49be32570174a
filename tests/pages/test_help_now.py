"""Whoever asks for help now is on every page where staff begin, until somebody has answered."""

from __future__ import annotations

from datetime import timedelta

from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone

MANAGER = "3"


def test_whoever_asks_for_help_now_is_first_wherever_staff_begin(made_up: Running) -> None:
    """They were told that people here can see it, and it stood behind whatever was late."""
    add_family(made_up)
    made_up.clock.now += timedelta(days=30)
    family = add_family(made_up)
    mother = mother_of(made_up, family)
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    begins = [(worker, path) for path in ("/", "/to-do", "/to-do?whose=mine", "/my-families")]
    begins += [(manager, path) for path in ("/", "/to-look-at")]
    asked = mother.receipt("requests", {"wants": "HELP_NOW", "words": "He is coming home."})
    assert asked
    address = f'href="/files/{family.file}"><strong>Help now: Ann Example'
    for browser, path in begins:
        assert address in browser.open(path).reply.text, path
    assert made_up.get("/v1/tasks").get_json()["tasks"][0]["code"] == "HELP_NOW"
    counted = manager.open("/").text.partition("Help asked for now")[2]
    assert counted.lstrip(" :").startswith("1 "), counted[:300]
    # More danger is written down: it is one all the same, and a manager hears it as well.
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", unsafe)
    first = made_up.get("/v1/tasks").get_json()["tasks"][:2]
    assert {one["code"] for one in first} == {"HELP_WITH_CARE"}
    assert {one["for_role"] for one in first} == {"MASH_WORKER", "MASH_MANAGER"}
    for browser, path in begins:
        assert browser.open(path).reply.text.count("Help now: Ann Example") == 1, path
    page = worker.open(f"/files/{family.file}").text
    assert "They wrote: “He is coming home.”" in page
    assert page.index("Help now: Ann Example") < page.index("Who we have spoken to")
    request = first[0]["about"]
    made_up.record(f"{family.path}/family-requests/{request}/answers", {"words": "Met her."})
    for browser, path in begins:
        assert "Help now: " not in browser.open(path).text, path
