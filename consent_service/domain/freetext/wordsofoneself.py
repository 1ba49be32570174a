"""How it is told that somebody harms themselves, or does not want to live: lines of the table of
harm (`wordsofharm.py`). Nobody else is meant by it. Pure.
"""

from __future__ import annotations

from typing import Final

#: What somebody does to themselves, or says of it as they type.
OWN: Final = r"""
self[ -]?harm\w*
(?:cut|hurt|kill|starv)\w* (?:my|him|her|them|your)sel(?:f|ves)
cut(?:s|ting)? (?:my|his|her|their) (?:own |both )?(?:legs?|arms?|wrists?|thighs?|tummy|skin)
suicid\w*
(?:want|wants|wanted|wish|wishes) (?:\w+ ){0,3}(?:to die|dead)
end(?:ing)? (?:my|his|her|their) (?:own )?life
better off (?:without me|if I (?:was|were) (?:dead|gone|not here))
no point (?:in )?(?:going on|living)
(?:sleep|bed) and (?:not|never) wake up
never wake up(?: again)?
end it all
(?:as well|rather|gonna|going to|wanna|want to|wants to|could|just|thinking of) end(?:ing)? it
    (?! (?:there|here|with|between|early|at|on|in|by|before|after)\b)
(?:gonna|going to|wanna|want to|just|will|might|could|(?:I|i)['’]?ll|imm?a) kms
kms (?:if|cos|coz|lol|tbh|now|tonight)
(?:(?:do|does|did)n['’]?t|not|never) (?:want|wanna|wish) (?:to )?
    (?:be (?:here|alive|around)|live|exist)(?: any ?more| any ?longer| no more)
od(?:[’']d|ed)
(?:took|taken) an od
"""
#: What is usual to say: of a fall, and of a razor; and voices that nobody else hears press nobody.
USUAL: Final = r"""
voices (?:\w+ )?(?:told|tells?|telling|made|makes?|making|want\w*|order\w*) (?:me|her|him|them)
     (?:what )?(?:to )?(?=(?:say|agree|sign|answer)\b)
cut(?:s|ting)? (?:my|his|her|their) (?:own |both )?(?:legs?|arms?|thighs?|tummy|skin)
    (?: \w+)? (?:on (?:a|the|some)|shaving|climbing|playing|falling|when (?:I|\w?he|they) fell)
"""
