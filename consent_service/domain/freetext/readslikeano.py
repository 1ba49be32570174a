"""How a no reads in words: what somebody is asked to look at again before it is kept. Pure.

No list of words is whole. So nothing is settled by these: where whoever writes words down is asked
whether there is a no in them, their answer decides (`saidbesides.py`).
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import UNSET

from ..memo import read_once
from ..recorded.events import WishRecorded
from .wordsofayes import may_deny_elsewhere
from .wordsthatkeep import but_for_who_is_told

#: Without the sign that is left out in a hurry, or spelled as it is heard.
_NT: Final = r"(?:do|does|dos|did|wo|would|ca|could|is|are|was|should|must|have|has|ai)(?:n['’]?t)"
#: Each as it is shortened as well.
_WITHDRAWN: Final = r"w/(?:d|drew|drawn|h[eo]ld)|withdr[ae]w\w*|withh[eo]ld\w*|revok\w*|rescind\w*"
_OFF: Final = r"(?:fuck|piss|sod|bugger|eff|f) off|jog on"
_NO_CONTACT: Final = r"n/?c to"
_SAID_OUTRIGHT: Final = (
    r"nope|nah|refus\w*|declin\w*|object(?:s|ed|ing|ions?)|disagree\w*|stop\w*"
    rf"|{_WITHDRAWN}|{_NO_CONTACT}|{_OFF}"
    r"|not interested|lawyers?|solicitors?|dead body|get lost|go away"
    r"|(?:hung|hang|hangs) up|put the phone down|shut the door|none of (?:your|our) business|unless"
    r"|(?:leave|leaves|left) (?:me|us|him|her|them|it|the \w+) (?:out|alone)|keep (?:\w+ )?out"
)
#: Ours, in which a no may be quoted in passing: "no message left" is none.
_QUOTED: Final = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)(?: \w+)?:?\W{0,3}no|no to|never agreed"
    r"|not (?:the|to) (?!worry|panic|wait)\w+"
    rf"|{_SAID_OUTRIGHT}|{_NT} (?:want|agree|consent|have|let|like|wish|tell|ask|ring|speak)"
    r"|not (?:want|agree|consent|ask|tell|contact|share|having|happy|allow\w*)"
    rf"|{_NT} (?:happy|keen|contact|call|phone|share|involve)"
    r"|no longer (?:want|happy|agree|consent)\w*"
    r"|(?:said|says|asked|told|wants?|asks|prefers?|rather) (?:us |me |we |you )?not to"
    r"(?= (?:tell|ask|ring|call|contact|share|speak|talk|involve)|\W*(?:$|[,.;]))"
    rf"|(?:prefers?|rather)(?: that)? (?:us|we|you) (?:{_NT}|not|didn['’]?t)"
    r"|wants? (?:\w+ ){1,2}(?:left|kept) out|hold(?:ing)? off"
    r"|leave (?:it|the \w+) for now"
    r"|against (?:it|the|this|that)|(?:tak(?:e|es|ing|en)|took) (?:\w+ )?back"
    r"|chang\w+ (?:her|his|their|my) mind)\b"
    # At the beginning of what they said, or in quotation marks.
    r"|[“\"‘']\s*no\b"
    r"|(?:^|[.:,;]\s*)no(?=\s*(?:$|[.,;:!?”\"’]|(?:i|we|you|he|she|they|thanks?|never|not)\b))",
    re.IGNORECASE,
)
#: In whatever is theirs, any word by which something is denied, ended or left open may make it one.
_DENIED: Final = re.compile(
    rf"\b(?:no|not|nor|none|never|nothing|nobody|against|back|without|leave|{_SAID_OUTRIGHT}|{_NT}"
    r"|chang\w+|wrong|cancel\w*|end(?:ed)?|but|until|except|only if|think about|thinking|unsure"
    r"|maybe|perhaps|rather|instead|first|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)


#: Of a telephone, or whatever else has one.
_A_NUMBER: Final = re.compile(
    r"\b(?:wrong|change of|tel|mob|PL|UK) no\b"
    r"|\b(?:telephone|phone|mobile|landline|ref|house|new|old|contact|case|NHS) nos?\.?"
    r"(?=\s*[:=]?\s*(?:is\s*)?[+\d])",
    re.IGNORECASE,
)


#: A no that is denied is none: "Mum never refused". One that ended is another thing; and whoever
#: could not refuse, or did not because of somebody, was not free to say no.
_NO_NO: Final = re.compile(
    r"\b(?:never|(?:has|have|had|did|does|do|is|am|are|was|were)(?: not|n['’]?t))"
    r"(?: (?:once|ever|actually|really))?"
    r" (?:refus(?:e|ed|ing)|declin(?:e|ed|ing)|object(?:ed|ing)?|disagree(?:d|ing)?)\b"
    r"(?!,? (?:until|till|before|now|any ?more|yet|today|because|cos|coz|bc|as|since|when|while|in"
    r" front)\b)"
    r"|\b(?:no|without)(?: any)? objections?\b(?! (?:until|till|before|now)\b)",
    re.IGNORECASE,
)


@read_once
def but_for_a_no_denied(words: str) -> str:
    """Without it."""
    return _NO_NO.sub(" ", words)


@read_once
def reads_like_a_no(words: str, *, quoted: bool = False) -> bool:
    """Of theirs; or, `quoted`, of ours in which we may say what they said."""
    words = _A_NUMBER.sub(" ", but_for_a_no_denied(words))
    return (_QUOTED if quoted else _DENIED).search(words) is not None


#: By these somebody leaves it for later, or to others, or says under what condition.
_PUT_OFF: Final = re.compile(
    r"\b(?:(?:wants?|needs?|have|has|likes?|time|got|going|let me|let us) (?:\w+ )?to think"
    r"|let (?:me|us) think|(?:will|ll|must|should) (?:have a )?think|think (?:it over|on it|about)"
    r"|(?:ask|ring|call|phone|try|come|speak|talk|text|see) (?:me |us |to me |to us )?"
    r"(?:back |again )?(?:again|later|after|next|tomorrow|another|in (?:a|the))|sleep on it"
    r"|later on|another (?:day|time)|not yet|wait|(?:as|so) long as|provided|depend\w*|suppose"
    r"|whatever|you lot|do what you (?:want|like)|don['’]?t care|between (?:us|you and me)"
    r"|second thoughts|on the fence|reluctan\w+|tbc|await\w* (?:\w+ ){0,2}(?:decision|answer)"
    r"|will let (?:us|me) know|get back to (?:us|me)|leave it (?:for now|a bit|a while)"
    r"|conditions?|promise|hm+|mm+|meh"
    r"|if (?!(?:it|that|this|you|they|we|needed|necessary|possible|so|anything|any)\b))",
    re.IGNORECASE,
)


#: By these they have not made up their mind.
_OPEN: Final = re.compile(
    r"\b(?:not|n['’]?t|un) ?(?:sure|certain|decided?|made (?:up )?(?:her|his|their|my) mind)\b"
    r"|\b(?:dunno|don['’]?t know|not know|yet|unsure|undecided)\b",
    re.IGNORECASE,
)


@read_once
def is_left_open(words: str) -> bool:
    """They are not sure of it, or not yet, as far as it reads."""
    return _OPEN.search(words) is not None or puts_off(words)


#: By these words somebody says yes, where nothing of it is denied.
YES_WORDS: Final = (
    *("yes", "yea", "yeah", "yep", "yup", "aye", "ok", "okay", "fine", "sure", "happy", "agree"),
    *("agreed", "agrees", "consent", "consents", "consented", "glad", "willing", "content"),
    *("alright", "al right", "all right", "certainly", "definitely", "of course", "go on"),
    *("go ahead", "go for it", "carry on", "by all means", "good idea"),
)
_YES: Final = "(?:" + "|".join(re.escape(one) for one in YES_WORDS) + ")"
_WHEN: Final = (
    r"(?:the )?(?:work|lunch|tea|dinner|noon|mornings?|evenings?|nights?|shifts?)"
    r"|\d[\d:.]*(?: ?[ap]m)?|(?!holi)\w+day"
)
#: What is usual to say beside a yes, in words by which something else is denied or put off.
_USUAL: Final = re.compile(
    r"\b(?:no (?:problems?|probs?|worries|bother|issues?|concerns?|trouble|objections?|doubt|harm"
    r"|questions?|need|rush|change)|not (?:a |any )?(?:problem|worry|worried|bother(?:ed)?|trouble)"
    rf"|{_NT} (?:bother|worri)ed"
    r"|(?:do|does|did|would|wo)(?: not|n['’]?t) mind|can(?:not|['’]?t| not) (?:see why not|wait)"
    r"|why not|without (?:a |any )?(?:doubt|problem|question|hesitation)|never mind"
    r"|nothing (?:to hide|against)|no[- ]?one minds|first thing"
    r"|want(?:s|ed)? (?:(?!tak|consent|yes|agree|permission|words?\b)\w+ ){1,4}back"
    r"|(?:ring|call|phone|text|come|get|report|write|wrote|be|is|are)"
    r" (?:me |us |her |him |them )?back(?! to (?:me|us)\b)"
    r"|(?:had|has|asked|with) no (?:more |further )?questions?"
    r"|(?:never|not|\w+n['’]?t|cannot) (?:going to |trying to |\w+ )?sa(?:y|id|ying) (?:a )?no"
    r"(?! to \w)"
    # When they may be rung, and what all of it is for.
    rf"|(?:ring|call|phone|text) (?:me |us |her |him )?(?:after|before|b4|at|on) (?:school|{_WHEN})"
    rf"|(?:{_NT}|not)(?: to)? (?:be )?(?:ring|rung|call|called|phone|phoned|text|texted) "
    rf"(?:me |us |her |him )?(?:after|before|b4|at|on|during) (?:{_WHEN})"
    # What they were told, and what they want nothing of beside it.
    r"|(?:aware|knows?|knew|told|explained|reminded|understands?)(?: that)?(?: (?:she|he|they|I|mum"
    r"|dad))? (?:can|could|may|how to|is able to|is free to)"
    r" (?:withdraw|change (?:her|his|their|my) mind)"
    rf"|(?:{_NT}|not) (?:want|need|wish)(?:ed|ing)?(?: for)? (?:an? |any |the )?"
    r"(?:interpreter|advocate|letter|copy|leaflet)s?(?! (?:or|and))"
    r"|(?:as|so) long as (?:it|that|this) (?:helps|takes|needs)"
    r"|(?:as|so) long as (?:you (?:need|like)|needed|necessary|possible)"
    r"|whatever (?:you (?:need|think|like)|helps|it takes|is (?:best|needed)))\b",
    re.IGNORECASE,
)


@read_once
def _but_the_usual(words: str) -> str:
    """Every reader of words beside a yes reads these."""
    return _USUAL.sub(" ", but_for_a_no_denied(words)).strip()


_NOT_BEFORE: Final = rf"\b(?:not|{_NT}|never|no longer|cannot)"
#: A yes that is denied: before it, behind it, or taken back.
_DENIED_YES: Final = re.compile(
    rf"{_NOT_BEFORE}(?!\s+(?:only|just)\b)(?:\s+\w+){{0,2}}?\s+{_YES}\b"
    r"(?!\s+(?:if|when|what|how|where|who|why|which|whether)\b)"
    rf"|\b{_YES}\s+not\b(?!\s+(?:a problem|only|just|to)\b)"
    rf"|\b{_YES}\s+(?:(?:is|was|has been|being)\s+)?(?:refused|denied|declined"
    rf"|{_WITHDRAWN}|revoked|not given)"
    rf"|\b(?:tak\w+|took|want\w*|have|had)\s+(?:\w+\s+){{0,2}}?{_YES}\s+back\b",
    re.IGNORECASE,
)
#: A no, or what somebody would have to do to agree, beside which a word of yes says nothing.
_NO_TO_A_YES: Final = re.compile(
    rf"(?:\bno\b|\b(?:{_WITHDRAWN})|\brefus\w+|\bstop\w*|\bagainst)"
    rf"(?:\s+\w+){{0,2}}?\s+{_YES}\b",
    re.IGNORECASE,
)
_SAYS_YES: Final = re.compile(rf"\b{_YES}\b", re.IGNORECASE)
_OUTRIGHT: Final = re.compile(
    r"\bsa(?:y|ys|id|ying)(?: \w+)?:?\W{0,3}no\b(?! to nothing)|\bno to (?!nothing)"
    rf"|\b(?:{_WITHDRAWN}|{_OFF}|{_NO_CONTACT})(?!\w)"
    r"|\b(?:no way|no chance|hell no|absolutely not)\b|\b(?:refus|declin)\w+"
    r"|\bagainst (?:it|this|that|all)\b|\bnever agreed\b|\brather (?:you )?(?:didn['’]?t|not)\b"
    r"|\b(?:leave (?:me|us|her|him)|go) (?:alone|away)"
    r"|\b(?:no means no|not a chance|dead body|not interested|never ever|get stuffed)\b"
    r"|[👎🙅🚫❌]"
    r"|\bnot having (?:it|any|this|that)\b|\bnot in a million\b|\bdon['’]?t you dare\b"
    r"|\bobject(?:s|ed)? to (?:it|this|that|all)\b|\b(?:objects?|disagrees?)\W*$"
    rf"|\b(?:{_NT}|not) (?:want|wish)(?: to)?\s*(?:$|[.,;!?])|\b(?:{_NT}|not) want to do\b"
    r"|\bdo(?:n['’]?t| not) (?:proceed|do (?:it|this|that))\b"
    rf"|^\W*no,? (?:i|she|he|they|we) (?:{_NT}|(?:do|does|did|will|would) not|never)\b"
    r"|^\W*(?:stop|negative|n|you can(?:['’]?t|not))\W*$|^\W*(?:nope|nah|naw)\b"
    r"|\bnone of (?:your|our) business\b|\bget lost\b|\bnot (?:want|allow)\w*"
    rf"|\b{_NT} (?:want (?:it|this|that|any\w*|us|you|them)|allow)\b"
    r"|\bwo(?:n['’]?t| not) have (?:it|this|that|any)\b|\bwill not have (?:it|this|that|any)\b"
    rf"|\b(?:not|{_NT}) (?:share|contact|involve) (?:it|this|that|any\w*|them|info\w*)\b"
    r"|(?:^|[.!?;,]\s*|\bplease )(?:please )?do(?:n['’]?t| not)\s*(?:$|[.!?;])"
    r"|\bno (?:consent|agreement|permission)\b|^\W*not for\b|^\W*never\s*(?:$|[.!?;,])"
    r"|(?:^|[.!?;])\W*(?:no|nope|nah|naw)\b(?=\s*(?:$|[-.,;:!?)…]|thank|sorry|not|never|no\b))",
    re.IGNORECASE,
)
#: By these something is denied beside a word of yes.
_DENIED_BESIDE: Final = re.compile(
    rf"\b(?:no|not|nor|none|never|nothing|nobody|against|without|leave|{_SAID_OUTRIGHT}|{_NT}|cannot"
    r"|except|apart from|but only|only if|unsure|rather|sooner|(?:tak\w+|took) (?:\w+ )?back"
    r"|chang\w+ (?:her|his|their|my) mind|cancel\w*|forget (?:it|that)|scrap (?:it|that)|gone off"
    r"|hold (?:off|fire)|(?:keep|keeping|kept) (?:\w+ ){1,4}out)(?!\w)|n['’]t\b|[👎🙅🚫❌]",
    re.IGNORECASE,
)
#: What is denied there, and is neither the yes nor that somebody is asked or told. Whatever is not
#: in this list is asked about.
_OF_ELSE: Final = re.compile(
    r"\b(?:(?:has|have|had|is|was|are|were)(?:n['’]?t| not) (?:yet )?(?:told \w+ yet|got|heard"
    r"|been (?:able|to|well)|registered|an? (?:investigation|assessment))(?: \w+){0,3}"
    r"|not (?:heard from \w+|registered|with (?:dad|mum|him|her|\w+ father)|on (?:the )?\w+ list"
    r"|very|v|chatty|working|well|sleeping|had any|to worry)|for not \w+ing(?: \w+)?"
    r"|(?:did|does|do)(?:n['’]?t| not) (?:know|think) \w+ (?:\w+ )?(?:was|is|will)(?: \w+){0,2}"
    r"|(?:could|can)(?:n['’]?t|not| not) (?:talk (?:long|much|for long)|read|write)"
    r"|no (?:further |more |other |known |new |current |court )?(?:concerns?|qs?|actions?|pressure"
    r"|coercion|(?:phone )?credit|contact since|orders?|injur\w+|dv|da|pets?|guns?|logs?|allerg\w+)"
    r"|never (?:had|been|met|heard of)(?: \w+){0,3}|benefits? (?:\w+ )?stopp\w+|stopped work\w*"
    r"|rather (?:we|you) (?:spoke|rang|asked|came)(?: \w+){0,4})\b",
    re.IGNORECASE,
)


@read_once
def takes_back(words: str) -> bool:
    """Beside a yes: something is denied, and as far as it reads that is not something else."""
    left = _OF_ELSE.sub(" ", _A_NUMBER.sub(" ", _but_the_usual(words)))
    return _DENIED_BESIDE.search(left) is not None


def is_less_than_it_seems(words: str) -> bool:
    """Beside a yes: there is a no in it, or it puts it off, but for what is usual to say there."""
    left = _but_the_usual(words)
    if puts_off(left):
        return True
    return takes_back(words) if says_yes(left) else reads_like_a_no(left)


def says_yes(left: str) -> bool:
    """There is a word of yes in it which nothing denies."""
    undenied = _NO_TO_A_YES.sub(" ", _DENIED_YES.sub(" ", left))
    return _SAYS_YES.search(undenied) is not None


#: It is said for another day, or if something else is so.
_NOT_YET: Final = re.compile(
    r"\bnot (?:until|before|till)\b"
    r"|\bonly (?:if|when|after|once)\b(?! (?:it helps|needed|necessary|you (?:need|have)))"
    r"|\b(?:as|so) long as\b|\bprovided\b|\bon (?:the )?condition\b"
    r"|^(?:\W*(?:yes|yeah|ok(?:ay)?|fine|sure|happy|agreed)\W+)?(?:but )?(?:only )?"
    r"(?:after (?!\d|that|you|it was|explain|a chat"
    r"|(?:I|we) (?:explained|said|told|talked|spoke|had)\b)"
    r"|not now|not today|in the new year|next (?:week|month|term|year))"
    r"|\b(?:ask|ring|call|come back) (?:me |us )?(?:again )?"
    r"(?:after (?!\d)|next (?:week|month|term|year))"
    r"|\b(?:want|need|like)s? (?:\w+ )?to think\b|\blet (?:me|us|her|him) think\b"
    r"|^\W*not yet\s*(?:$|[.,;!?])|^\W*(?:maybe|perhaps|later|another (?:day|time))\W*$",
    re.IGNORECASE,
)


@read_once
def is_nothing_but_a_no(words: str) -> bool:
    """Nothing in it says yes, and it says no, or denies a yes."""
    left = _but_the_usual(words)
    undenied = _DENIED_YES.sub(" ", left)
    says_no = _OUTRIGHT.search(left) is not None or undenied != left
    return says_no and not says_yes(left)


@read_once
def is_not_yet(words: str) -> bool:
    """It is a yes for another day, or on a condition."""
    return _NOT_YET.search(_but_the_usual(words)) is not None


@read_once
def is_none_or_not_yet(words: str) -> bool:
    """Whatever was ticked beside it, it is no yes, or none for today."""
    return is_nothing_but_a_no(words) or is_not_yet(words)


@read_once
def puts_off(words: str) -> bool:
    """It leaves a yes for later, or makes it one with a condition, as far as it reads."""
    return _PUT_OFF.search(words) is not None


#: So many words say what somebody wants, and hardly anything beside it.
_SHORT: Final = 12


@read_once
def is_short_and_plain(words: str) -> bool:
    """In English letters, few, and no word by which something is denied in any language of the
    page: who asks for a letter or for Polish so has said no to nothing.
    """
    is_plain = words.isascii() and len(words.split()) <= _SHORT
    return is_plain and _DENIED.search(words) is None and not may_deny_elsewhere(words)


#: When somebody may be rung.
_AT: Final = r"(?: (?:at|after|before|on) (?:\d[\d:. apm]{0,7}|noon|lunch|school|work|\w+day))?"
#: What somebody writes to us who says no to nothing: thanks, when they may be rung, what comes
#: next, that nobody rang. Whatever stands beside it in one sentence makes it another.
_COURTESY: Final = re.compile(
    r"(?:hi|hello|good (?:morning|afternoon|evening)|please|thanks?|thank you|cheers)"
    r"(?: (?:so much|very much|again|all|everyone))?(?: for (?:your |the |all )?(?:help|helping"
    r"|time|call|calling|ringing|letter)(?: (?:me|us))?)?"
    r"|(?:please )?(?:(?:can|could|will|would) (?:you|someone|somebody) (?:please )?)?(?:ring|call"
    rf"|phone|text) (?:me|us)(?: (?:back|please|today|tomorrow|soon|again))*{_AT}"
    r"|(?:so )?what (?:happens|comes) (?:next|now)"
    r"|have you heard (?:back )?(?:from (?:the |my )?\w+ ?)?(?:yet)?"
    r"|(?:nobody|no one) (?:rang|called|phoned|has rung|has called) (?:me|us)(?: back)?"
    r"(?: for (?:\w+ )?(?:days|weeks|a week|months))?",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?,;\n]+")


@read_once
def is_courtesy(words: str) -> bool:
    """All of it is that, sentence by sentence, in English letters."""
    said = [one.strip() for one in _SENTENCE.split(words) if one.strip()]
    return words.isascii() and bool(said) and all(map(_COURTESY.fullmatch, said))


#: What is not to be done, and to whom or any more: "do not ring the old number" says where to ring.
_LEAVE: Final = re.compile(
    r"(?:\bnot|n['’]?t|\bstop|\bnever|\bnobody|\bno one)\b(?: \w+){0,4}? (?:ring|call|phon|contact"
    r"|text|writ|visit|bother|pester|com(?:e|ing)|knock)\w*"
    r"(?: (?:to|at|round))?(?: (?:me|us|again|here|back|any ?more|any longer|at (?:home|work)))+\b"
    r"|\bno more (?:calls?|texts?|letters?|visits?|contact)\b|\bleave (?:me|us) (?:alone|be)\b",
    re.IGNORECASE,
)


@read_once
def asks_to_be_left_alone(words: str | None) -> bool:
    """Whether words may say so."""
    return words is not None and _LEAVE.search(" ".join(words.split())) is not None


def is_against(wish: WishRecorded) -> bool:
    """Whoever wrote down what a child wants says that they are against it, or may be. Where it was
    said that they are not, and their words read like a no, they may be: until it was said of the
    words that there is none in them. That somebody is not to be told, where it is kept as that,
    says no to nothing else.
    """
    if wish.objects or wish.not_a_no is False:
        return True
    is_kept = wish.not_to_be_told or wish.not_to_be_told_because
    words = but_for_who_is_told(wish.words) if is_kept else wish.words
    return wish.not_a_no is UNSET and reads_like_a_no(words, quoted=True)


def says_what_they_want(wish: WishRecorded) -> bool:
    """Or no more than who is not to be told: what they wanted before stands."""
    return wish.only_of_telling is not True or is_against(wish)
