"""The answer is never "you may not share": not in an outcome, a problem or the specification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import consent_service
from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.spec import document as specification
from consent_service.domain.codes import CODES, LISTS, TEXTS, codes
from tests.api import specified
from tests.api.running import SHARE_NOW

TEMPLATES = Path(consent_service.__file__).parent
#: A text in a page that is marked to be translated.
MARKED = re.compile(r"""\b_\((["'])(.*?)\1\)""")

FORBIDS = re.compile(
    r"\b(forbid\w*|forbad\w*|prohibit\w*|den(y|ies|ied|ial)|unlawful\w*|illegal\w*|disallow\w*"
    r"|not permitted|not authorised|unauthori[sz]ed|no permission|against the law|breach\w*)\b"
    r"|\b(may|must|can|should|shall|do|could)(\s?not|n['’]t|['’]t)\s+(be\s+)?"
    r"(shar\w+|tell|told|pass|disclos\w+|contact\w*|go ahead|proceed|ask\w*)\b"
    r"|\b(never|stop|without (consent|agreement) you)\s+shar\w+"
    r"|\b(need|require)s?\s+consent\b|\bconsent (is )?(needed|required)\b",
    re.IGNORECASE,
)

#: Sentences in which the words stand and mean the opposite, or are about somebody's safety.
SAID_TO_THE_CONTRARY = (
    "no answer says that information may not be shared",
    "none of which is a refusal",
    "This service never says that you may not share.",
    # whether something was written, not whether it may be said
    "We cannot tell whether this was recorded.",
    # about a parent who would be in danger, or a danger; never about an agency
    "It is not known to be safe to ask.  Do not contact them.",
    "It is not safe to contact the other parent.  Do not contact them.",
    "Do not tell them until a manager has reviewed it.",
    "Do not contact {names}: it is not safe.",
    (
        "Do not contact {names} before a manager has decided whether that is safe: have that "
        "settled first."
    ),
    "Do not tell anybody in the family about it if that could put somebody in danger.",
    "Please do not tell the family more of this than our request asks: speak to us first.",
)


def texts() -> Iterator[tuple[str, str]]:
    """Everything staff or a client's developer could read, and where it stands."""
    for code, problem in PROBLEMS.items():
        yield f"problem {code}", f"{problem.title} {problem.next}"
    for name, text in TEXTS.items():
        yield f"text {name}", text
    for name in ("outcomes", "reasons", "flags", "purposes", "refused_purposes", "agencies"):
        for code, row in codes(name).items():
            yield (
                f"{name} {code}",
                " ".join(
                    [row.label, row.parent_label or "", *(str(v) for v in row.attributes.values())]
                ),
            )
    for page in sorted(TEMPLATES.rglob("*.html")):
        source = page.read_text(encoding="utf-8")
        yield page.name, re.sub(r"<[^>]*>|\{[^}]*\}", " ", source)
        yield f"{page.name}, marked", " ".join(text for _, text in MARKED.findall(source))
    for where, text in _strings(specification.openapi(), "openapi"):
        yield where, text


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            if key in ("description", "summary", "title") and isinstance(member, str):
                yield f"{where}/{key}", member
            else:
                yield from _strings(member, f"{where}/{key}")
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _strings(member, f"{where}/{number}")


def forbidding(text: str) -> str | None:
    for said in SAID_TO_THE_CONTRARY:
        text = text.replace(said, "")
    found = FORBIDS.search(text)
    return None if found is None else found[0]


def test_nothing_that_is_said_forbids_sharing() -> None:
    found = {where: forbidding(text) for where, text in texts() if forbidding(text)}
    assert found == {}


def test_pages_are_searched_as_well() -> None:
    assert "Receipt" in dict(texts())["receipt.html"]
    assert "You said yes" in dict(texts())["own_parts.html, marked"]


@pytest.mark.parametrize(
    "text",
    [
        "You must not share this.",
        "Sharing is forbidden.",
        "Do not contact the school.",
        "Consent is required.",
        "Access denied.",
        "You can't tell the GP.",
        "This information may not be disclosed.",
    ],
)
def test_the_search_finds_what_it_is_for(text: str) -> None:
    assert forbidding(text)


def test_every_exception_is_still_needed() -> None:
    everything = " ".join(text for _, text in texts())
    assert [said for said in SAID_TO_THE_CONTRARY if said not in everything] == []


def test_no_code_of_an_outcome_is_a_denial() -> None:
    for name in ("outcomes", "reasons", "flags"):
        for code in codes(name):
            assert not re.search(r"DENY|DENIED|FORBID|PROHIBIT|NOT_ALLOWED|BLOCK", code)


def test_no_member_of_an_answer_could_be_read_as_leave_or_no_leave() -> None:
    """An integrator would build on `allow: false`, whatever its description said."""
    members = {
        name
        for schema in specification.openapi()["components"]["schemas"].values()
        for name in specified.members(schema)
    }
    assert not members & {"allow", "allowed", "deny", "denied", "permitted", "permit", "granted"}


def test_every_outcome_says_what_to_do_next() -> None:
    for row in codes("outcomes").values():
        assert row.attributes["helper"]
        assert row.attributes["next"]
    for name in ("reasons", "flags"):
        assert all(row.attributes["next"] for row in codes(name).values())


def test_an_unknown_answer_is_said_not_to_be_a_no() -> None:
    assert TEXTS["not_a_no"]
    assert "not a no" in TEXTS["no_record"].lower()
    assert "not an answer" in PROBLEMS["not-found"].next.lower()


def test_every_problem_of_the_specification_comes_with_how_to_share_now() -> None:
    assert SHARE_NOW.startswith("If a child may be at risk right now, share now.")
    assert len(LISTS) > 30
    assert CODES.version
