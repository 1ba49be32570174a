"""What tires, annoys and goes on in everyday life: beside it words of harm say something else."""

from __future__ import annotations

from typing import Final

from .wordtables import one_of

_OWN_LIFE: Final = (
    r"see\s(?:my|her)\s(?:family|sister|mother|mum) go\sto\swork leave\sthe\shouse "
    r"have\s(?:any|our)\smoney out"
)
_OTHER_CHILDREN: Final = (
    "other\\s(?:children|kids|pupils|boys|girls) peers? classmates? a\\spupil "
    "another\\s(?:child|pupil|kid|boy|girl|lad|student)"
)
_TIRING: Final = """
sleep back head knees? feet teeth heat cold stress work tiredness pain stairs bills? rent wait hours
shifts nights commute run journey legs? hip shoulder
"""
_THINGS_AT_US: Final = "school teacher bank landlord council office computer phone bus car printer"

LISTS: Final = {
    "other_children": one_of(_OTHER_CHILDREN),
    "own_life": one_of(_OWN_LIFE),
    "things_at_us": one_of(_THINGS_AT_US),
    "tiring": one_of(_TIRING),
}
