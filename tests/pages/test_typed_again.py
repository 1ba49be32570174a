"""What could not be used of something that was kept is put right on the form filled in."""

from __future__ import annotations

import re

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_what_was_kept_without_a_part_leads_to_the_form_filled_in(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/withdrawals/new"
    typed = {
        "person": family.mother,
        "words": "Please stop.",
        "effective_at.day": "31",
        "effective_at.month": "11",
        "effective_at.year": "2025",
    }
    reply = browser.send(browser.open(path), path, **typed)
    if reply.status_code != 303:
        reply = browser.send(opened(reply, reply.status_code), path, **typed)
    page = browser.open(reply.headers["Location"])
    found = re.search(rf'href="({re.escape(path)}\?again=[0-9a-f]{{24}})"', page.reply.text)
    assert found is not None
    form = browser.open(found[1])
    assert "Please stop." in form.reply.text
    assert 'value="31"' in form.reply.text
    # Another browser, or another form, has nothing of it.
    assert "Please stop." not in someone(made_up).open(found[1]).reply.text
    other = found[1].replace("/withdrawals/", "/attempts/")
    assert "Please stop." not in browser.open(other).reply.text
