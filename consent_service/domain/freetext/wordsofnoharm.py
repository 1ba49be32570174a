"""What is usual to say in words like those of harm (`wordsofharm.py`), and tells of none. Pure."""

from __future__ import annotations

from typing import Final

from .wordsofeverydaylife import LISTS as LISTS_OF_LIFE
from .wordsofoneself import USUAL as USUAL_OF_ONESELF
from .wordsofrage import LISTS as LISTS_OF_RAGE
from .wordtables import WordTable, one_of

#: What is usual to say, and tells of none.
_USUAL: Final = r"""
(?:hit|beat|kick|punch|whip|kill|threat|touch|push|burn)\w* #some#things
(?:shak|throw|threw|bit|lock|attack)\w* #some#things
(?:hit|beat|burn)\w*(?: it)? off
(?<!dad )(?<!daddy )(?<!husband )(?<!partner )(?<!boyfriend )(?<!bf )(?<!ex )(?<!stepdad )
    kick\w*(?: it)? off(?! #kicked_off)
kick\w* off (?:the|our|a|this) (?:\w+ )?(?:meeting|match|game|session|review|term|season|party)
kick-?off
hit it
beats me
(?:dog|cat|puppy|horse|goose|swan|wasp)s? (?:\w+ )?(?:goes|went|flew|flies|lunged) (?:for|at)
     (?:me|us|him|her|them)
I (?:\w+ )?(?:hit|hurt|bit|burnt|burned|kicked|broke) my (?:own )?(?:\w+ )?#bumped
beat(?:s|ing)? (?:me|us|him|her|them) (?:at|to|in)
(?:hit|knocked|struck) by (?:a|the|an) (?:\w+ )?(?:car|van|bus|bike|ball|swing|lorry|door)
belt(?:s|ed|ing)? (?:me|us|him|her|them|(?:the|my|our|his|her|their) \w+) (?:up |in ){0,2}
    (?:in|into|to)? ?(?:the|a|my|our|his|her|their) (?:\w+ )?
    (?:(?:car ?)?seat|push ?chair|buggy|high ?chair)(?! (?:in|on|across|round|with|for|if|when
    |because|cos|until|till|again)\b)
(?:seat|safety|car|conveyor|green)[ -]?belts?
#he (?:\w+ )?#hurt (?:his|their) (?:own |bad |left |right |lower )?#adults_own
#she (?:\w+ )?#hurt (?:her|their) (?:own |bad |left |right |lower )?#adults_own
I (?:\w+ )?#hurt my (?:own |bad |left |right |lower )?#own_body(?: (?:in|out))?
(?:killing|killed) it
smash(?:ed|ing) it(?: \w+)? (?:at|in|on) (?:\w+ )?
    (?:#sport|#school|exams?|sats|gcses?|maths|reading|test)
to die for(?=\W*$)
belt and braces
afraid (?:that|so|not|i|we|it|there|you)
(?:afraid|scared|terrified|frightened|fears?) (?:of|by|at) (?:\w+ )?#usual_fears
(?:heart|asthma|panic) attacks?
(?:no|nor|without) #kind_of#found
den(?:y|ies|ied|ying) (?:all |that there (?:is|was|has been) )?#kind_of#found
(?:not|n['’]t|never) (?:\w+ )?(?:afraid|scared|frightened|terrified) of any\w+
(?:grazed|scraped|bruis\w+) (?:(?:his|her|their|my) )?(?:knees?|shins?)
bruis\w+ (?:on|to) (?:(?:his|her|their|my|the) )?(?:knees?|shins?)
(?:hit|kick|push|punch|bit|scratch|spat)\w* (?:at )?(?:(?:a|an|the|his|her) )?(?:TA|LSA|1:1)s?
self[ -]?neglect\w*
bruis\w+ (?:\w+ ){0,4}(?:from|after) (?:(?:a|an|the) |(?:his|her) (?!needle))?#needles
(?:#offices)(?:['’]?s| has| have| is| are| keeps?)? threat\w* (?:#with#measures|to #measure)
(?:been|being|was|were|is|are|got|gets?|getting) threatened #with#measures(?! (?:\w+ )?by\b)
(?<!.)threatened #with(?:exclusion|suspension|sanctions?|dismissal|redundancy)
(?:under|facing|with|at|due to|because of) (?:the )?threat of (?:\w+ )?#measures
kill(?:s|ed|ing)? time
(?:would|could|['’]d) kill for an?
#tiring(?:['’]?s| is| are) killing
could (?:strangle|kill|murder|throttle) (?:that|the|this|those|my|our) #things_at_us
(?:could|would|['’]d) (?:\w+ )?murder (?:kfc|mcd\w*|maccies|maccys|greggs|nandos|dominos)
(?:#tiring|laughing) (?:\w+ )?kill(?:s|ed|ing)? me(?! (?:if|when|one day|in my)\b)
it kills me to
(?:would|['’]d|will|['’]ll) (?:kill|murder) me if (?:he|she|they) (?:\w+ )?#missed
"""
_SOME: Final = (
    r"(?:(?:his|her|their|my|our|its|the|a|an|every|any) )?"
    r"(?:(?!every|last|with|on|in|at|for|after|before|by|to|and|when|over|about|until)\w+ )?"
)
_THINGS: Final = """
targets? goals? deadlines? exams? tests? records? scores? traffic queue rush teams? games? levels?
odds cancer addiction drums? ball football roof road town shops? gym sack nail headlines eggs? cake
bus train bank button keys? post milestones? eviction homelessness miscarriage redundancy base
letter form page toast
"""
_NEEDLES: Final = r"bloods? blood\stests? injections? jabs? vaccin\w+ cannula\w* needle"
#: Who threatens with these, and harms nobody by it: a partner who does is something else.
_OFFICES: Final = """
schools? nursery academy college council landlord landlady association housing bank hmrc dwp
jobcentre employer
"""
_MEASURE: Final = "exclude evict suspend disconnect sanction fine dismiss"
_MEASURES: Final = """
exclusion eviction suspension disconnection bailiffs? redundancy sanctions? fines? court dismissal
"""
#: What a child would be cross about who misses it: who does that finds out nothing.
_MISSED: Final = (
    r"(?:missed|misses|miss|forgot|forgets|ran out of|lost) (?:(?:his|her|the|a|an|their) )?"
    r"(?:\w+ )?(?:club|breakfast|tea|dinner|lunch|match|football|swimming|party|trip|school|bus"
    r"|training|telly|show|game|teddy|lesson|dancing|cubs|brownies|scouts|rugby|gym|netball)"
)
_BUMPED: Final = "head knees? elbow chin toes? tongue arm leg hand foot face wrist"
#: What somebody does to a part of themselves, or has done to it.
_HURT: Final = "hurt broke did done twisted sprained tweaked pulled put injured hit banged strained"
_OWN_BODY: Final = (
    "back knees? ankles? hips? foot feet toes? thumb hamstring achilles calf shoulder"
)
#: "His foot" may be a child's: it is an adult's own by what they cannot do since, or where it was.
_CANNOT: Final = (
    r"(?: in| out| badly| again)?,? (?:so|and|&|n) (?:(?:he|she|they|now|is|still|really) )*"
    r"(?:can(?:not|['’]?t| not)|unable to|not able to)"
)
_ADULTS_OWN: Final = (
    rf"(?:{one_of(_OWN_BODY)}){_CANNOT} (?:\w+ ){{0,3}}?(?:work|drive|school run|shifts?|lift)"
    rf"|(?:back|knees?|ankles?|hips?|shoulder){_CANNOT}(?! (?:\w+ ){{0,2}}(?:pe|play|sports?))"
    rf"|(?:{one_of(_OWN_BODY)})(?: in)? (?:on the ice|at (?:the )?(?:work|gym|foot\w+|rugby))"
    r"|back out"
)
_HE: Final = (
    "he dad daddy father stepdad stepfather grandad granddad uncle brother husband boyfriend"
)
_SHE: Final = (
    "she mu?m mummy mother stepmum nan nana gran grandma aunt(?:y|ie)? sister wife girlfriend"
)
_USUAL_FEARS: Final = """
dark spiders? dogs? cats? wasps? bees? heights? needles? clowns? thunder storms? water swimming
flying fireworks bangs? noises? balloons? snakes? mice rats? crowds? injections? dentists? exams?
tests? ghosts? monsters? failing missing losing
"""
#: How a child is hurt, or hurts another, in a game or at school: of none of the grown-ups.
_AT_PLAY: Final = r"""
(?:broke|bruis\w+|fractur\w+|broken|hurt) (?:\w+ ){0,4}#at_play #a_few#sport
#sport (?:bruis\w+|fractur\w+)
(?:hit|kick|push|punch|bit)\w* (?:out at )?#other_children #in#school
"""
#: Whoever did it may be one, or somebody else than whose arm it is.
_GROWN_UP: Final = r"""
dad\w*
mu?o?a?m\w*
(?:step)?(?:father|mother|parent)s?
step\w+
partner
boyfriend
girlfriend
husband
wife
ex
uncle
aunt\w*
gran\w*
nan\w*
carers?
coach
teachers?
staff
m[ae]n
wom[ae]n
adults?
cousin
lodger
neighbour
he (?:\w+ ){0,3}her
she (?:\w+ ){0,3}his
they
"""
#: What was asked about and is not there: it stands right behind the no.
_KIND_OF: Final = (
    r"(?:(?:any|known|evidence of|signs? of|records? of"
    r"|(?:concerns?|worries) (?:about|of|for|re|regarding|around)(?: (?:neglect|harm) (?:or|and))?"
    r"|reports? of|history of|visible|obvious|new|further|current|previous|other|such) )*"
)
_FOUND: Final = (
    r"domestic (?:abuse|violence)|dva?|abuse|violence|bruis\w+|fractures?|neglect|exploitation"
    r"|self[ -]?harm|weapons?|bite marks?|burn marks?"
)
_SPORT: Final = r"""
pe netball football rugby hockey cricket basketball tennis gymnastics trampolin\w+ playground
playtime climbing bike scooter skateboard skating skiing swing slide sports judo karate dance
"""
_SCHOOL: Final = "playtime break breaktime lunch lunchtime school nursery class pe playground"
_LISTS: Final = {
    **LISTS_OF_LIFE,
    **LISTS_OF_RAGE,
    "people": one_of("me us them him her mum dad kids children baby"),
    "at_play": r"on|at|in|off|from|during|playing",
    "a_few": r"(?:\w+ ){0,2}",
    "found": _FOUND,
    "in": r"(?:at|in|during|on) (?:the )?",
    "kind_of": _KIND_OF,
    "some": _SOME,
    "with": r"(?:with|w/?) (?:\w+ )?",
    "adults_own": _ADULTS_OWN,
    "bumped": one_of(_BUMPED),
    "he": one_of(_HE),
    "hurt": one_of(_HURT),
    "own_body": one_of(_OWN_BODY),
    "she": one_of(_SHE),
    "missed": _MISSED,
    "measure": one_of(_MEASURE),
    "measures": one_of(_MEASURES),
    "needles": one_of(_NEEDLES),
    "offices": one_of(_OFFICES),
    "school": one_of(_SCHOOL),
    "sport": one_of(_SPORT),
    "things": one_of(_THINGS),
    "usual_fears": one_of(_USUAL_FEARS),
}

USUAL: Final = WordTable(_LISTS, usual=_USUAL + USUAL_OF_ONESELF)
AT_PLAY: Final = WordTable(_LISTS, at_play=_AT_PLAY)
GROWN_UP: Final = WordTable(_LISTS, grown_up=_GROWN_UP)
