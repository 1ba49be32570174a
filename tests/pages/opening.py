"""A page as a browser opens it, held to what every page is held to."""

from __future__ import annotations

import html
import re
from typing import Any, Final

import html5lib
from werkzeug.test import Client, TestResponse

from consent_service.access.sessions import COOKIE, PLAIN_COOKIE
from consent_service.domain.codes import TEXTS
from consent_service.languages.catalogue import Languages
from consent_service.pages.forms.nottold import NOBODY
from consent_service.pages.forms.registered import form_at
from consent_service.pages.forms.typed import Typed
from consent_service.pages.forms.usual import MUST_NOT_HEAR
from consent_service.pages.table import PAGES
from tests.pages.markup import Attributes, Markup
from tests.pages.plain import grade, sentences, too_hard
from tests.trying import is_campaign

#: Elements that have no end.
_VOID: Final = {"meta", "link", "input", "br", "path", "img", "hr"}
#: Attributes that load, or lead, somewhere.
_LEAD: Final = {"href", "src", "action", "formaction", "poster", "srcset", "data"}
#: What only somebody of a family is called here: the made-up people of tests and demonstration.
_OF_SOMEBODY: Final = re.compile(r"Example|Sample")
#: What stands in the tab of a family's page, in each language.
_NEUTRAL: Final = {language.text("Your page") for language in Languages().offered()}
#: Elements that stand within a line.
_WITHIN: Final = {"a", "strong", "span", "bdi"}
#: What stands on the page on which a demonstration is tried.
_IS_TRIED: Final = "This is a demonstration."
_NUMBER: Final = re.compile(r"[0-9a-f ]{16,}")
#: Where a family's pages stand: by numbers and ids, which say nothing in a history.
_OF_FAMILY: Final = re.compile(
    r"/your-page/(?:[0-9]+|sign-in(?:/(?:un)?link)?)"
    r"(?:\?(?:answer=[0-9a-f]*|for=[0-9]{1,2}(?:&answer=[0-9a-f]*)?|shown=[0-9a-f]{24}|linked)?)?"
)
#: Where what a form is answered with is read from; and what follows the first form of signing in.
_SHOWN: Final = re.compile(r"[?&]shown=[0-9a-f]{24}$|/(?:second|codes)(?:\?|$)")
#: What stands at the foot of each page of staff's.
_OF_STAFF: Final = "This service never says that you may not share."
#: Pages of which what they answer a form with is kept nowhere.
_DIRECTLY: Final = [
    re.compile(re.sub(r"<string:\w+>", "[^/]+", one.path))
    for one in PAGES
    if one.method == "POST" and (one.public or one.shown_once)
]


class Blocks(Markup):
    """What is read as one piece, such as a heading or a line of a list."""

    def __init__(self) -> None:
        self._pieces = [""]
        self._is_after_link = False

    def said(self) -> list[str]:
        return [text for one in self._pieces if (text := " ".join(one.split()))]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        # A link after a link is another thing to press.
        if tag not in _WITHIN or (tag == "a" and self._is_after_link):
            self._pieces.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHIN:
            self._pieces.append("")
        self._is_after_link = tag == "a"

    def handle_data(self, data: str) -> None:
        self._pieces[-1] += data
        self._is_after_link &= not data.strip()


class Page(Markup):
    """A page taken apart: its tags, its text, its forms."""

    def __init__(self, reply: TestResponse) -> None:
        self.reply = reply
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        #: What every button and link says.
        self.presses = ""
        self.title = self.heading = ""
        self.forms: list[dict[str, Any]] = []
        #: Each element by what it stands in, however deep: what a browser reads it by.
        self.ways: set[tuple[str, ...]] = set()
        self._open: list[str] = []
        self.feed(reply.text)
        assert self._open == [], "an element is not closed"
        self.text = " ".join(self.text.split())
        self.presses = " ".join(self.presses.split())

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"<{tag}> says something twice"
        self.tags.append((tag, given))
        self._stands(tag)
        if tag == "form":
            self.forms.append(
                {"action": given["action"], "method": given.get("method"), "sends": {}}
            )
        if tag == "input" and given.get("type") == "hidden":
            self.forms[-1]["sends"][given["name"]] = given["value"]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.tags.append((tag, dict(attrs)))
        self._stands(f"{tag}/")

    def _stands(self, tag: str) -> None:
        self.ways.add((*sorted({*self._open}), *self._open[-1:], tag))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        assert inside != "style", "a style stands in the page"
        assert inside != "script" or not data.strip(), "a script stands in the page"
        if inside == "title":
            self.title += data
        elif inside == "h1":
            self.heading += data
        self.text += f" {data}"
        if {"a", "button"} & {*self._open}:
            self.presses += f" {data}"

    def form(self, action: str) -> dict[str, str]:
        """What the first form that goes there sends by itself."""
        sends: dict[str, str] = next(f for f in self.forms if f["action"] == action)["sends"]
        return dict(sends)


#: What somebody is told to press.
_PRESS: Final = re.compile(r"[Pp]ress “([^”]+)”")
#: What looks like a character and is none.
_NO_CHARACTER: Final = re.compile(r"&(?=[#\w])(?!(?:#\d+|#x[0-9a-f]+|\w+);)")
#: Of the pages that were looked at as a browser does, every element by where it stands.
_whole: Final = set[tuple[str, ...]]()


def _assert_whole(page: Page) -> None:
    """As a browser reads it there is nothing to mend. That takes a sixth of a page's test: each day
    of each page with an element where none like it stood before; in campaigns of each page.
    """
    text = page.reply.text
    assert _NO_CHARACTER.search(text) is None, "a browser has to mend a character"
    if page.ways <= _whole and not is_campaign():
        return
    browsers = html5lib.HTMLParser()
    browsers.parse(text)
    assert browsers.errors == [], "a browser has to mend it"
    _whole.update(page.ways)


def _assert_errors_lead_to_what_is_wrong(page: Page) -> None:
    """Whoever reads the summary, which comes first, is led to each; and nothing wrong stands in a
    page that has none.
    """
    text = page.reply.text
    summary = text.partition('govuk-error-summary__list">')[2].partition("</ul>")[0]
    if "govuk-error-message" in text:
        assert summary, "what is wrong stands in no summary"
    elif not summary:
        return
    is_there = {given["id"] for _, given in page.tags if "id" in given}
    leads = re.findall(r'href="#([^"]*)"', summary)
    assert leads, "the summary leads nowhere"
    assert {html.unescape(one) for one in leads} <= is_there, "the summary leads to nothing"


def _assert_says_nothing(address: str) -> None:
    """Of a family's page: a browser keeps it for whoever opens it next."""
    is_theirs = address.startswith("/your-page/")
    assert not is_theirs or _OF_FAMILY.fullmatch(address), f"{address} says what is read there"


def opened(reply: TestResponse, status: int = 200) -> Page:
    """The page in a reply, which keeps every rule."""
    assert reply.status_code == status, (reply.status, reply.text)
    assert reply.content_type == "text/html; charset=utf-8"
    page = Page(reply)
    _assert_whole(page)
    assert page.heading, "no heading"
    assert sum(tag == "h1" for tag, _ in page.tags) == 1, "more than one heading is the first"
    # What a family does on its page stands in no tab and in no history.
    named = page.heading in page.title or page.title.removeprefix("Error: ") in _NEUTRAL
    assert named, "the title is not the heading"
    assert page.title.startswith("Error: ") == (status >= 400)
    assert status >= 400 or "govuk-error-summary" not in reply.text, "its title hides an error"
    _assert_errors_lead_to_what_is_wrong(page)
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids)), "an id comes twice"
    for button in _PRESS.findall(page.text):
        assert button in page.presses, f"nothing here is called “{button}”"
    labelled = {given.get("for") for tag, given in page.tags if tag == "label"}
    asked = f"{reply.request.path}?{reply.request.query_string.decode()}"
    for said in (page.title, asked):
        assert not _OF_SOMEBODY.search(said), "the title or the address names somebody"
    _assert_says_nothing(asked)
    for tag, given in page.tags:
        assert "style" not in given, f"<{tag}> has a style of its own"
        assert not [name for name in given if name.startswith("on")], f"<{tag}> runs a script"
        for name in _LEAD & set(given):
            where = given[name] or ""
            assert where.startswith(("/", "#", "mailto:", "tel:")), f"{name} leads to {where}"
            assert not where.startswith("//")
            assert not _OF_SOMEBODY.search(where), "an address names somebody"
            _assert_says_nothing(where)
        if tag in ("input", "textarea", "select") and given.get("type") != "hidden":
            assert given.get("id") in labelled, "a field has no label"
    for form in page.forms:
        assert form["method"] == "post", "a form puts what is typed into an address"
        assert "csrf" in form["sends"]
    for tag, given in page.tags:
        # A browser fills in again what was ticked, for whoever goes back.
        if tag == "form" and (given.get("action") or "").startswith("/your-page/"):
            assert given.get("autocomplete") == "off", "what was ticked is ticked on the way back"
    is_familys = _OF_STAFF not in page.text and _IS_TRIED not in page.text
    if is_familys and page.tags[0][1]["lang"] == "en-GB":
        blocks = Blocks()
        blocks.feed(reply.text.partition("</title>")[2])
        # The names of languages are in each; the number of a receipt is no word.
        read = [one for one in blocks.said() if one.isascii() and not _NUMBER.fullmatch(one)]
        assert too_hard(read) == [], (grade(sentences(read)), read)
    first = next(given for tag, given in page.tags if tag in ("a", "button", "input"))
    way = "/help/share-now" if _OF_STAFF in page.text else "/exit"
    assert first["href"] == way, "Tab reaches something else first"
    return page


def _may_be_sent_again(path: str, shown: str) -> bool:
    """What was perhaps not done, what is shown once, and what leads to who somebody is."""
    if any(words in shown for words in (TEXTS["share_now"], TEXTS["danger_now"])):
        return True
    return any(pattern.fullmatch(path) for pattern in _DIRECTLY)


def _with_nobody_ticked(path: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Where a form wants to know who must not hear, and a test says nothing of it: nobody, as most
    often. A test that leaves it open sends it empty.
    """
    form = form_at(path.partition("?")[0])
    if form is None or MUST_NOT_HEAR.member in sent or "more" in sent:
        return sent
    typed = Typed({name: [one] if isinstance(one, str) else one for name, one in sent.items()})
    is_asked = any(at == f"/{MUST_NOT_HEAR.member}" for at, _ in form.left_open(typed))
    return {**sent, MUST_NOT_HEAR.member: NOBODY} if is_asked else sent


class Browser:
    """A browser without scripts, at the service's own address; it says where its forms stood."""

    def __init__(self, client: Client, host: str, scheme: str = "https") -> None:
        self.client = client
        self.host = host
        self.origin = f"{scheme}://{host}"

    def get(self, path: str, **headers: str) -> TestResponse:
        ours = {"Host": self.host, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        return self.client.get(path, headers=ours | headers, base_url=self.origin)

    def open(self, path: str, status: int = 200) -> Page:
        return opened(self.get(path), status)

    def post(self, path: str, sent: dict[str, str], **headers: str) -> TestResponse:
        ours = {"Host": self.host, "Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        sent = _with_nobody_ticked(path, sent)
        said = {k: v for k, v in (ours | headers).items() if v}
        reply = self.client.post(path, data=sent, headers=said, base_url=self.origin)
        # What a form is answered with is read from an address, as a browser does by itself.
        where = reply.headers.get("Location", "")
        if reply.status_code == 303 and _SHOWN.search(where):
            return self.get(where)
        if self.cookie and reply.status_code != 303 and reply.mimetype == "text/html":
            assert _may_be_sent_again(path, reply.text), f"whoever goes back to {path} sends again"
        return reply

    def send(self, page: Page, action: str, **typed: str) -> TestResponse:
        """Fill in the form of a page that goes to `action`, and press its button."""
        return self.post(action, page.form(action) | typed)

    @property
    def cookie(self) -> str | None:
        """The session's cookie."""
        kept = self.client._cookies or {}
        found = [one.value for one in kept.values() if one.key in (COOKIE, PLAIN_COOKIE)]
        return found[0] if found else None

    @cookie.setter
    def cookie(self, value: str) -> None:
        name = PLAIN_COOKIE if self.origin.startswith("http:") else COOKIE
        self.client.set_cookie(name, value, domain=self.host.partition(":")[0])
