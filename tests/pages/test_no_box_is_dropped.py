"""Whatever is typed on the sheet on which a manager decides is recorded, or is said to be lost."""

from __future__ import annotations

from typing import Final

from consent_service.pages.forms.form import placed
from consent_service.pages.managing.deciding import ASK_FIRST, NOT_SHARED
from tests.api.running import Running, add_family, reasons
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for, press
from tests.sweeping import each

_VIEW: Final = "She said no to the surgery, and we go by it"
#: What stands in each box that is only for going ahead, as it is sent.
_ONLY_TO_GO_AHEAD: Final = {
    "kind": {"kind": "OVERRIDE_DECISION"},
    "relies_on": {"relies_on": "somebody"},
    "order_reference": {"order_reference": "Zz"},
    "advice_from": {"advice_from": "Zz"},
    "any_reason": {"any_reason": "Zz"},
    "end": {"end.day": "1", "end.month": "4", "end.year": "2026"},
    "telling.status": {"telling.status": "TOLD"},
    "telling.on": {"telling.on.day": "1", "telling.on.month": "4", "telling.on.year": "2026"},
    "telling.reason": {"telling.reason": "Zz"},
    "telling.not_safe_for": {"telling.not_safe_for": "somebody"},
}


#: Each button of not going ahead, with the reason that it asks for.
_BUTTONS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("/not-share", {"reason_codes": "OTHER_ROUTE_BETTER"}),
    ("/ask-first", {}),
)


def _decided() -> dict[str, str]:
    return {
        "duty_test.relevant": "true",
        "duty_test.may_help": "true",
        "duty_test.more_harm_than_good": "true",
        **{f"rationale.{name}": words for name, words in reasons().items()},
        "child_view_considered": _VIEW,
    }


@each("under", "reason", of=_BUTTONS)
def test_what_a_child_wants_is_kept_whatever_is_decided(
    made_up: Running, under: str, reason: dict[str, str]
) -> None:
    """It was weighed on the sheet, and stood on no record where nothing was to be shared."""
    family = add_family(made_up)
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    page = press(browser, sheet, under, _decided() | reason)
    assert "nothing would be on record" not in page.text
    assert browser.post(sheet + under, page.form(sheet + under)).status_code == 303
    (kept,) = made_up.get(family.path).get_json()["not_share"]
    assert kept["child_view_considered"] == _VIEW


def test_each_box_that_is_only_for_going_ahead_is_said_to_be_lost(made_up: Running) -> None:
    family = add_family(made_up)
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    for form, (under, reason) in zip((NOT_SHARED, ASK_FIRST), _BUTTONS, strict=True):
        others = {one.name: one.input.label for one in map(placed, form.others)}
        own = {one.name for one in form.inputs()}
        for name in others.keys() - own - {"reason_codes"}:
            text = press(browser, sheet, under, _decided() | reason | _ONLY_TO_GO_AHEAD[name]).text
            assert f"“{others[name]}”" in text.partition("nothing would be on record")[0], name
            assert "nothing would be on record with this" in text


def test_what_the_page_came_with_is_not_said_to_have_been_typed(made_up: Running) -> None:
    """The kind that the worker had asked for was ticked already, and was called typed and lost."""
    family = add_family(made_up)
    sheet = asked_for(made_up, family, decision="OVERRIDE_DECISION")
    browser = someone(made_up, MANAGER)
    words = {"to_whoever_asked": "Ring Ann again."}
    assert "nothing would be on record" not in press(browser, sheet, "/ask-first", words).text
    other = words | {"kind": "DISPENSE_DECISION"}
    assert "nothing would be on record" in press(browser, sheet, "/ask-first", other).text
