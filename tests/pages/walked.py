"""A service of which every page can be seen, and who sees each: led through in one walk."""

from __future__ import annotations

import html
import re
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from itertools import repeat
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from joserfc.jwk import ECKey
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from consent_service.access.madeup import MadeUp
from consent_service.api.table import operations
from consent_service.pages.page import Page
from consent_service.pages.table import PAGES
from tests.api.disclosing import disclosure as disclosing
from tests.api.examples_of_each import each
from tests.api.make_examples import story
from tests.api.running import HOST, OURS, Family, Running, add_family, agree, running
from tests.pages.conftest import HERE, of_service
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import BE
from tests.pages.test_forms import FORMS
from tests.pages.test_looking_at import lifted
from tests.pages.test_supporting import friend, supports

#: Addresses that show nothing themselves and lead on: to a provider, away, or to a file to keep.
LEAD_ON: Final = {
    *("askFamilyProvider", "backFromFamilyProvider", "linkProvider", "askProvider"),
    *("backFromProvider", "askProviderAgain", "exit", "languageChosen", "receiptOfEntry"),
    *("browserVerifier", "shownAgain", "signInSecondForm", "setUpSecondForm", "setUpCodes"),
}
#: What every reader's first key press reaches.
SHARE_NOW, EXIT = "A child is at risk now: share now", "Exit this page"
_NOTHING: Final = "0" * 24


#: What ends the session, or says once more what another page says.
ENDS: Final = {"exit", "languageChosen", "linkProvider"}
#: A button leads somewhere as well: to where the form that it sends stands, if that is read.
_SENDS: Final = re.compile(r'<form [^>]*action="(/[^"#]*)')
_LEADS: Final = re.compile(r'<(?:a [^>]*href|form [^>]*action)="(/[^"#]*)')
_SHAPES: Final = {
    one.name: re.compile(re.sub(r"<string:\w+>", "[^/]+", one.path))
    for one in PAGES
    if one.method == "GET"
}


#: A button that ends the session, makes another of its reader, or is the same on each page.
LEAVES: Final = ("/sign-out", "/exit", "/demonstration/", "/language")
#: It could not be done as it stands, and the page says why.
_TOLD: Final = (409, 422)
_ANY_ID: Final = re.compile(r"[0-9a-f]{24,64}|[0-9]+")


class Press(NamedTuple):
    """A button of a form in which nothing is typed or chosen: what a press of it sends, and to
    where.
    """

    page: str
    action: str
    sends: dict[str, str]
    button: dict[str, str]


class _Forms(HTMLParser):
    """The forms of a page: what each sends by itself, and whether anything is to be typed there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[tuple[str, dict[str, str]]]]] = []
        self._is_typed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}, []))
            self._is_typed = False
        elif self.found and tag == "input" and given.get("type") == "hidden":
            self.found[-1][1][given["name"]] = given["value"]
        elif self.found and tag in ("input", "select", "textarea"):
            self._is_typed = True
        elif self.found and tag == "button" and "name" in given:
            to = given.get("formaction", "")
            self.found[-1][2].append((to, {given["name"]: given.get("value", "")}))
        elif self.found and tag == "button":
            self.found[-1][2].append((given.get("formaction", ""), {}))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._is_typed:
            self.found.pop()


def _buttons(page: str, text: str) -> list[Press]:
    forms = _Forms()
    forms.feed(text)
    return [
        Press(page, to or action, sends, button)
        for action, sends, buttons in forms.found
        for to, button in buttons
        # What is used in the browser alone, such as a verifier, sends nothing here.
        if (to or action).startswith("/")
    ]


class Visit(NamedTuple):
    """A page, at an address at which somebody sees it."""

    page: str
    address: str
    who: str
    #: What they read there then.
    text: str = ""


@dataclass(frozen=True)
class Walk:
    """The service, whoever is signed in by name, and what each page's address can name."""

    service: Running
    browsers: dict[str, Browser]
    named: list[dict[str, str]]
    #: What each reader may press without typing anything, as it was come by in `dead_ends`.
    pressable: dict[str, list[Press]] = field(default_factory=dict)

    def visits(self, pages: list[Page]) -> Iterator[Visit]:
        """Whoever sees each. Fails for a page that nobody was led to: say below what it needs."""
        unseen = []
        for page in pages:
            found = next(self._seen(page), None)
            if found is None:
                unseen.append(page.name)
            else:
                yield found
        assert unseen == [], f"nobody in this walk sees {unseen}"

    def dead_ends(self, who: str, most: int) -> Iterator[str]:
        """Each link that somebody finds, from the first page on, and that leads where they may not
        go: of each page at most so many addresses are opened, one for each page that led there.
        """
        browser, led = self.browsers[who], {"/": "the start"}
        opened: Counter[str] = Counter()
        followed, sent = set(), set[str]()
        waiting = deque(led)
        while waiting:
            address = waiting.popleft()
            page = self._page_at(address)
            if page is None or page in ENDS or opened[page] >= most:
                continue
            if (led[address], page) in followed:
                continue
            opened[page] += 1
            followed.add((led[address], page))
            reply = browser.get(address)
            # Of what a form sends, the page that it stands on may need more than its address says.
            is_sent = address in sent and reply.status_code == 422
            if not (is_sent or _leads_somewhere(who, reply)):
                yield f"{led[address]} leads {who} to {page}: {reply.status}"
            sent |= set(map(html.unescape, _SENDS.findall(reply.text)))
            if reply.status_code == 200:
                self.pressable.setdefault(who, []).extend(_buttons(page, reply.text))
            further = _LEADS.findall(reply.text)
            if reply.status_code == 303:
                further.append(reply.headers["Location"])
            for one in map(html.unescape, further):
                if one not in led:
                    led[one] = page
                    waiting.append(one)

    def dead_buttons(self, who: str, most: int) -> Iterator[str]:
        """Each button that somebody came by in `dead_ends`, that sends what nobody typed, and that
        leads to no page and to no word of why: of each form at most so many are pressed. What it
        does is done: no other test may go on with this service.
        """
        browser, pressed = self.browsers[who], Counter[str]()
        for one in self.pressable.get(who, ()):
            page = self._page_at(one.action) or _ANY_ID.sub("*", one.action)
            kind = f"{one.page} {page} {_ANY_ID.sub('*', str(one.button))}"
            if one.action.startswith(LEAVES) or pressed[kind] >= most:
                continue
            pressed[kind] += 1
            reply = browser.post(one.action, one.sends | one.button)
            where = reply.headers.get("Location", "")
            if reply.status_code == 303 and where.startswith("/"):
                reply = browser.get(where)
            if not (_leads_somewhere(who, reply) or reply.status_code in _TOLD):
                yield f"{one.page}: {one.button} to {page} leads {who} to {reply.status}"

    def _page_at(self, address: str) -> str | None:
        """Which page stands there; None for what is none, such as a letter."""
        path = address.partition("?")[0]
        return next((name for name, shape in _SHAPES.items() if shape.fullmatch(path)), None)

    def _seen(self, page: Page) -> Iterator[Visit]:
        for address in self.addresses(page):
            for who in self._likely(page.path):
                reply = self.browsers[who].get(address)
                if reply.status_code == 200:
                    yield Visit(page.name, address, who, reply.get_data().decode(errors="replace"))

    def addresses(self, page: Page) -> Iterator[str]:
        """What a form over an operation is about first, as that operation's example was."""
        operation = next((one.operation for one in FORMS.values() if one.path == page.path), "")
        wanted = set(re.findall(r"<string:(\w+)>", page.path))
        fit = [one for one in self.named if wanted <= one.keys()]
        first = [one for one in fit if one.get("of") == operation]
        for one in [*first[:3], *[other for other in fit if other not in first][:4]]:
            path = page.path
            for name in wanted:
                path = path.replace(f"<string:{name}>", one[name])
            yield path + one.get(f"asks {page.name}", "")

    def _likely(self, path: str) -> list[str]:
        """By whom it is seen, who is most likely first."""
        desks = {"/your-page": "Mia", "/audit": "Ines", "/people": "Ash", "/systems": "Ash"}
        desks |= {"/requests": "Park", "/rules": "Ash", "/sign": "nobody", "/set-up": "nobody"}
        first = next((who for begins, who in desks.items() if path.startswith(begins)), "Priya")
        return sorted(self.browsers, key=lambda who: who != first)


def _leads_somewhere(who: str, reply: TestResponse) -> bool:
    """Nobody is asked who they are; who must say why first is led to where that is said."""
    if reply.status_code == 401:
        return who == "nobody"
    return reply.status_code in (200, 303) or "/openings/new" in reply.text


@contextmanager
def walk(folder: Path, *, whole: bool) -> Iterator[Walk]:
    """One family in which there is something for each page to show; with `whole`, the record that
    the examples of each operation were taken from as well.
    """
    people = folder / "people.json"
    people.write_bytes(b"[]")
    with running(folder, f"sqlite:///{folder / 'test.db'}", demonstration=True) as begun:
        listed = {"type": "SCHOOL", "names": ["Elm Primary School"]}
        begun.school = begun.record("/v1/services", listed, "MASH_MANAGER")["id"]
        told = [*story(begun), *each(begun)] if whole else []
        # No child of those: what is known of one is heard wherever the same child stands.
        begun.births = repeat("2020-05-03")
        family, named = _family(begun)
        people.write_bytes(msgspec.json.encode(_people(family, named[0], begun.school)))
        served = begun.restarted(
            made_up_people=people, hosts=(HERE, HOST), providers=_provider(folder)
        )
        shapes = {
            one.name: re.compile(re.sub(r"<string:(\w+)>", r"(?P<\1>[^/]+)", one.path))
            for one in operations()
        }
        for example in told:
            found = shapes[example.operation].fullmatch(example.path.partition("?")[0])
            assert found is not None
            named.append(found.groupdict() | {"of": example.operation})
        browsers = _signed_in(served)
        # Something that somebody began, and left.
        plan = f"/files/{family.file}/plans/new"
        worker = browsers["Priya"]
        worker.post(f"{plan}/draft", worker.open(plan).form(plan) | {"dangers": "He may come."})
        yield Walk(served, browsers, [*named[1:], named[0]])


@contextmanager
def served(walk: Walk) -> Iterator[str]:
    """Its address, for a browser that is none of Flask's."""
    server = make_server(HERE, 0, walk.service.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{HERE}:{server.port}"
    finally:
        server.shutdown()
        thread.join()


def _family(service: Running) -> tuple[Family, list[dict[str, str]]]:
    """A family with something for each page to show, and the ids of it, at its own addresses."""
    family = add_family(service, "LCS-9")
    path = family.path
    agree(service, family)
    school = family.scope(agencies=[{"type": "SCHOOL"}])
    answer = agree(service, family, scope=school)["entries"][1]["id"]
    taken_back = {"person": family.mother, "method": "PHONE_VERBAL", "words": "Not the school."}
    service.record(f"{path}/withdrawals", {**taken_back, "scope": school})
    service.clock.now += timedelta(minutes=1)
    check = service.check(family.file, family.question())["ledger"]["seq"]
    sent = service.record(f"{path}/disclosures", disclosing(family, check=check))
    number = {"person": family.father, "type": "PHONE", "value": "000", "safety": "SAFE"}
    doubted = service.record(f"{path}/contact-points", number)
    hurt = {"child": family.child, "words": "A bruise.", "explained": "NOT_EXPLAINED"}
    injury = service.record(f"{path}/injuries", {**hurt, "moves": "CAN"})["id"]
    lifted(service, family)
    nerys = friend(service, family)
    supports(service, family, nerys, "FULL_PARENT_VIEW")
    all_waiting = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    (waiting,) = [one["waiting"] for one in all_waiting if one["file"] == family.file]
    wanted = {"scope": family.scope(), "why": "She was seen with a bruise."}
    asked = service.record(f"{path}/decision-requests", wanted)["id"]
    referred = {"referrer_agency": "GP", "referrer_organisation": "Hillside Surgery"}
    enquiry = service.record(f"{path}/enquiries", referred)["id"]
    # What another system began for the worker, of this file and of none.
    typed = msgspec.json.encode({"person": family.father, "seen_by": "a neighbour"}).decode()
    began = {"address": f"{path}/attempts", "typed": typed}
    draft = service.record(f"{path}/drafts-of-mine", began)["draft"]
    began = {"address": "/v1/referrals", "typed": '{"reference": "LCS-77"}'}
    of_none = service.record("/v1/drafts-of-mine", began)["draft"]
    why = {"reason": "This is the audit of the second quarter."}
    service.record(f"{path}/openings", why, "AUDITOR", subject="auditor-1")
    service.beat()
    of_family = {
        "file": family.file,
        "person": family.mother,
        "child": family.child,
        "enquiry": enquiry,
        "disclosure": sent["id"],
        "waiting": waiting,
        "injury": injury,
        "places": str(check),
        "authority": OURS,
        "staff": "worker-1",
        "service": service.school,
        "name": "decision-sample",
        "kind": "answers",
        "draft": draft,
        "entry": str(doubted["entries"][0]["seq"]),
        "code": "ask",
        "asks sayYesForm": f"?answer={answer}",
        "asks whomTheySupport": "?for=1",
        "supporter": nerys,
    }
    nothing = {name: _NOTHING for one in PAGES for name in re.findall(r"<string:(\w+)>", one.path)}
    here = nothing | of_family
    at = ({"request": asked, "seq": str(sent["entries"][0]["seq"])}, {"seq": "1"})
    return family, [here | at[0], here | at[1], here | at[1] | {"draft": of_none}]


def _people(family: Family, ids: dict[str, str], school: str) -> list[MadeUp]:
    """One of each kind, as whom one press signs in."""
    own = {"file": family.file, "person": family.mother}
    of = {"agency": "SCHOOL", "organisation": school}
    everybody: list[tuple[str, str, str, dict[str, str]]] = [
        ("Priya", "MASH_WORKER", "worker-1", {}),
        ("Dana", "MASH_MANAGER", "manager-1", {}),
        ("Ines", "AUDITOR", "auditor-1", {}),
        ("Tom", "IG_OFFICER", "officer-1", {}),
        ("Noor", "LEGAL_SERVICES", "lawyer-1", {}),
        ("Ash", "SYSTEM_ADMIN", "admin-1", {}),
        ("Park", "PARTNER_REP", "partner-1", of),
        ("Mia", "PARENT", "family-1", own),
        ("Ali", "YOUNG_PERSON", "family-2", own | {"person": family.child}),
        ("Nerys", "PARENT", "family-3", own | {"person": ids["supporter"]}),
    ]
    return [
        MadeUp(name=name, about="is here", authority=OURS, subject=subject, role=role, **more)
        for name, role, subject, more in everybody
    ]


def _provider(folder: Path) -> Path:
    """With whom families may sign in. Nobody goes there: pages that lead to it are not followed."""
    known = folder / "providers"
    (known / "family").mkdir(parents=True)
    said = known / "family" / f"{OURS}.toml"
    key = ECKey.generate_key("P-256").as_pem(private=True).decode()
    said.write_text(
        f'issuer = "https://provider.test"\nclient_id = "us"\nclient_key = """\n{key}"""\n'
        'vtr = ["Cl.Cm"]\nname = "One Account"\n'
    )
    said.chmod(0o600)
    return known


def _signed_in(service: Running) -> dict[str, Browser]:
    """Everybody, by name; and nobody."""
    browsers = {"nobody": of_service(service)}
    for place, name in enumerate(
        ("Priya", "Dana", "Ines", "Tom", "Noor", "Ash", "Park", "Mia", "Ali", "Nerys")
    ):
        browsers[name] = of_service(service)
        browsers[name].send(browsers[name].open("/"), BE, who=str(place))
    return browsers
