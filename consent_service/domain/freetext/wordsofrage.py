"""How it is told that somebody loses their temper, and how children are who are afraid of them:
lines of the table of harm (`wordsofharm.py`). Pure.
"""

from __future__ import annotations

from typing import Final

from .wordtables import one_of

#: What somebody does then.
RAGE: Final = r"""
#grown (?:\w+ )?(?:go|goes|went|going|gone) #raging
(?:he|she)(?:['’]?(?:ll|d)| will| would| might) (?:\w+ )?go #raging
(?:he|she) (?:\w+ )?(?:go|goes|went|going|gone) #raging
    (?: \w+)? (?:at #people|(?:if|when|over|cos|coz|because|and) (?:\w+ )?
    (?:I|we|she|mum|tea|dinner|they|kids|hide|hides|drunk))
"""
#: How children show it.
SHRINK: Final = r"""
#shrinks(?: \w+){0,3}? #as_soon#one_of_them #is_here
(?:has|have|had|got) to (?:be|stay|keep) (?:quiet|silent|still|good|out of the way)
     #as_soon#one_of_them #is_here
tip-? ?toe\w* (?:a?round|about|past) (?:him|her|them|dad\w*|mu?m|step\w+|the house)
"""
#: "He kicked off" of a match, and of a child in class, is usual; not of this.
_KICKED_OFF: Final = r"""
(?:last (?:night|week|weekend)|big time|in front|at (?:home|#people)|again(?! (?:at|in)\b)|
    (?:if|when|over|cos|coz|because) (?:\w+ )?
    (?:I|we|she|mum|tea|dinner|money|drunk|drinking))
"""
_SHRINKS: Final = r"""
hid(?:e|es|ing)
go(?:es|ing)?\s(?:all\s|very\s|really\s)?(?:quiet|silent|rigid|stiff|still|white)
went\s(?:all\s|very\s|really\s)?(?:quiet|silent|rigid|stiff|still|white)
freez(?:e|es|ing)
tip-?toe\w*
(?:clam|clams|clammed|shut|shuts)\s(?:up|down)
run(?:s|ning)?\s(?:upstairs|off|away|to\s(?:his|her|their)\srooms?)
(?:stay|stays)\s(?:out\sof\sthe\sway|in\s(?:his|her|their)\srooms?)
(?:wo|does|did|do|would|ca)n['’]?t\s(?:talk|speak|say|answer|open\sup|come\sout|move)
"""
_IS_HERE: Final = r"""
there here home in about around back near comes? gets? walks? calms? shouts? kicks? loses drinks?
drunk drinking angry cross goes starts?
"""
_NOT_FEARED: Final = """
teachers? staff ta tas strangers? visitors? people class other others children kids it its the i we
school music lights? bell fireworks dogs? new
"""
LISTS: Final = {
    "kicked_off": _KICKED_OFF.replace("\n", "").replace("    ", ""),
    "as_soon": (
        r"(?:when|whenever|while|if|from|until|as soon as|every ?time|round|around|in front of|cos)"
        r" (?:(?!new|other|the)\w+ )?"
    ),
    "grown": r"dad\w*|step\w+|husband|partner|boyfriend|bf|fella|ex",
    "is_here": rf"(?:is |was )?(?:\w+ )?(?:{one_of(_IS_HERE)})",
    "one_of_them": rf"(?!(?:{one_of(_NOT_FEARED)})\b)[^\W\d_]{{2,}}(?:['’]s)?",
    "raging": (
        r"mental|ballistic|berserk|psycho|spare|ape\w*|off (?:it|on one)|for (?:me|us|him|her|them)"
    ),
    "shrinks": one_of(_SHRINKS),
}
