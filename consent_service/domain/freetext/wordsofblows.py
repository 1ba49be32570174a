"""How it is told that somebody strikes another or handles them roughly, without a word of hitting,
"gives her the slipper", "goes for her when he's had a drink": lines of the table of harm
(`wordsofharm.py`). Most of these words are usual too, "goes for her at three": each line has beside
it what says that it is meant so. Pure.
"""

from __future__ import annotations

from typing import Final

from .wordtables import one_of

#: What somebody does to another, who is named in the line.
BLOWS: Final = r"""
#give #whom the #struck_with(?! to\b)
#give #whom (?:a|an|another|the odd|such a) (?:\w+ )?#blow
(?:tak(?:es?|ing)|took) (?:the|his|her|a) #struck_with (?:off )?to #whom
(?:goes|went|going|gone|came|comes|flew|flies|flying|lung(?:es?|ed|ing)) (?:for|at) #whom(?= #so)
fl(?:ew|ies|ying) at (?!(?:Easter|Christmas|Heathrow|Gatwick)\b)#whom
la(?:ys?|id|ying) into #whom
(?:rough|knock|rag|sling|slung|bash|shov|boot)\w* #whom (?:about|a?round|up(?! some\b))
(?:shov|yank)\w* #whom
rag(?:s|ged|ging) #whom (?:by|about|a?round)
(?:rais|lift)\w* (?:his|her|a|their|my) (?:hands?|fists?) (?:to|at|against) #whom
(?:la(?:ys?|id|ying)|put|puts) (?:a |his |her )?(?:finger|hands?) on #whom
(?:had|has|have|got|held|holds?|grab\w*|drag\w*|pull\w*|lift\w*) #whom (?:\w+ )?by (?:the|his
    |her|my) #held_by
pin(?:s|ned|ning)? #whom (?:down(?! to\b| for\b)|up against|against|to|by) (?:the|a|his|her)\b
(?:had|has|held|holds?|got|slam\w*|push\w*|shov\w*) #whom (?:\w+ )?(?:up )?against (?:the|a)
     (?:wall|door|fridge|cooker|worktop)
pull\w* my hair(?! (?:back|up|out of|off|into)\b)
#grown (?:\w+ )?pull\w* (?:her|his|their) hair(?! (?:back|up|out of|off|into)\b)
(?:lamp|deck|twatt?|chinn?|larrup|skelp|cosh|clobber|manhandl|pummel|headlock)(?:e?s|e?d|ing)?
     #whom
(?:in a|into a|a) (?:head ?lock|choke ?hold)
(?:sling|slung|fling|flung|slam|hurl|chuck|lob|thr[eo]w)\w* #whom (?:\w+ )?(?:across|against
    |into|down|out of|onto|over) (?:the|a|my|his|her)\b
(?:sling|slung|fling|flung|chuck|lob|thr[eo]w)\w* #whom in (?:the|a|his|her) (?:\w+ )?#shut_in
(?:his|her|a) (?:fist|foot|boot|head) (?:through|in(?:to)?) (?:the|a|my|our|her) (?:\w+
     )?(?:wall|door|window|telly|tv)
sp[ia]t(?:s|ting)? (?:at|on) #whom
sp[ia]t(?:s|ting)? in (?:my|her|his) face
(?:chuck|lob|fling|flung|sling|slung|thr[eo]w)\w* (?:(?:a|an|the|his|her|my|hot) )?(?:\w+
     )?#hard (?:\w+ )?(?:at|over) (?:me|us|him|her|them|mum)
(?:pour|chuck|thr[eo]w|tip|splash)\w* (?:boiling|hot|scalding) (?:\w+ )?(?:on|over|at) #whom
(?:pour|chuck|thr[eo]w|tip|splash)\w* (?:boiling|hot|scalding) (?:\w+ )?(?:on|over|at) (?:my
    |his|her|their) #limb
(?:stub\w*|put\w*) (?:\w+ ){0,3}?(?:fags?|cigs?|cigarettes?|ciggies?|joints?) (?:\w+ )?on #whom
twist\w* (?:my|his|her|their) arms? (?:up|behind|round (?:his|her|my) back)
t(?:ie|ies|ied|ying) #whom (?:in(?:to)?|to|down|up) (?:the|his|her|a) (?!#seat)
shut(?:s|ting)? #whom (?:\w+ )?in (?:the|a|his|her) (?:\w+ )?#shut_in
(?:made|makes?|making|left|leaves?) #whom (?:to )?(?:stand|kneel|sleep|stay|sit)(?: \w+)?
     (?:out ?side|in the (?:garden|yard|shed|cold|rain|hall|bath)) (?:all|for hours|half|over)
(?:makes?|made|making) #whom (?:to )?(?:stand|kneel|face|squat)\w* (?:\w+ ){0,2}(?:the wall|on
     rice|for hours)
wash\w* (?:my|his|her|their) mouths? (?:out )?with soap
(?:soap|chill?i|pepper|mustard|hot sauce)(?: \w+)? (?:in|on) (?:my|his|her|their) (?:mouths?
    |tongues?|eyes?)
(?:interfer|fiddl)\w* with #whom
show\w* (?:me|us|her|him|them) (?:his|her) #private
forc\w* (?:him|her|his)sel\w+ on #whom
touch\w* (?:(?:me|him|her) )?(?:on |in )?(?:my|his|her|the|their) #private
rough with #whom
(?:tak(?:es?|ing|en)|took) (?:it|things|(?:his|her) (?:\w+ )?(?:temper|anger|mood|stress)) out
     on #whom
leather(?:s|ed|ing) #whom
tan(?:s|ned|ning) (?:my|his|her|their) (?:hide|backside|bum|arse|bottom)
(?:held|hold\w*|push\w*|shov\w*|dunk\w*) (?:my|her|his|their) (?:heads?|faces?) (?:under|in
     the toilet)
he (?:\w+ )?(?:smash|stamp|snap|broke)\w* (?:on |up )?(?:my|her|mums) (?:phone|mobile|glasses)
squeez\w* (?:my|his|her|their) (?:neck|throat)
(?:sat|sits|knelt|kneels|stood|stands|stamp\w*) on (?:my|his|her) (?:chest|head|face|neck|hand)
"""
#: The same, where no line says to whom.
STRUCK: Final = r"""
slippered|caned
(?:handy|free|quick) with (?:his|her) (?:hands?|fists?)
(?:no|without|sent to bed without) (?:tea|dinner|supper|food) (?:if|when|for) (?:\w+
     ){0,2}#naughty
#one_of_us(?:['’]?(?:ll|s|d))?(?: (?:will|would|is|was|said|says|(?:he|she|they)['’]?s?|going to
    |gonna))*['’]?(?:ll)? get (?:me|us)(?=\W*$| #so_told)
(?:cold|freezing|ice) (?:showers?|baths?) (?:if|as a punish\w*|to (?:teach|punish))
#was(?:hurt|touched|burn(?:ed|t)|shaken|thrown|grabbed|pushed|shoved|dragged|yanked|locked
    |pinned (?:down|against)|held down) (?:\w+ ){0,4}?(?=by (?:#somebodys|(?!#no_person\b)\w))
"""
#: What somebody gets, who stands before it.
TAKEN: Final = r"""
(?:have|has|had|got) to (?:sleep|stay|stand|sit) (?:out ?side|in the (?:garden|yard|shed|garage
    |cold|rain)) (?:if|when|all|for)
(?:g[eo]t|gets|getting) the #struck_with(?= #off)
(?:g[eo]t|gets|getting) (?:a|an|another|the odd) (?:\w+ )?#blow(?! at\b| in\b(?! the\b))
"""
#: How somebody sees to it that nobody speaks to another alone.
NEVER_ALONE: Final = r"""
#would_not let #who_asks (?:see|speak to|talk to|visit|ask|meet|be with|have) (?:me|us|him|her
    |them|mu?m|mother|the kids|the children|baby|(?-i:[A-Z])\w+) (?:on (?:my|his|her|their)
     own|alone|by (?:my|him|her|them)sel\w+)
(?:answer|speak|spoke)\w* (?:everything|(?:all|every) (?:the |her |my )?questions?) for (?:me
    |her|mu?m|mother|them)
(?:he|partner|husband|boyfriend|bf|fella)(?: \w+)? insist\w* on (?:com|be|sitt|stay|go
    |attend)ing (?:\w+ ){0,4}#appointments
(?:never|can['’]?t|cannot|couldn['’]?t|unable to|able to|hardly ever|(?:wo|does|did)n['’]?t)
     (?:been able to |manages? to |gets? to |get |got )?(?:get|got|see|seen|speak to|spoken to
    |talk to|catch) (?:her|mu?m|mother) (?:on her own|alone|by herself)
    (?=[ ,]+(?:\w+ ){0,6}#a_partner\b)
she (?:can['’]?t|cannot|couldn['’]?t|never) go(?:es)? (?:anywhere|nowhere|out) without (?:him
    |(?:her )?(?:partner|husband|boyfriend))
(?:look|check|glanc)\w* (?:at|to|with) (?:him|dad|(?:her )?(?:partner|husband|boyfriend))
     (?:before|when|if) (?:she |mu?m )?(?:answer|speak|talk|say)\w*
(?:he|husband|partner|boyfriend|bf)(?: just)? #would_not let (?:me|her|mu?m)
     (?:have (?:my|her|a|any) (?:own )?(?:phone|card|bank|account|friends|mates|job)|(?:see
    |ring|speak to|talk to) (?:my|her) (?:mates?|friends?|family|mu?m|sisters?))
"""
_STRUCK_WITH: Final = "slipper belt strap cane stick wooden\\sspoon flip-?flop chapp?al hairbrush"
_BLOW: Final = r"""
hiding(?!\splace) pasting leathering thrashing belting kicking hammering walloping battering
beating slapping smacking whack clout clip\s(?:round|across) crack\s(?:round|across) thick\sear
fat\slip split\slip bust\slip slap smack dig thump punch
kick(?!\sout) dead\sleg back-?hander
"""
#: Behind it, what it is for or when: of a lift from school none of these is said.
_SO: Final = (
    r"(?:again|(?:when|if|every ?time|once|after) (?:\w+ )?(?:\w+ )?(?:drink\w*|drunk|had a|pissed"
    r"|angry|cross|high|naughty|cries|crying|argu\w*|raging|tea|dinner)"
    r"|with (?:a|an|the|his|her) (?:\w+ )?(?:knife|bottle|hammer|bat|belt|stick|fists?|pan|glass"
    r"|poker|spoon|slipper|chair|scissors|brush|shoe|lead|cord|wire|broom|brick|blade|axe|hanger|bar"
    r"|pole|plate|mug|spade)"
    r"|in ?front of|last night|all the time)\b"
)
_SO_TOLD: Final = (
    r"(?:if (?:I|he|she|they|you|we) (?:\w+ )?(?:tell|told|say|said|talk|speak|find|found|ring|know"
    r"|grass)\w*|when (?:I|we) (?:get|go|come|gets|got) (?:in|home|back)\b"
    r"|for (?:tell|say|talk|this)\w*|(?:later|tonight|tomorrow|one day|good|back)(?=\W*$))"
)
#: Whom: and not whose, "her prescription".
_WHOM: Final = (
    r"(?:me|us|him|them|mu?m|mummy|mother|dad|baby"
    r"|(?:any|all|both|either|one) of (?:us|them|the kids)"
    r"|(?:my|our|the|his|her|their) (?!other )(?:\w+ )?(?:mu?m|mother|dad|bab(?:y|ies)|kids?"
    r"|child(?:ren)?|boys?|girls?|son|daughter|wife|partner|sister|brother)|(?-i:[A-Z])(?-i:[a-z])+"
    r"|her(?=$|[^\w\s]|\s(?:when|if|at|in|on|with|w|and|n|so|but|cos|coz|because|again|last|every"
    r"|while|after|before|over|for|by|all|hard|about|a?round|up|down|the|an?|to|into|until|off"
    r"|against|out|both|across|under|through|onto|like|such)\b))"
)
_NO_PERSON: Final = r"""
a an the my our his her their its it that this what how words comments accident mistake
     another other
others some something nobody none nothing being not it things sun wind kids children next
"""
_HARD: Final = r"""
plates? bottles? mugs? cups? glass\w* remotes? phones? chairs? shoes? pans? things stuff tea
     coffee
boots? knife bricks? ashtray plant
"""
_ONE_OF_US: Final = (
    r"he she they dad\w* mu?m\w* step\w* (?:(?:my|her)\s)?partner nan\w* gran\w* uncle"
)
_WHO_ASKS: Final = r"""
(?:the\s)?midwife (?:the\s)?mw (?:the\s)?hv (?:the\s)?health\svisitor (?:the\s)?nurse (?:the\s)?gp
(?:the\s)?dr (?:the\s)?doctor (?:the\s)?social\sworker (?:the\s)?sw us me any(?:one|body)
     (?:the\s)?staff
(?:the\s)?school (?:the\s)?teacher (?:the\s)?police (?:the\s)?worker (?:the\s)?officer
"""
LISTS: Final = {
    "a_partner": r"(?:he|him|partner|husband|dad|boyfriend|bf|step\w+|fella)",
    "appointments": one_of("app(?:oin)?t(?:ment)?s? visits? scans? calls? everything"),
    "blow": one_of(_BLOW),
    "give": r"(?:g[ai]ves?|giving|given)",
    "hard": one_of(_HARD),
    "held_by": one_of("throat neck hair scruff collar ears? arms? legs?"),
    "limb": one_of("hands? arms? legs? face head back foot feet chest lap"),
    "naughty": one_of("naughty bad cries crying wets wetting misbehav\\w+ cheeky"),
    "no_person": one_of(_NO_PERSON),
    "off": (
        r"(?:again|(?:when|if) (?:I|he|she|they|we|dad|mu?m)\b"
        r"|(?:off|from) (?:(?:my|his|her|their) )?"
        r"(?:step)?(?:dad|mu?m|mother|father|him|partner|nan|gran|uncle|granda?d)\w*)"
    ),
    "one_of_us": one_of(_ONE_OF_US),
    "private": one_of(
        r"bits(?!\sof) privates? willy winkie fanny foof boobs? chest bum bottom front down\sthere"
    ),
    "seat": r"push ?chair|buggy|pram|high ?chair|(?:car )?seat|sling|swing",
    "shut_in": one_of(
        r"shed cupboard garage cellar loft attic boot bathroom wardrobe dark cage room bedroom"
    ),
    "so": _SO,
    "somebodys": (
        r"(?:my|our|his|her|their|the) (?:\w+ )?(?:dad\w*|mu?m\w*|mother|father|step\w+"
        r"|partner|nan|gran|uncle|boyfriend|husband|ex)\b"
    ),
    "so_told": _SO_TOLD,
    "struck_with": one_of(_STRUCK_WITH),
    "was": (
        r"(?:(?<=was )|(?<=were )|(?<=is )|(?<=are )|(?<=been )|(?<=being )|(?<=get )|(?<=gets )"
        r"|(?<=got )|(?<=getting )|(?<=ly ))"
    ),
    "who_asks": one_of(_WHO_ASKS),
    "whom": _WHOM,
}
