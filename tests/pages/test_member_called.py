"""No page of staff says what a member is called for programs."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from consent_service.domain.codes import LISTS, codes
from consent_service.domain.recorded.events import AnyEvent
from consent_service.domain.scopes.scope import Exclusions, Scope
from consent_service.pages.membercalled import _CALLED, member_called
from tests.api.running import Running
from tests.api.test_referrals import REFERRAL, taken
from tests.pages.test_being_somebody import someone

#: What two words of a program look like; and a member that is one word of it.
_OF_A_PROGRAM = re.compile(r"\b[a-z]+_[a-z_]+\b|\bsupersedes\b|\bdry.run\b")


def test_what_a_member_is_called_is_no_name_of_a_program() -> None:
    members = {one.name for kind in get_args(AnyEvent) for one in msgspec.structs.fields(kind)}
    parts = {*Scope.__struct_fields__, *Exclusions.__struct_fields__, "responses"}
    assert _CALLED.keys() <= members | parts
    for name in members:
        assert not _OF_A_PROGRAM.search(member_called(name)), f"{name}: say it in membercalled.py"


def test_what_is_one_of_a_list_says_of_which() -> None:
    """Of why somebody is not safe it read "which it is: another reason"."""
    kinds = [kind for kind in get_args(AnyEvent) if "code" in kind.__struct_fields__]
    assert kinds
    for kind in kinds:
        said = member_called("code", kind.__struct_config__.tag)
        assert said != member_called("code"), kind


def test_no_words_of_a_code_name_a_member() -> None:
    """They stand on pages as they are."""
    said = {
        (name, code)
        for name in LISTS
        for code, row in codes(name).items()
        for words in (row.label, *map(str, row.attributes.values()))
        if _OF_A_PROGRAM.search(words)
    }
    assert said == set()


def test_whoever_reads_yes_beside_what_is_one_or_the_other_reads_what_was_said() -> None:
    """Of who had asked not to be named it read "may be named to the family: yes"."""
    found = {
        one.name: member_called(one.name, kind.__struct_config__.tag)
        for kind in get_args(AnyEvent)
        for one in msgspec.structs.fields(kind)
        if "bool" in str(one.type)
    }
    denies = re.compile(r"\b(?:not|no|nothing|nobody|without|anonymous|none)\b")
    by_name = {name for name in found if denies.search(name.replace("_", " "))}
    in_words = {name for name, words in found.items() if denies.search(words)}
    # This one is of words by which somebody is not to be told.
    assert by_name == in_words - {"only_of_telling"}
    twice = re.compile(r"whether (?:\w+ ){1,3}(?:is|are) not\b")
    assert not [words for words in found.values() if twice.match(words)]


def test_what_nobody_was_asked_is_said_of_nobody(made_up: Running) -> None:
    """A referral says of each sign what follows from its words: it read as if the worker had."""
    file = taken(made_up, REFERRAL)["file"]
    page = someone(made_up).open(f"/files/{file}/timeline").text
    assert "the words are taken to hold no no yes" in " ".join(page.split())
    assert "othing in the words is a no" not in page
