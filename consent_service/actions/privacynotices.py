"""Privacy notices: published in the register, and given in a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.recorded.events import AnyEvent, ConversationRecorded
from ..domain.recorded.privacynotices import NoticeGiven, NoticePublished
from ..domain.said.explaining import language_of
from .moment import Moment
from .refused import Refused


def publish_notice(published: NoticePublished, moment: Moment) -> Sequence[AnyEvent]:
    """A version stays as it was published: somebody was given it, and can ask what it said."""
    before = moment.authority_file.privacy_notice(published.version, published.language, moment.at)
    if before is not None and before.text_sha256 != published.text_sha256:
        raise Refused("notice-stays-as-it-is", "/text_sha256")
    return [published]


def notice_given(
    talk: ConversationRecorded, language: str | None, moment: Moment
) -> Sequence[NoticeGiven]:
    """What the register has of the version that was given, in the language it was given in: the
    person's own, where nobody says otherwise.
    """
    if talk.privacy_notice_version is None:
        return []
    given = language or language_of(moment.view(), talk.person)
    listed = moment.authority_file.privacy_notice(talk.privacy_notice_version, given, moment.at)
    return [
        NoticeGiven(
            conversation=talk.conversation,
            version=talk.privacy_notice_version,
            language=given if listed is None else listed.language,
            reading_age=None if listed is None else listed.reading_age,
        )
    ]
