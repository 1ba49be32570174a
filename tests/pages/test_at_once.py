"""A child at risk whom nobody has on file: the words first, and one screen to write it down."""

from __future__ import annotations

from typing import Any

from consent_service.pages.forms.typed import Typed
from consent_service.pages.worker.atonce import AboutYears
from tests.api.running import Running, add_family
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

PATH = "/share-now/new"
NAMES = "children.0.names"
AGE = "children.0.estimated_dob"
TYPED = {
    "then.disclosure.agency": "POLICE",
    "then.disclosure.recipient": "Control room, call 4411",
    "then.risk": "A neighbour hears him being hit now.",
    "then.disclosure.words_sent": "Please go to 4 Elm Street now.",
    "then.disclosure.categories": "EDUCATION",
    "then.disclosure.direction": "SHARE",
    NAMES: "Boy, about 4",
    AGE: "4",
}


def standing(service: Running, browser: Browser, where: str) -> dict[str, Any]:
    """The file, and what was shared."""
    file = f"/v1/files/{where.split('/')[2]}"
    assert browser.open(where).heading == "Recorded"
    found: dict[str, Any] = service.get(file).get_json()
    return {**found, **service.get(f"{file}/disclosures").get_json()}


def test_what_was_shared_of_a_child_nobody_knows_is_written_down_in_one_screen(
    made_up: Running,
) -> None:
    browser = someone(made_up)
    page = browser.open(PATH)
    assert page.heading == "Share now. Do not wait."
    assert page.text.index("Share what is needed") < page.text.index("Write it down")
    # Pressed twice, it is one family, and one thing that was shared.
    replies = [browser.send(page, PATH, **TYPED) for _ in range(2)]
    (where,) = {one.headers["Location"] for one in replies}
    stands = standing(made_up, browser, where)
    (child,) = stands["children"]
    assert child["names"] == "Boy, about 4"
    (shared,) = stands["disclosures"]
    assert shared["subjects"] == [child["id"]]
    assert shared["words_sent"] == "Please go to 4 Elm Street now."
    (enquiry,) = stands["enquiries"]
    assert enquiry["worry"] == TYPED["then.risk"]
    assert shared["basis"] == "SHARE_NOW"
    assert shared["enquiry"] == enquiry["id"]


def test_where_nothing_at_all_was_typed_nothing_is_recorded(made_up: Running) -> None:
    browser = someone(made_up)
    size = made_up.size()
    opened(browser.send(browser.open(PATH), PATH), 422)
    assert made_up.size() == size


def test_the_way_to_it_stands_where_the_words_to_share_now_do(made_up: Running) -> None:
    add_family(made_up)
    nobody = of_service(made_up)
    assert 'href="/share-now"' in nobody.open("/help/share-now").reply.text
    assert nobody.get("/share-now").status_code == 401
    assert f'href="{PATH}"' in someone(made_up).open("/share-now").reply.text
    # Whoever may not is told what to do instead, and led nowhere.
    admin = someone(made_up, "5").open("/share-now")
    assert "Write it on paper now" in admin.text
    assert f'href="{PATH}"' not in admin.reply.text


@each(
    "typed",
    "years",
    of=[
        *(("8", 8), ("about 8", 8), ("8 years old", 8), ("c. 12", 12), ("old", None)),
        *(("five", 5), ("Five or six", 5), ("5-6", 5), ("5 or 6", 5), ("about fifteen", 15)),
        *(
            ("18 months", 1),
            ("6 weeks", 0),
            ("3m", 0),
            ("17½", 17),
            ("a baby", 0),
            ("teenager", 13),
        ),
        *(("6ish", 6), ("looks 6", 6), ("prob 6, 7 tops", None), ("16 ish", 16), ("age 6", 6)),
        *(("yr 2", 6), ("in Year 11", 15), ("y6", 10), ("in reception", 4), ("3/4/20", None)),
        *(("looks 18 months", None), ("18 mnths", None), ("prob 6 weeks", None), ("2 y 6 m", None)),
        *(("not known", 0), ("?", 0), ("300", None), ("old enough", None), ("-5", None)),
    ],
)
def test_an_age_is_taken_as_it_is_typed_in_a_hurry(typed: str, years: int | None) -> None:
    said = AboutYears("child/dob", "How old?").said(
        None,  # type: ignore[arg-type]
        Typed({"age": [typed], "today": ["2026-11-27"]}),
        "age",
    )
    assert said[:7] == (typed[:7] if years is None else f"{2026 - years}-05")
