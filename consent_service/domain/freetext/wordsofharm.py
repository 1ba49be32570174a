"""Words by which harm is told, as people say it. Pure.

What stands here is what was missed somewhere. What is usual to say of games, exams and spiders
(`wordsofnoharm.py`) is taken out first.
"""

from __future__ import annotations

from typing import Final

from .wordsofblows import BLOWS, NEVER_ALONE, STRUCK, TAKEN
from .wordsofblows import LISTS as LISTS_OF_BLOWS
from .wordsofeverydaylife import LISTS as LISTS_OF_LIFE
from .wordsofhiding import HIDES
from .wordsofhiding import LISTS as LISTS_OF_HIDING
from .wordsofnights import LISTS as LISTS_OF_NIGHTS
from .wordsofnights import NIGHTS
from .wordsofoneself import OWN
from .wordsofrage import LISTS as LISTS_OF_RAGE
from .wordsofrage import RAGE, SHRINK
from .wordsofrevenge import LISTS as LISTS_OF_REVENGE
from .wordsofrevenge import REVENGE
from .wordtables import WordTable, one_of

#: Whom something is done to.
_TO: Final = (
    r"(?:me|us|him|her|them|(?:any|all|both|either|one) of (?:us|them|the kids|my kids)"
    r"|(?:my|our|the|their|his|her) (?:\w+ )?(?:bab(?:y|ies)|child(?:ren)?"
    r"|kids?|boys?|girls?|sons?|daughters?|brothers?|sisters?|mu?o?a?m|mummy|dad|daddy|gran|nan|face|neck|throat"
    r"|arms?|legs?|foot|feet|ankles?|knees?|head|hair|private parts?|bottom)|(?-i:[A-Z])\w+)\b"
)

#: What somebody does to another.
_DONE: Final = r"""
hit(?:s|ting)?
beat(?:s|en|ing)?(?: up)?
kick(?:s|ed|ing)?
(?:punch|smack|thump|whack|wallop|clout|spank|batter|head-?butt|lash|smash)(?:e?s|e?d|ing)?
(?:whip|slap)(?:s|p\w+)?
(?:chok|strangl|suffocat|smother|drown|throttl)\w*
belt(?:s|ed|ing)?
rap(?:es?|ed|ing)
(?:kill|threat|abus|molest|poison|kidnap|abduct|imprison|stab|assault|attack|stalk|harass)\w*
murder(?:s|ed|ing)?(?= #to)
(?:convict|guilty|charg|tried|wanted|arrest|suspect|inside|done|time)\w* (?:of|with|for)
     (?:\w+ )?murder
murderers?
grop(?:es?|ed|ing)
hurting
(?:I|we|mum|kids|me and (?:\w+ )?\w+) (?:\w+ )?(?:gets?|got|getting) hurt(?! #at_play)
broke (?:my|her|his|their)
(?:hurt|touch|lock|starv|burn|shak|shook|throw|threw|grab|push)\w*(?= (?:\w+ )?(?:at )?#to)
(?:drag|pinch|bit|hurl|scream)\w*(?= (?:\w+ )?(?:at )?#to)
(?:throws?|threw|throwing) (?:things|plates|furniture)
violen(?:t|ce)
coerciv\w*
controlling
sexual(?!\s+health)\w*
inappropriate\w*
private parts
(?:com|go|g)(?:es?|ets|ing|etting|ame) into (?:my|her|his|their) (?:bed|(?:bed)?room)
(?:in|into) (?:my|her|his|their) (?:bed|room) at night
fgm
mutilat\w*
circumci\w*
(?:forced|sent|made|taken) (?:\w+ ){0,4}(?:to marry|marriage)
honou?r[ -](?:based|killing|stuff|issues?|violence)
(?:brothers?|bros|family|uncles?) (?:is |are |keep |keeps )?watch(?:es|ing)? (?:me|her)
do(?:es|ing)? (?:stuff|things|bad things|something) to (?:me|us|him|her|them)
dva?(?!d)
nmo
non-?mol\w*
(?:molestation|restraining|occupation|protection) (?:order|notice)
dvp[no]s?
marac
idva
shpo
clare['’]?s law
dash (?:\d+|done|score)
on licence
hands? (?:a?round|on|at) (?:my|her|his|their) (?:neck|throat)
(?:put|found|has|got) (?:a )?tracker
chair (?:against|agst|under) the door
(?:has|have) to ask (?:him|(?-i:[A-Z])\w+) for money
lost it (?:at|with) (?:me|her|him|us|them)
(?:on|his|her|bail) bail
bail (?:cond\w*|address)
(?:knows?|found|finds?|finding) (?:out )?(?:where )?(?:the |my |her |our )?refuge
whisper\w*(?! (?:\w+ )?(?:to|with) (?:(?:the|her|his|my|their|a) )?(?:\w+ )?#little_ones)
he (?:was |is |kept )?(?:shout|yell)ing
(?:dad|partner|boyfriend|bf|husband) (?:was |is |kept )?(?:shout|scream|yell)ing
traffick\w*
groom(?:ed|ing)
exploit\w*
county lines
weapons?
(?:he|they)(?:['’]?ll|['’]?d|['’]?s| will| would)? (?:\w+ )?sen[dt]\w* (?:his|the|their)
     (?:lads|boys|mates|heavies|crew|cousins|brothers|bros|fam\w*) (?:a?round|after|over)
kni(?:fe|ves)
guns?
machetes?
firearms?
locked (?:in|up|out)
(?:photo(?:graph)?|picture|pic|video|film)s? of #to (?:\w+ ){0,3}#undressed
naked
nudes?
film(?:s|ed|ing) #to
ma(?:k|d)\w* #to (?:\w+ )?(?:send|take|film|show)(?: \w+){0,2} #pictures
(?:\w?he|they)(?:['’]?ll|['’]?d| will| would|['’]?s (?:gonna|going to)) #shows
    (?: \w+){0,3} #pictures
if (?:I|we) (?:ever )?(?:tell|told|say|said) (?:any|some) ?(?:1|one|body)
(?:send|sent|pass|show)\w* (?:it|them|the (?:video|photo|picture|pic)s?) a?round
(?:gave|give|gives|giving|given) #to (?:\w+ ){0,2}#no_drink
(?:flown|taken|sent|going|goes) (?:\w+ ){0,8}for (?:the|a|her) (?:\w+ )?(?:ceremony|cutting)
flown (?:out|back|home|abroad|to)
(?:taken|sent) abroad
(?:mak|made)\w* #to (?:\w+ )?(?:ill|sick|poorly|unwell)
(?:fabricat|induc)\w* (?:\w+ )?illness\w*
(?:several|many|different|\d+|two|three|four|five|six|seven|eight) (?:different )?hospitals
(?:put|puts|putting|something) (?:\w+ ){0,2}in(?:to)? (?:his|her|their) #fed
paid to (?:\w+ ){0,2}#carried
(?:hold|carr|run|mov|drop|deliver)\w* (?:\w+ ){0,2}(?:packages?|packets?|drugs|weed|money)
#child(?:['’]?(?:s|re|m)| is| are| am| was| were)?(?: not|n['’]?t) allowed to (?:say|tell|talk)
(?:told|made) (?:me|us|him|her|them) (?:not|never) to (?:say|tell|talk)
(?:our|special|little|big) secrets?
keep\w* (?:\w+ ){0,2}secret
check(?:s|ed|ing)? my (?:phone|messages|texts|e-?mails|bag|receipts)
(?:he|husband|partner|boyfriend|dad) (?:\w+ )?check(?:s|ed) (?:her|my) (?:phone|messages|texts)
tak(?:es?|en|ing) (?:all )?(?:my|her) (?:wages|benefits|(?:bank )?card|passport)
tak(?:es?|ing) all (?:my|her|our) money
controls? (?:all )?(?:the|her|my|our) (?:money|bank|finances|benefits)
hid(?:es?|ing)? (?:under|behind|in) (?:the |his |her |my )?#hiding #as_soon#somebody
(?:bath|shower)(?:e?s|ed|ing)? (?:me|her|him|them) .{0,30}?n['’]?o?t like
(?:wo|does|did|will)(?:n['’]?t| not) let (?:mu?o?a?m|mummy) (?:\w+ ){0,6}#alone
(?:wo|does|did|will)(?:n['’]?t| not) let (?:me|her) #own_life
older (?:man|men|guys?|bloke|boyfriend|lads?)
temper on (?:him|her)
(?:short|bad|nasty|violent|terrible|vile|foul) temper(?! tantrum)
los(?:es?|t|ing) (?:his|her) (?:temper|rag) (?:with|at) #people
on egg-?shells
(?:man|woman|bloke|adult|male|female) (?:\w+ )?(?:shout|scream|yell)ing
(?:shout|yell)\w* at (?:me|us) to stop
(?:['’]d|['’]ll|will|would|going to|gonna) sort (?:her|him|me|you|them) out(?! with)
in the neck
"""
_CHILD: Final = "s?he they I child kids? boys? girls?"
_UNDRESSED: Final = "bath shower bed naked undressed changing toilet underwear pants knickers"
_NO_DRINK: Final = "wine vodka beer cider gin whisky alcohol drugs weed cannabis pills vapes?"
_FED: Final = "feeds? food milk bottles? drinks? tea formula line"
_CARRIED: Final = "hold carry deliver move keep store drop run sell"
#: What is seen of it: an injury, and nobody says whose doing it is.
_SEEN: Final = r"""
bruis\w+
black eyes?
black (?:and|n|&) blue
welts?
bite marks?
bitten
burn marks?
cigarette burns?
(?:hand|finger|belt|strap) ?(?:prints?|marks?)
marks? (?:\w+ ){0,3}(?:round|around|on) (?:his|her|their|my|the) #marked
fractur\w+
broken (?:\w+ )?(?:arm|leg|rib|ribs|wrist|nose|jaw|skull|collarbone|bones?)
scald(?:s|ed)?
(?:torn|ripped|split) (?:\w+ )?fren\w+
fren\w+ (?:\w+ )?(?:torn|tear)
(?:retinal|subdural|sub-?conjunctival) (?:ha?em\w+|bleed\w*)
petechi\w*
ha?ematomas?
(?:blood|bleeding) (?:\w+ ){0,3}(?:pants|knickers|nappy|underwear|bottom)
"""
#: How a child is who is hurt; and that somebody is not looked after.
_SHOWN: Final = r"""
flinch\w*
cower\w*
(?:wet|soil)(?:s|ting|ed|ing)? (?:him|her|them)sel(?:f|ves)
neglect\w*
not (?:been )?(?:fed|eaten)
(?<=n)['’]t (?:been )?(?:fed|eaten)
nothing to eat
no food
(?:left|home) (?:all )?alone
on (?:his|her|their|my) own (?:all|at) (?:night|day)
drunk
intoxicated
passed out
unconscious
overdos\w*
"""
_MARKED: Final = "neck throat face back wrists? arms? legs? bottom"
#: What somebody is afraid of.
_FEARED: Final = r"""
afraid
scar(?:ed|es|y|ing)
terrifi\w*
frighten\w*
frit
fears?
feared
"""
_LITTLE_ONES: Final = r"""
baby babies toddlers? child children kids? pupils? classmates? friends? peers? sister brother
each\sother
"""
_ALONE: Final = "out alone own work friends family phone money"
_HIDING: Final = "bed wardrobe cupboard table sofa"
_SOMEBODY: Final = r"dad\w* mu?o?a?m\w* he she him her they step\w+ boyfriend partner"
_LISTS: Final = {
    **LISTS_OF_BLOWS,
    **LISTS_OF_HIDING,
    **LISTS_OF_RAGE,
    **LISTS_OF_REVENGE,
    **LISTS_OF_NIGHTS,
    **LISTS_OF_LIFE,
    "to": _TO,
    "at_play": r"on|at|in|off|from|during|playing",
    "alone": one_of(_ALONE),
    "carried": one_of(_CARRIED),
    "child": one_of(_CHILD),
    "fed": one_of(_FED),
    "hiding": one_of(_HIDING),
    "little_ones": one_of(_LITTLE_ONES),
    "marked": one_of(_MARKED),
    "no_drink": one_of(_NO_DRINK),
    "pictures": r"(?:pics?|pictures?|photos?|selfies?|vid(?:eo)?s?|nudes?)",
    "shows": r"(?:put|post|share|leak|send|show|upload)",
    "people": one_of("me us them him her mum dad kids children baby"),
    "somebody": one_of(_SOMEBODY),
    "undressed": one_of(_UNDRESSED),
}

#: By group: `own` is done to oneself, `done_to` to whom the line itself names, `taken` is done to
#: whoever stands before it; `feared` is felt, `seen` is found on somebody.
HARM: Final = WordTable(
    _LISTS,
    feared=_FEARED,
    own=OWN,
    seen=_SEEN,
    done=REVENGE + _DONE + RAGE + HIDES + NIGHTS + STRUCK,
    done_to=BLOWS + NEVER_ALONE,
    taken=TAKEN,
    shown=_SHOWN + SHRINK,
)
