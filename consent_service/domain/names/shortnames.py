"""First names that one person goes by: as it stands on a certificate, and as anybody calls them.
Pure.

Only what is usual in England, and only what is written otherwise than by one letter: that is found
without a list (`nearnames.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

#: Each line is one name, however it is written and shortened.
_LINES: Final = """
abigail abi abby abbie gail
alan allan allen al
albert al bert bertie
alexander alex al alec sandy xander sasha
alexandra alex alexa sandra sandy lexi sasha
alfred alf alfie fred freddie
amanda mandy
andrew andy drew
angela angie ange
ann anne anna annie nan nancy
anthony antony tony ant
antonia toni
arthur art artie
barbara barb babs
benjamin ben benny benji
beverley beverly bev
bradley brad
cameron cam
catherine katherine kathryn katharine cathy kathy kate katie kath cath kat kitty
charles charlie charley chas chaz chuck
charlotte charlie lottie lotte
christian chris
christine christina chris chrissie tina christie
christopher chris kit topher
clifford cliff
clive cliff
colin col
cynthia cindy
daniel dan danny
danielle dani
david dave davey davie dai
deborah debra debbie deb
dennis denis den denny
derek derrick del
donald don donny
dorothy dot dotty dolly
edward ed eddie eddy ted teddy ned
edmund edwin ed eddie
eleanor elinor ellie nell nelly nora
elizabeth elisabeth liz lizzie lizzy beth betty bess eliza libby elsie lisa
emily em emmy millie
ernest ernie
eugene gene
florence flo florrie
frances fran frankie francesca
francis frank frankie
frederick fred freddie freddy
gareth gary gaz
gary gaz gazza
geoffrey jeffrey geoff jeff
georgina georgia georgie gina
gerald gerard gerry jerry
gillian jillian gill jill
graham graeme
gregory greg
gwendoline gwen
harold harry hal
harriet hattie harry
helen nell
henry harry hal hank
herbert herb bert
hugh huw hughie
ian iain
isabel isobel isabella izzy bella belle
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janey janie
janet jan
jennifer jen jenny jenna
jeremy jerry jez
jessica jess jessie
joanne joanna jo joan
john jon jack johnny jonny ian
jonathan jon jonny john
joseph joe joey jo
josephine jo josie
joshua josh
judith judy jude
julian jules
julie julia jules
kenneth ken kenny
kevin kev
kimberley kim
laurence lawrence larry laurie lol
leonard len lenny leo
leslie lesley les
lewis louis lew lou
linda lynda lyn lynn lin
louise lou
lucy lucinda lucille lu
madeleine maddie maddy
malcolm mal malc
margaret maggie meg peggy madge marge margie mags greta rita daisy
mark marc
martin marty
martha marty mattie
mary molly polly may maria marie
matthew matt matty
matilda tilly tilda
maureen mo
maxwell maximilian max
melanie melissa mel
michael mike mick micky mickey mikey mitch
michelle shell shelly chelle
mohammed mohamed muhammad mohammad muhammed mo md
nathan nathaniel nat nate
neil neal
nicholas nicolas nick nicky nic
nicola nicole nicky nikki nic
norman norm
oliver ollie olly
olivia liv livvy
pamela pam
patricia pat patsy patty trish tricia
patrick pat paddy rick
paula pauline
penelope penny pen
peter pete
philip phillip phil pip
philippa pippa pip
priscilla cilla
rachel rachael rach
raymond ray
rebecca becky becca becks
reginald reg reggie
richard rich richie rick ricky dick dickie
robert rob robbie bob bobby bert
roderick rodney rod roddy
roger rodge
ronald ron ronnie
rosemary rose rosie romy
rosalind roz ros
russell russ
samuel sam sammy
samantha sam sammy
sarah sara sally sadie
sebastian seb bas
sharon shaz
shirley shirl
sidney sydney sid syd
simon si
sophia sophie
stanley stan
stephanie steph stevie
stephen steven steve stevie ste
stuart stewart stu
susan susannah suzanne sue susie suzy sukie
sylvia syl
tabitha tabby
terence terrence terry tel
theresa teresa terry tess tessa tracy
thomas tom tommy
timothy tim timmy
tobias toby
trevor trev
valerie val
veronica ronnie vera
victor vic
victoria vicky vicki tori
vincent vince vinny
violet vi
vivian vivien viv
walter wally walt
wilfred wilf fred
william will bill billy willy liam
winifred win winnie freda
yvonne eve
zachary zac zak zach
"""


def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _LINES.split("\n"):
        words = {spelt for word in line.split() for spelt in _spelt(word)}
        for word in words:
            found[word].update(words)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def _spelt(word: str) -> tuple[str, ...]:
    """Vinny is Vinnie as well."""
    if word.endswith("ie"):
        return word, f"{word[:-2]}y"
    return (word, f"{word[:-1]}ie") if word.endswith("y") else (word,)


_OTHERS: Final = _by_word()
_NONE: Final = frozenset[str]()


def others_of(word: str) -> frozenset[str]:
    """What else somebody of this first name may be called, as names are compared."""
    return _OTHERS.get(word, _NONE)
