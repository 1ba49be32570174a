"""A parent types what stands on a letter, and is signed in; nobody learns what was wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consent_service.access import codes
from consent_service.pages.family import addresses
from tests.api.rights import give_every_right
from tests.api.running import Running, add_family, running
from tests.api.test_advocates import steps
from tests.api.test_supported import RUTH, SEES, supports
from tests.pages.conftest import of_service
from tests.pages.opening import opened

PAGE = "/sign-in/family"
NEVER = "ZZZZ-ZZZZ-ZZZZ"


def test_a_parent_signs_in_once_with_what_stands_on_the_letter(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}", demonstration=False) as service:
        give_every_right(service)
        a_parent_signs_in(service)


def test_an_advocate_signs_in_while_the_parent_lets_them(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        family = add_family(service, "CASE-1")
        path = f"{family.path}/people/{family.mother}/ways-in"
        sent = {"how": "READ_OUT", "advocate_in": family.enquiry}
        nobody = service.post(path, sent).get_json()
        assert nobody["type"] == "/v1/problems/advocate-may-not-look"
        supports(service, family)
        used = service.record(path, sent)["way_in"]
        browser = of_service(service)

        def comes_in(way_in: dict[str, str]) -> int:
            typed = {"reference": way_in["reference"], "code": way_in["code"]}
            return browser.send(browser.open(PAGE), PAGE, **typed).status_code

        def reads() -> int:
            return browser.get("/v1/supported", Accept="application/json").status_code

        assert comes_in(used) == 303
        assert reads() == 200
        second = service.record(path, sent)["way_in"]
        assert reads() == 401
        assert comes_in(second) == 303
        steps(service, family, family.mother, {"status": "OFFERED"})
        assert reads() == 404
        again = [{"status": "NOMINATED", "advocate": RUTH}, {"status": "CHECKING"}, SEES]
        steps(service, family, family.mother, *again)
        late = service.record(path, sent)["way_in"]
        steps(service, family, family.mother, {"status": "OFFERED"})
        assert comes_in(late) == 403
        steps(service, family, family.mother, *again)
        assert comes_in(service.record(path, sent)["way_in"]) == 303
        steps(service, family, family.mother, {"status": "OFFERED"})
        signed_out = browser.send(browser.open("/", 404), "/sign-out")
        assert signed_out.headers["Location"] == "/left"


def a_parent_signs_in(service: Running) -> None:
    family = add_family(service, "CASE-1")
    path = f"{family.path}/people/{family.mother}/ways-in"
    made = service.record(path, {"how": "READ_OUT"})
    way_in = made["way_in"]
    browser = of_service(service)
    page = browser.open(f"{PAGE}?ref={way_in['reference']}")
    # Whoever looks over a shoulder, or through the history, sees what anybody could be at.
    assert page.title == page.heading == "Sign in"
    assert ("input", way_in["reference"]) in [(tag, one.get("value")) for tag, one in page.tags]
    typed = {"reference": way_in["reference"], "code": way_in["code"]}
    wrong = opened(browser.send(page, PAGE, **{**typed, "code": NEVER}), 403)
    unknown = opened(browser.send(page, PAGE, **{**typed, "reference": "ZZZZZ-ZZZZZ"}), 403)
    assert NEVER not in wrong.reply.text
    assert "ring us" in wrong.text
    assert browser.cookie is None
    signed_in = browser.send(page, PAGE, **typed)
    assert signed_in.status_code == 303
    own = browser.open(signed_in.headers["Location"])
    assert own.title == own.heading == "Your page"
    assert "closes after 20 minutes" in own.text
    assert browser.get("/v1/own", Accept="application/json").status_code == 200
    # Nor does a page that is not there say what this is, in a title that a history keeps.
    assert "Agreement" not in browser.open("/nothing-here", 404).title
    # Used, wrong and unknown are the same bytes, but for the reference that was typed.
    late = of_service(service)
    used = opened(late.send(late.open(PAGE), PAGE, **typed), 403)
    assert used.reply.data == wrong.reply.data
    other = unknown.reply.text.replace("ZZZZZ-ZZZZZ", way_in["reference"])
    assert other == wrong.reply.text
    assert late.cookie is None
    # Whoever is in is out, when their way in is ended.
    service.record(f"{family.path}/ways-in/{made['id']}/end", {})
    assert browser.get("/v1/own", Accept="application/json").status_code == 401
    assert "Agreement" not in browser.open("/nothing-here", 404).title
    # One that was given by mistake is put right like any other mistake, used or not.
    for is_used in (False, True):
        wrong_one = service.record(path, {"how": "READ_OUT"})
        typed = {name: wrong_one["way_in"][name] for name in ("reference", "code")}
        if is_used:
            assert browser.send(browser.open(PAGE), PAGE, **typed).status_code == 303
        (entry,) = wrong_one["entries"]
        mistake = {"corrects": entry["seq"], "what_was_wrong": "Zz", "requested_by": "STAFF"}
        service.record(f"{family.path}/corrections", mistake)
        if is_used:
            assert browser.get("/v1/own", Accept="application/json").status_code == 401
        else:
            opened(browser.send(browser.open(PAGE), PAGE, **typed), 403)


def test_whatever_goes_wrong_at_a_familys_address_is_a_page_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before they have signed in too: a browser keeps the title, and nobody says "share now"."""
    monkeypatch.setattr(codes, "PER_NETWORK", replace(codes.PER_NETWORK, most=1))
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        browser = of_service(service)
        page = browser.open(PAGE)
        typed = {"reference": "ZZZZZ-ZZZZZ", "code": NEVER}
        opened(browser.send(page, PAGE, **typed), 403)
        often = browser.send(page, PAGE, **typed)
        form = page.form(PAGE) | typed
        elsewhere = browser.post(PAGE, form, Origin="https://elsewhere.example")
        nobody = browser.get(addresses.STOP)
        with service.storage.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE counts RENAME TO counts_gone")
        away = browser.send(page, PAGE, **typed)
        for reply, status in ((often, 429), (elsewhere, 403), (nobody, 401), (away, 503)):
            shown = opened(reply, status)
            assert "Agreement" not in shown.reply.text
            assert "Exit this page" in shown.text
            assert "Retry-After" not in shown.text
            assert ("ring us" in shown.text) == (status != 401)
