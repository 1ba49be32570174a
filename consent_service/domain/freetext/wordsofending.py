"""Words by which somebody is out of it, and nothing is denied: "drop it and send a letter". Pure.

Beside a letter that somebody asks for they are more than that wish.
"""

from __future__ import annotations

from typing import Final

from .wordtables import WordTable

_LISTS: Final = {
    "it": (
        r"(?:it|this|that|everything|all(?: of (?:it|this|that))?|the lot"
        r"|the (?:check|referral)s?)"
    ),
    #: Where a letter is brought.
    "not_there": r"(?! (?:in|into|off|at|through|round|by|with|here|there|to)\b)",
    "me": r"(?:me|us|him|her|them|my \w+|our \w+)",
    "am": r"(?:['’]?m|['’]?re| am| are)",
    #: Out of the house is not out of it.
    "out": r"out(?! (?:at|on|in|all|till?|until|most|every|between|from|by|for|today|tomorrow)\b)",
}
_ENDING: Final = r"""
(?:i|we)#am #out
(?:i|we)#am (?:all )?(?:done|finished)
(?:i|we)#am (?:pulling|backing|opting|dropping|bowing|stepping|getting) out
(?:want|wants|wanna|wanting|need|get|getting|count|take|leave|let)(?: #me)? #out
(?:opt|opts|opting|opted|back|backing|pull|pulling|drop|dropping|bow|step|cop)(?: #me)? out
(?:drop|dropping|scrap|scrapping|bin|ditch|quit|forget|undo|delete|erase|halt|cease|pause|park
    |shelve|abandon|bury|chuck|skip|swerve|void|stall)(?: about)? #it#not_there
(?:revok|rescind|retract|scrapp?)\w*
(?:quit|swerve|ditch)
call(?:ing|ed)?(?: #it)? off
(?:remove|removing|delete|strike|cross) (?:#me|#it)
(?:take|taking) (?:#me|#it) (?:off|out|away|down)
(?:done|finished|through) with (?:#it|you|yous|u)
(?:had|have had|['’]?ve had) enough
enough is enough
enough now
that['’]?s enough
fed up
sick of (?:#it|you)
over it
over and done
give (?:it )?up
(?:put )?(?:#it )?on hold
hold (?:off|on|fire)
hands off
back off
steer clear
stay (?:away|out)
(?:keep|lay) off
step back
let (?:it|this) (?:go|drop|lie)
draw a line
pull the plug
mov(?:e|ing) on
pass on #it
"""

#: One group: `ending`.
ENDING: Final = WordTable(_LISTS, before=r"(?<!\w)", after=r"(?!\w)", ending=_ENDING)
