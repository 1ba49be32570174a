"""What somebody does to another is heard in each form of the verb: that he slaps me was, and that
he slapped her was not.
"""

from __future__ import annotations

from typing import Final

import pytest

from consent_service.domain.freetext.tellsofharm import harms_in

_EACH: Final = """
hits hit hitting; slaps slapped slapping; smacks smacked smacking; punches punched punching
kicks kicked kicking; thumps thumped thumping; whacks whacked whacking; spanks spanked spanking
whips whipped whipping; belts belted belting; batters battered battering; chokes choked choking
strangles strangled strangling; stabs stabbed stabbing; attacks attacked attacking
threatens threatened threatening; rapes raped raping; gropes groped groping; bites bit biting
grabs grabbed grabbing; pushes pushed pushing; shakes shook shaking; drags dragged dragging
throws threw throwing; burns burned burning; locks locked locking; headbutts headbutted headbutting
"""
FORMS: Final = _EACH.replace(";", " ").split()


@pytest.mark.parametrize("verb", FORMS)
def test_each_form_is_heard_whoever_it_is_done_to(verb: str) -> None:
    for to in ("her", "me", "the baby"):
        said = f"He {verb} {to} last night." if not verb.endswith("ing") else f"He is {verb} {to}."
        assert list(harms_in(said)), said
