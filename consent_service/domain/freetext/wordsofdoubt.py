"""Words by which whoever writes down a yes says that they are not sure of it: a table, and no rule.
Pure.

"Think mum said ok, line dropped" is no yes: a box is ticked by whoever holds the telephone, and of
what they only think they heard nobody knows that it was said.
"""

from __future__ import annotations

from typing import Final

from ..memo import read_once
from .readslikeano import says_yes
from .wordtables import WordTable

_LISTS: Final = {
    "who": r"(?:she|he|they|(?:her |his |the )?(?:mum|mo|mam|mother|dad|fa|father|parents?|nan|gran"
    r"|carer|fs|ms)|(?-i:[A-Z])[a-z]+)",
    "think": r"(?:think|thought|believe|reckon|guess|assum(?:e|ed|ing)|presum(?:e|ed|ing)"
    r"|suppose|imagine|suspect|gather(?:ed)?)",
    "ok": r"(?:ok|okay|okey|yes|yeah|fine|happy|al ?right|agree[ds]?|agreeing|consent(?:s|ed)?"
    r"|consenting|agreement|in agreement|on board|content|willing)",
    "said": r"(?:(?:said|says|meant|gave|was saying|nodded)(?: \w+)?"
    r"|(?:is |was |['’]?s |would be )?(?:ok|okay|fine|happy|al ?right|on board)|agree[ds]?"
    r"|consent(?:s|ed)?|does)",
    "what": r"(?:what|how much) (?:\w+ )?(?:said|says|agreed|meant|heard|saying)",
    "nt": r"(?:n['’]?t| not|not)",
    "hear": r"(?:hear|make out|catch|tell|understand|follow|work out)",
    "dropped": r"(?:dropped|went(?: dead)?|cut(?: out| off)?|broke up|breaking up|kept cutting)",
}
#: They say so themselves.
_OUTRIGHT: Final = r"""
(?<!mum )(?<!dad )(?<!she )(?<!he )#think (?:that )?#who ?#said(?! (?:at|in|there|now|today|atm)\b)
#think (?:that )?(?:it|this|that)(?:['’]?s| is| was) (?:a )?#ok
(?:assum|presum|suppos)\w+ (?:that )?(?:\w+ ){0,3}?#ok
#ok,? (?:I|we) (?:think|thought|believe|reckon|guess|assume|presume|suppose|gather)
    (?! (?:it|that|this|he|she|they|you|so|we)\b)
(?:not|n['’]?t) (?:\w+ )?(?:sure|certain|clear|100%) (?:if|whether|#what|(?:that )?#who ?#said)
(?:unsure|uncertain|unclear) (?:if|whether|#what|#who ?#said)
(?:could|can)#nt (?:\w+ )?#hear (?:if|whether|what|(?:her|his|the|their) (?:answer|reply))
(?:prob(?:ably|s)?|presumably|apparently|supposedly|possibly) (?:\w+ )?#ok
#ok,? (?:prob(?:ably|s)?|presumably|apparently|supposedly|possibly)
(?:should|must|will prob(?:ably)?|would prob(?:ably)?) be (?:ok|okay|fine|happy)
    (?= (?:with|w)\b|\W*$)
(?:pretty|fairly|almost|quite|reasonably|90%) (?:sure|certain) (?:that )?#who
as far as (?:I|we) (?:know|could (?:tell|hear)|can tell)
(?:took|taken|taking|take) (?:it|that|this|(?:her|his|their) (?:silence|nod|words|answer))
     (?:as|to be) (?:a )?#ok
(?:implied|inferred|by implication)(?: \w+)? ?#ok?
(?:might|may|could) have (?:said|agreed|meant|consented)(?: #ok)?
(?:kind of|sort of|kinda|half|more or less) (?:said )?#ok
mumbled (?:something|#ok)
nodded(?: \w+)?,? I think
"""
#: It may be said beside what was heard for certain.
_BESIDE: Final = r"""
(?:sounded|sounds|seemed|seems|appeared|appears) (?:like |as if |as though |to (?:be )?)?(?:a |an )?
    (?:#who (?:was |were |had )?)?(?:\w+ )?#ok
(?:could|can)#nt (?:\w+ )?#hear
(?:bad|poor|crackly|terrible|rubbish) (?:line|signal|reception|connection)
(?:the |her |his )?(?:line|call|phone|signal) #dropped
(?:got |was )?cut (?:off|short)
lost (?:the )?(?:signal|connection|call)
#ok ?\?
"""
#: By group: outright, and what may stand beside what was heard for certain.
DOUBT: Final = WordTable(_LISTS, after=r"(?!\w)", outright=_OUTRIGHT, beside=_BESIDE)


@read_once
def doubt_in(words: str) -> str:
    """What says that whoever wrote it is not sure that it was a yes, and nothing else; nothing
    where they are, as far as it reads.
    """
    found, parts, at = list(DOUBT.found_in(words)), list[str](), 0
    for one in found:
        parts.append(words[at : one.start])
        at = one.end
    is_outright = any(one.group == "outright" for one in found)
    if not is_outright and says_yes(" ".join((*parts, words[at:]))):
        return ""
    return ", ".join(words[one.start : one.end] for one in found)
