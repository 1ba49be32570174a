"""Words by which somebody tells that they were pressed for an answer, or are not free to give one.
Pure.
"""

from __future__ import annotations

from typing import Final

from .wordtables import WordTable

#: Whoever presses, by a word that is no name.
_WHO: Final = (
    r"(?:he|she|they|(?:(?:my|her|his|their|the) )?(?:mu?o?a?m|mummy|dad|daddy|father|mother"
    r"|partner|husband|wife|boyfriend|girlfriend|ex|step\w+|gran|nan|brother|uncle|family|in-laws)"
    r"|(?-i:[A-Z])[a-z]+)"
)
#: Who is pressed.
_WHOM: Final = (
    r"(?:me|us|him|her|them|(?:my|the|his|her|their) (?:mu?o?a?m|dad|mother|father|daughter|son)"
    r"|mu?o?a?m|dad|(?-i:[A-Z])[a-z]+)"
)

#: Of an answer: whichever they have given by then may be meant.
_PRESSED: Final = r"""
(?:told|tells|telling) #whom (?:(?:to|that) )?(?:#must )?#answer
(?:told|tells|telling) #whom what to (?:say|answer)(?! (?:sorry|if|when))
(?:made|makes|making) #whom #answer
(?:forc|push|pressur|bull|guilt-?tripp|threaten|blackmail|coerc)\w* #whom (?:in)?to #answers
(?:wants?|wanted|expects?|expected|needs?|warned|ordered|begged) #whom to #answer
(?:shout|scream|yell)\w* at #whom (?:.{0,30} )?to #answer
(?:was|were|been|being|is|am|I['’]?m|got) (?:told|made|forced|pressured|pushed|bullied)
     (?:in)?to #answers
(?:only|just) (?:said|saying|say|says|agreed|agrees|agree|agreeing|signed) .{0,40}?
    (?:because|cos|cause|coz|so)(?: that)?(?: of)? #who
(?:have|had|has|got|have got|has got) to (?:say|tell you) (?:yes|ok)
(?:have|had|has) to agree(?! with)
(?:I|we|she|he)(?:['’]?ve| have| had| has) (?:got )?no (?:other |real )?choice(?! of)
(?:do|did|does|was|were|has|have|had)#not (?:really )?(?:have|got|given|get|leave #whom)(?: #whom)?
     (?:a|any|much|no) (?:choice|say)(?! of)
(?:gave|gives|giving|left|leaves) #whom no (?:choice|option)
#who#will .{0,40}?if (?:I|she|he|we|they) #refuse
(?:put|puts|putting|under|feels?|felt|feeling) (?:a lot of |so much |too much |real )?pressured?
    (?! (?:at|from|of) (?:work|school|exams?|college))
pressur(?:ed|ing|i[sz]ed|i[sz]ing)
"""
#: Of the moment: what they said that day, and in that talk.
_WATCHED: Final = r"""
(?:I )?(?:can(?:['’]?t|not| not)|could#not|unable to|not (?:able|free) to) (?:really |even )?
    (?:talk|speak|say)\b(?! to (?:her|his|their|my|our|the)\b).{0,40}?\b#who#are (?:\w+ ){0,2}#near
(?:I )?(?:can(?:['’]?t|not| not)|could#not) (?:talk|speak|say)(?: \w+)?
     (?:in front of|near|with) #who(?: here| there| in the room| around| about| listening)?
#who#are (?:just |right |always |still )?listening(?: in)?
    (?= to (?:me|us|this|every|the call|what)| now| and| so I|\s*[-,.!?)”"']|\s*$)
#who#are (?:just |right |always |still )?(?:listening in|watching (?:me|us)
    |st(?:oo|an)d(?:ing)? (?:right )?(?:here|there|next|behind|over)|next to me|beside me
    |right here|in (?:the room|earshot))
#who can hear (?:me|us|this|every\w*|what)
not (?:now|while|when)(?: that)? #who#are #near
(?:I |we )?(?:have|has|had|got|must|need|needs)(?: to)? (?:do|say) #whatever #who #wants
(?:I (?:do|did|say|said)|she (?:does|did|says|said)) #whatever #who #wants
(?:I['’]?m|I am|I was|she(?:['’]s| is| was)|he(?:['’]s| is| was)) not allowed to
     (?:talk|speak|answer|decide|say (?:yes|no|anything))
#who (?:wo|would|does|did|will|never)(?:#not)? (?:let|lets|allow|allows) #whom (?:to )?
    (?:talk|speak|say|answer|decide|agree|see you|come alone)
#who (?:always |just )?(?:answers|answered|speaks|spoke|talks|talked) for #whom
(?:shout|scream|yell|whisper|mutter|prompt)\w* (?:.{0,20} )?in the background
whisper\w* (?:that )?(?:s?he|they|I) (?:can(?:['’]?t|not| not)|could#not) (?:talk|speak)
(?:look|glanc)\w* (?:over )?(?:at|towards?|to) the door
(?!kids|children|baby|boys|girls|siblings|everyone)#who(?:#are)? in the (?:next|other) room
"""
_YES: Final = r"(?:yes|no|nothing|ok(?:ay)?|that|it)(?! or no)"
_LISTS: Final = {
    "who": _WHO,
    "whom": _WHOM,
    "must": r"I (?:must|have to|should|had to|need to)|she (?:must|has to|should|had to)|just",
    "answers": rf"say(?:ing)? {_YES}|agree(?:ing)?(?! with)|refus\w+|not (?:talk|speak)ing"
    r"|sign(?:ing)?|withdraw\w*|this|it",
    "answer": rf"say {_YES}|agree(?! with)|refuse|not (?:to )?(?:talk|speak|say|agree|tell|answer)"
    r"|sign|withdraw|take it back|change (?:my|her|his|their) (?:mind|answer)|keep quiet",
    "will": r"(?:['’]?ll|['’]?d| will| would| might| may|(?:['’]s| is|['’]re| are) going to"
    r"| said (?:he|she|they)(?:['’]?d|['’]?ll| would))",
    "refuse": r"(?:do|did)(?: ?n['’]?t| not)|say no|says no|said no|refused?",
    "not": r" ?n['’]?t| not",
    "are": r"['’]?s|['’]?re| is| are| was| were",
    "near": r"here|there|back|home|in|listening|around|about|near|next to|beside|with me"
    r"|downstairs|upstairs|watching|in (?:the|next) \w+",
    "whatever": r"what|whatever|as|everything|anything",
    "wants": r"says?|said|tells?|told|wants?|wanted|likes?",
}

#: By group: `pressed` is about an answer, `watched` about the moment.
PRESSURE: Final = WordTable(_LISTS, after=r"(?!\w)", pressed=_PRESSED, watched=_WATCHED)
