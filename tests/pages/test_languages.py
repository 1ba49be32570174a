"""A family reads in its own language and nothing is lost on the way; a council mends a file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from consent_service.cli.group import cli
from consent_service.domain.codes import TEXTS
from consent_service.domain.letters import Sentences
from consent_service.domain.letters.texts import PROMISED, YOUR_WORDS
from consent_service.languages.catalogue import OURS, CatalogueError, Languages, known_in
from consent_service.languages.language import ENGLISH, Language
from consent_service.languages.marking import in_page, marked, reply_in
from consent_service.languages.texts import every_text
from consent_service.pages.family import addresses
from tests.api.running import Running, add_family, agree
from tests.pages.conftest import of_service
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page

EVERY = Languages()
CLOSES = next(one for one, many in every_text().items() if many is not None)


def untranslated(tag: str) -> list[str]:
    known = known_in(tag)
    said = {one: known.get(one) for one in every_text()}
    return [text for text, held in said.items() if held is None or not any(held.string or "")]


def test_welsh_says_all_that_english_does() -> None:
    """Who writes a new text for families writes it in `catalogues/cy.po` as well."""
    assert untranslated("cy") == []


@pytest.mark.whole
@pytest.mark.parametrize("tag", OURS)
def test_each_catalogue_holds_texts_of_ours_alone_and_the_most_needed_of_them(tag: str) -> None:
    ids = {one.id if isinstance(one.id, str) else one.id[0] for one in known_in(tag) if one.id}
    assert ids - set(every_text()) == set(), "a text that nobody reads any more"
    needed = {"own_if_not_safe", "own_stopped", "own_stop_heard", "own_change_your_mind"}
    needed |= {"own_stopped_this", "own_stop_heard_if"}
    assert {TEXTS[name] for name in needed} & set(untranslated(tag)) == set()
    assert TEXTS["danger_now"] not in untranslated(tag)
    # A draft says all of it: what it lacked stood in English, that nothing was sent above all.
    assert untranslated(tag) == []


def test_days_and_plurals_are_those_of_the_language() -> None:
    day, welsh = date(2026, 11, 27), EVERY.of("cy")
    assert (ENGLISH.day(day), welsh.day(day)) == ("27 November 2026", "27 Tachwedd 2026")
    said = [welsh.count(CLOSES, every_text()[CLOSES] or "", number) for number in (2, 20)]
    assert [text.split()[-1] for text in said] == ["funud.", "munud."]
    assert EVERY.of("ur").direction == "rtl"
    ends = {
        tag: EVERY.of(tag).say(Sentences("Dentist"))[-1] for tag in ("cy", "pl", "ur", "pa", "ne")
    }
    assert ends == {"cy": ".", "pl": ".", "ur": "۔", "pa": "।", "ne": "।"}
    # Its groups would stand in the wrong order there: who rings 1111 0800 reaches nobody.
    advice = "Family Rights Group: 0808 801 0366. They do not work for us."
    assert "\u20660808\N{NO-BREAK SPACE}801\N{NO-BREAK SPACE}0366\u2069" in EVERY.of("ur").text(
        advice
    )
    assert "\u2066" not in EVERY.of("cy").text(advice)
    assert EVERY.of("Zz") is ENGLISH


def test_what_a_reply_put_together_is_taken_apart() -> None:
    welsh = EVERY.of("cy")
    assert welsh.text("Elm Lane (school)") == "Elm Lane (Ysgol)"
    said = f"{TEXTS['own_stop_heard']} Priya will call you by 4 March 2026. {TEXTS['own_stopped']}"
    assert welsh.text(said) == " ".join(
        [
            welsh.text(TEXTS["own_stop_heard"]),
            "Bydd Priya yn eich ffonio erbyn 4 Mawrth 2026.",
            welsh.text(TEXTS["own_stopped"]),
        ]
    )
    # A word of ours has its capital where the sentence begins with it.
    somebody = "Someone from our team will call you by 4 March 2026."
    assert welsh.text(somebody) == "Bydd rhywun o'n tîm yn eich ffonio erbyn 4 Mawrth 2026."
    # What is somebody's own is not translated, whatever it says.
    theirs = {"your_words": "School", "you": "School", "who": ["School"], "number": 1}
    assert welsh.reply(theirs) == {**theirs, "who": ["Ysgol"]}


def council(folder: Path, name: str = "cy.po", **said: str) -> Languages:
    rows = "".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in said.items())
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    (folder / name).write_text(f'{header}"X-Checked-By: A translator\\n"\n\n{rows}', "utf-8")
    return Languages(folder)


def test_a_council_corrects_a_catalogue_or_adds_one_without_code(tmp_path: Path) -> None:
    welsh = council(tmp_path, School="Ysgol gynradd").of("cy")
    assert welsh.text("School") == "Ysgol gynradd"
    assert welsh.text("Police") == "Yr heddlu"
    assert welsh.is_checked
    assert not EVERY.of("cy").is_checked
    somali = council(tmp_path, "so.po", School="Dugsi").of("so")
    assert (somali.text("School"), somali.text("Police")) == ("Dugsi", "Police")


def test_the_catalogue_that_is_written_for_a_council_is_one(tmp_path: Path) -> None:
    written = CliRunner().invoke(cli, ["catalogue", "cy"])
    (tmp_path / "cy.po").write_bytes(written.stdout_bytes)
    assert Languages(tmp_path).of("cy").text("Police") == "Yr heddlu"
    assert CliRunner().invoke(cli, ["catalogue", "xx"]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cy.po", {"Use {provider}": "Defnyddio"}),
        ("cy.po", {"School": "{0.__class__}"}),
        ("xx.po", {"School": "Zz"}),
        ("../cy.po.po", {"School": "Zz"}),
    ],
)
def test_a_catalogue_that_loses_or_invents_something_is_refused_at_the_start(
    tmp_path: Path, name: str, said: dict[str, str]
) -> None:
    (tmp_path / "inside").mkdir()
    with pytest.raises(CatalogueError):
        council(tmp_path / "inside", name.replace("../", "Zz"), **said)


def lang(page: Page) -> tuple[str | None, str | None]:
    tag, given = page.tags[0]
    assert tag == "html"
    return given["lang"], given["dir"]


def test_a_mother_reads_her_page_in_her_language_until_she_closes_the_browser(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    stranger = of_service(made_up)
    reply = stranger.get("/language?in=ur&to=/sign-in/family")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/sign-in/family")
    assert "Max-Age" not in reply.headers["Set-Cookie"]
    assert lang(stranger.open("/sign-in/family")) == ("ur", "rtl")
    browser = on_their_page(made_up, family)
    urdu: Language = EVERY.of("ur")
    address = browser.open("/")
    links = [given["href"] for _, given in address.tags if given.get("hreflang") == "cy"]
    assert len(links) == 1
    assert browser.get(links[0] or "").headers["Location"] == "/"
    for path in ("/", addresses.STOP, addresses.ASK):
        page = browser.open(path)
        assert lang(page) == ("cy", "ltr")
        assert "Gadael y dudalen hon" in page.text
    browser.get("/language?in=ur")
    page = browser.open("/")
    assert urdu.text("What you have agreed to") in page.text
    # What no translator has looked at says so, in both languages.
    assert "No translator has checked this yet." in page.text
    stopped = opened(browser.send(browser.open(addresses.STOP), addresses.STOP), 200)
    assert urdu.text(TEXTS["own_stopped"]) in stopped.text
    assert TEXTS["own_stopped"] in stopped.text


def test_what_is_not_translated_yet_is_marked_as_english_and_nothing_else_is(
    tmp_path: Path, made_up: Running
) -> None:
    """A screen reader reads it out by the rules of the language that it is marked as."""
    somali = council(tmp_path, "so.po", School="Dugsi").of("so")
    assert in_page(somali, "School") == "Dugsi"
    police = '<span lang="en-GB" dir="ltr">Police</span>'
    assert in_page(somali, "Police") == police
    assert in_page(EVERY.of("en-GB"), "Police") == "Police"
    # A day among English words is an English day: else nobody reads the sentence at all.
    lines = (
        (
            Sentences(PROMISED, {"day": date(2026, 3, 4), "what": ("School",)}),
            "By 4 March 2026: School",
        ),
        (Sentences(YOUR_WORDS, {"words": "Zz: a b."}), "You said: Zz: a b."),
    )
    for line, english in lines:
        said = somali.say(line)
        assert said.removesuffix(".") == english.removesuffix(".")
        assert marked(somali, said) == f'<span lang="en-GB" dir="ltr">{said}</span>'
    # Whatever somebody is called, and what they said themselves, is in no language of ours.
    own = {"you": "Police", "your_words": "Police", "who": ["Hillside", "Police", "School"]}
    assert reply_in(somali, own) == {**own, "who": ["Hillside", police, "Dugsi"]}
    assert marked(somali, f"<b> Zz! {TEXTS['own_stopped_help']}") == (
        '&lt;b&gt; Zz! <span lang="en-GB" dir="ltr">You may still get help.</span>'
    )
    family = add_family(made_up)
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    browser.get("/language?in=pl")
    for path in ("/", addresses.STOP, addresses.WRONG, addresses.ASK):
        opened(browser.get(path))
        inside = browser.get(path).text
        assert '<span lang="en-GB"' in inside, path
        assert "&lt;span" not in inside, path
        assert not [one for one in re.findall(r'="([^"]*)"', inside) if "<" in one], path


def test_nothing_that_is_welsh_is_marked_as_english() -> None:
    """A sentence that reads the same in both was read out as English, beside one that did not."""
    welsh = Languages().of("cy")
    translated = [(text, welsh.text(text)) for text in every_text()]
    marks = [text for text, said in translated if said != text and "<span" in marked(welsh, said)]
    assert marks == []


def test_whoever_has_a_language_on_record_reads_in_it_until_they_choose_another(
    made_up: Running,
) -> None:
    """Her page was English, and so was every letter that was made for her."""
    family = add_family(made_up)
    given = {"reason": "She told us.", "language": "Welsh (first)"}
    made_up.record(f"{family.path}/people/{family.mother}/amendments", given)
    browser, worker = on_their_page(made_up, family), someone(made_up)
    assert lang(browser.open("/")) == ("cy", "ltr")
    assert lang(browser.open(addresses.STOP)) == ("cy", "ltr")
    browser.get("/language?in=en-GB")
    assert lang(browser.open("/")) == ("en-GB", "ltr")
    for form in ("letters", "ways-in"):
        page = worker.open(f"/files/{family.file}/people/{family.mother}/{form}")
        chosen = [one.get("value") for _, one in page.tags if {"selected", "checked"} & set(one)]
        assert "cy" in chosen, form
    assert [EVERY.called(said).tag for said in ("Cymraeg", "cy", "polski", "Zz", "", None)] == [
        *("cy", "cy", "pl", "en-GB", "en-GB", "en-GB")
    ]


def test_what_is_read_from_right_to_left_has_numbers_as_they_are_and_its_own_full_stop(
    made_up: Running,
) -> None:
    """Her own number stood back to front: she read that we have a wrong one."""
    family = add_family(made_up)
    agree(made_up, family)
    number = {"type": "PHONE", "value": "07700 900531", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", {"person": family.mother, **number})
    browser = on_their_page(made_up, family)
    browser.get("/language?in=ur")
    written = browser.open("/").reply.text
    read = re.sub(r"<bdi dir=.ltr.>[^<]*</bdi>|<a [^>]*tel:[^>]*>[^<]*</a>", "", written)
    assert "531</bdi>" in written
    assert not re.search(r"\d{3,} \d{3,}", read)
    # An Urdu word, and then what ends an English sentence.
    assert not re.search(r"[\u0620-\u06d3]\.", read)


def test_what_a_page_says_of_who_looked_is_in_its_language() -> None:
    """The kinds of staff were English in the middle of a Welsh page, which has words for each."""
    welsh = EVERY.of("cy")
    kinds = [words for name, words in TEXTS.items() if name.startswith("own_looked")]
    shown = welsh.reply({"looked_at": {"by": kinds}, "promises": [{"by": "2026-03-10"}]})
    assert not {*kinds} & {*shown["looked_at"]["by"]}
    assert shown["promises"] == [{"by": "2026-03-10"}]


#: To whom a family may turn that is not us, and where.
TO_TURN_TO = {"Information Commissioner": "0303 123 1113", "Family Rights Group": "0808 801 0366"}


@pytest.mark.parametrize("whom", TO_TURN_TO)
def test_wherever_somebody_is_named_to_turn_to_their_number_stands_with_them(whom: str) -> None:
    """Who has only paper has the number on it, in each language and style."""
    naming = [text for text in every_text() if whom in text]
    assert len(naming) > 2
    for text in naming:
        said = [text, *(known_in(tag)[text].string for tag in OURS)]
        assert [one for one in said if TO_TURN_TO[whom] not in str(one)] == []
