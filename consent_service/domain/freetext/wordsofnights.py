"""How a child tells of what somebody does to them at night, in bed or in the bath, without saying
what it is: lines of the table of harm (`wordsofharm.py`). Pure.
"""

from __future__ import annotations

from typing import Final

from .wordtables import one_of

#: What somebody does then.
NIGHTS: Final = r"""
#comes in(?:to)? #own_room(?: \w+)?(?: at| in the| every| most)? #nights
#comes in(?:to)? #own_room (?:and|an|n|&|to) #does #stuff
#nights (?:and|an|n|&) #does #stuff
#nights (?:he|she|they)(?: \w+)? #comes in
#does #stuff (?:at|in the|every) #nights
#does #stuff (?:in|when (?:I['’]?m|we['’]?re|im) in) (?:(?:my|our|his|the) )?(?:bed|bath|shower)
#comes in(?:to)? (?:the )?(?:bath|shower|bed) with (?:me|her)
(?:mak(?:es?|ing)|made) (?:me|us) do (?:stuff|things|rude|bad|dirty)
    (?! (?:\w+ ){0,2}#chores)
don['’]t like (?:it )?(?:when|how|what) (?:he|she) (?!(?:\w+ )?#usually)\w+
"""
_USUALLY: Final = """
goes leaves works sings snores cooks away cheats wins moans nags drives supports cries smokes has
eats tidies sleeps farts
"""
LISTS: Final = {
    "chores": (r"(?:house|home|homework|chores|like|school|myself|kitchen|garden|class|together)"),
    "comes": r"com(?:es?|ing)|came|g(?:ets?|etting|ot)|creeps?|crept|sneaks?|climbs?",
    "does": r"do|does|did|doing",
    "nights": r"nights?|nites?|night-?times?|when (?:every\w+|mu?m) (?:is |was )?(?:asleep|out)",
    "own_room": r"(?:my|our|her|his|their) (?:bed|(?:bed)?room)",
    "stuff": r"(?:(?:bad|rude|weird|funny|dirty|horrible) )?(?:stuff|things)",
    "usually": one_of(_USUALLY),
}
