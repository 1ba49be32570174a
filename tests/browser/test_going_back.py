"""The back button, in a real browser and without scripts: behind each page stands the one before,
nothing is asked to be sent again, and what was recorded since is said to be.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import Shown, Watched
from tests.browser.test_conversation import THEIR_WORDS, decided, mia, signed_in, talk_of
from tests.trying import is_campaign

CAME_BACK = "is to be put right before it is recorded"


def test_whoever_goes_back_from_what_they_recorded_comes_by_each_page_and_sends_nothing(
    window: Callable[..., Watched], shown: Shown
) -> None:
    who, seen = mia(shown), window(java_script_enabled=False)
    page = signed_in(seen)
    read = []

    def there() -> str:
        page.wait_for_load_state()
        lines = page.locator("main").inner_text().splitlines()
        # Over the form as it was shown first it is said that it came back.
        shown = [one for one in lines if CAME_BACK not in one]
        return "\n".join([page.title(), *filter(None, shown)])

    page.get_by_label("Who is it about?").fill("Mia")
    page.get_by_role("button", name="Find the family").click()
    read.append(there())
    seen.go(talk_of(who))
    read.append(there())
    decided(page)
    read.append(there())
    page.get_by_label("In their own words", exact=True).first.fill(THEIR_WORDS)
    page.get_by_role("button", name="Check and save").click()
    read.append(there())
    assert "Error:" in read[-1]
    page.get_by_role("radio", name="By phone").check()
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_role("button", name="Check and save").click()
    read.append(there())
    assert THEIR_WORDS in read[-1]
    for step, before in enumerate(reversed(read[:-1])):
        page.go_back()
        assert there() == before
        # Where a form was sent, and where it was answered with what is wrong.
        if step < 2 or is_campaign():
            page.reload()
            assert there() == before
    for _ in read[1:]:
        page.go_forward()
    assert there() == read[-1]
    page.get_by_role("radio", name="No, nothing").check()
    page.get_by_role("button", name="Record it").click()
    done = there()
    assert "recorded" in done.lower()
    # Where it was read, was wrong and was begun, it is on record: there is nothing to press. Where
    # the form opens anew that is said over it, and what was looked at before is as it was.
    found, *sent = read
    told = ["you sent one of these from here", *["You sent this at"] * (len(sent) - 1)]
    for step, words in enumerate(reversed(told)):
        page.go_back()
        assert words in there()
        assert page.get_by_role("button", name="Record it").count() == 0
        if step < 2 or is_campaign():
            page.reload()
            assert words in there()
    page.go_back()
    assert there() == found
    for _ in sent:
        page.go_forward()
    page.get_by_role("link", name="See what came of it").click()
    assert there() == done
