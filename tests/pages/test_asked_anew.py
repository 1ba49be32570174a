"""What is asked in a talk is settled anew: no answer moves to a question that it was not to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from consent_service.pages.forms.typed import Typed
from consent_service.pages.worker.answering import Answers
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place, said
from tests.sweeping import each

_CELL: Final = "responses.grid.{}.{}"
_ANSWERS: Final = Answers("responses", "What they said")
_SCHOOL: Final = ("SCHOOL", "Elm Primary")
_GP: Final = ("GP", "")
_POLICE: Final = ("POLICE", "")
_ASKED: Final = {
    "person": ("her",),
    "responses.anyway": ("ASK",),
    "responses.categories": ("CHILD_HEALTH", "EDUCATION"),
    "responses.subjects": ("child", "sibling"),
    "responses.purpose": ("AGENCY_CHECKS",),
    "responses.direction": ("SEEK",),
}
_NO: Final = (_SCHOOL, "EDUCATION", "REFUSED")
_YES: Final = (_GP, "CHILD_HEALTH", "AGREED")
_DOUBT: Final = (_GP, "EDUCATION", "UNDECIDED")


def _rows(*services: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for n, (code, organisation) in enumerate(services):
        rows[f"responses.service.{n}"] = (code,)
        rows[f"responses.service.{n}.organisation"] = (organisation,)
    return rows


def _stand(typed: Typed) -> set[tuple[tuple[str, str], str, str]]:
    """Each answer that stands, and to which service."""
    asked = _ANSWERS.asked(typed, "responses")
    return {
        ((one.code, one.named), kind, answer)
        for one in asked.services
        for kind in asked.categories
        if (answer := typed.one(_CELL.format(one.row, kind)))
    }


@each(
    "services",
    "changes",
    "stand",
    of=[
        # Nothing is changed.
        ((_SCHOOL, _GP), {}, {_NO, _YES, _DOUBT}),
        # Another service takes a row, or they change places: an answer goes with its own.
        ((_POLICE, _SCHOOL, _GP), {}, {_NO, _YES, _DOUBT}),
        ((_GP, _SCHOOL), {}, {_NO, _YES, _DOUBT}),
        ((_POLICE, _GP), {}, {_YES, _DOUBT}),
        ((_SCHOOL, _POLICE), {}, {_NO}),
        (
            (("SCHOOL", " elm  PRIMARY"), _GP),
            {},
            {(("SCHOOL", "elm  PRIMARY"), *_NO[1:]), *(_YES, _DOUBT)},
        ),
        # It is another surgery than any that was named.
        ((_SCHOOL, ("GP", "Hillside")), {}, {_NO}),
        # Another question: a yes to the one is none to the other, and a no is heard.
        ((_SCHOOL, _GP), {"purpose": ("CIN_ASSESSMENT",)}, {_NO, _DOUBT}),
        ((_SCHOOL, _GP), {"direction": ("BOTH",)}, {_NO, _DOUBT}),
        ((_SCHOOL, _GP), {"subjects": ("child",)}, {_NO, _DOUBT}),
        ((_SCHOOL, _GP), {"categories": ("EDUCATION",)}, {_NO, _DOUBT}),
        # Somebody else said it.
        ((_SCHOOL, _GP), {"person": ("him",)}, set()),
    ],
)
def test_an_answer_stays_with_what_it_was_an_answer_to(
    services: tuple[tuple[str, str], ...],
    changes: Mapping[str, tuple[str, ...]],
    stand: set[tuple[tuple[str, str], str, str]],
) -> None:
    """They stood by the number of their row: a yes to the surgery became one to the school."""
    answers = {
        _CELL.format(0, "EDUCATION"): ("REFUSED",),
        _CELL.format(1, "CHILD_HEALTH"): ("AGREED",),
        _CELL.format(1, "EDUCATION"): ("UNDECIDED",),
    }
    typed = Typed({**_ASKED, **_rows(_SCHOOL, _GP), **answers})
    assert _stand(typed) == {_NO, _YES, _DOUBT}
    changing = _ANSWERS.pressed(typed, "responses.change")
    # What is typed is carried as fields of the form, and changing it twice remembers the first.
    changing = _ANSWERS.pressed(Typed(changing.as_values()), "responses.change")
    named = {
        name if name == "person" else f"responses.{name}": held for name, held in changes.items()
    }
    settled = _ANSWERS.pressed(changing | _rows(*services) | named, "responses")
    assert _ANSWERS.is_settled(settled, "responses")
    assert _stand(settled) == stand
    # Settled once more as it is, nothing moves.
    again = _ANSWERS.pressed(_ANSWERS.pressed(settled, "responses.change"), "responses")
    assert _stand(again) == stand


def test_what_is_not_recorded_any_more_is_said(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    talk = begun(browser, family)
    typed = {
        _CELL.format(0, "CHILD_HEALTH"): "REFUSED",
        _CELL.format(1, "CHILD_HEALTH"): "AGREED",
        "method": "PHONE_VERBAL",
        "parent_words": "Not the health visitor.",
    }
    changing = opened(browser.send(talk, path, more="responses.change", **typed))
    others = {
        "responses.service.0": "POLICE",
        "responses.service.1": "GP",
        "responses.anyway": "ASK",
        "responses.categories": "CHILD_HEALTH",
        "responses.subjects": family.child,
        "responses.purpose": "AGENCY_CHECKS",
        "responses.direction": "SEEK",
        "person": family.mother,
    }
    talk = opened(browser.send(changing, path, more="responses", **others))
    assert "You changed what you ask." in talk.text
    assert "Health visitor: the child's health: No" in talk.text
    assert "Not the health visitor." in talk.reply.text
    ticked = {str(one["name"]): str(one["value"]) for _, one in talk.tags if "checked" in one}
    assert ticked == {_CELL.format(1, "CHILD_HEALTH"): "AGREED", "method": "PHONE_VERBAL"}
    wrong = opened(browser.send(talk, path, **ticked, **{"effective_at.day": "1"}), 422)
    assert "Health visitor: the child's health: No" in wrong.text
    read = opened(browser.send(talk, path, **ticked))
    assert "GP surgery: the child's health, about" in read.text
    assert "Police" not in read.text
    browser.send(read, path)
    (answer,) = said(made_up, family)["responses"]
    agencies = [one["type"] for one in answer["scope"]["agencies"]]
    assert (answer["answer"], agencies) == ("AGREED", ["GP"])
