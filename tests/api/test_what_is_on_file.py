"""What `showFile` replies is what its schema says, down to the last part."""

from __future__ import annotations

from collections import Counter

from consent_service.api.replies.onfile import KnownSchema
from consent_service.api.replies.reading import DoneSchema, StandingSchema
from consent_service.api.replies.showing import plain
from consent_service.domain.standing import standing
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.walking import as_it_stands

#: Said by the operation, of the look itself.
_OF_THE_LOOK = ("file", "as_of", "known_at", "changed_at_seq", "staff")
#: The other file, which the record of one does not know.
_OF_ANOTHER = ("known.joined_elsewhere.file",)
_NO_LISTS = ("reference", "in_doubt_since", "enquiry", "known", "done", "noted")


def test_every_list_of_a_file_is_as_its_schema_says() -> None:
    schema = StandingSchema(partial=(*_OF_THE_LOOK, *_OF_ANOTHER))
    seen: Counter[str] = Counter()
    for situation in SITUATIONS:
        record = as_it_stands(situation)
        for at in record.moments[:2]:
            shown = plain(standing(record.view(at), record.own.directory(at)))
            assert schema.validate(shown) == {}, situation.kind.__name__
            for name, part in shown.items():
                lists = {name: part} if isinstance(part, list) else part
                if isinstance(lists, dict):
                    seen.update(key for key, rows in lists.items() if rows)
    lists = {name for name in StandingSchema().fields if name not in {*_OF_THE_LOOK, *_NO_LISTS}}
    expected = {*lists, *KnownSchema().fields, *DoneSchema().fields}
    # What the service writes into another file of somebody's stands in no situation; nor does one
    # hold both somebody who is not safe and a way that leads through them, or what a manager said
    # of words or by telephone (`test_found_harmless.py`, `test_a_word_by_telephone.py`).
    unseen = {"heard_elsewhere", "noes_about_children", "led_through"}
    unseen |= {"harmless", "lifted_by_telephone"}
    assert expected - seen.keys() == unseen, "no situation shows it"
