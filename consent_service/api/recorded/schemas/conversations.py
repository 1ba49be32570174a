"""A conversation with the answers given in it."""

from __future__ import annotations

from ....actions.conversations import RecordConversation
from ....domain.shapes import Interpreter
from ...edge.fields import Code, Line, Opaque, Part, Several, When, Whole, Words, YesNo
from .body import Body
from .responses import ResponseInConversationSchema


class InterpreterSchema(Body):
    """Who interpreted, and into which language."""

    makes = Interpreter
    language = Line(required=True)
    name_or_reference = Line()
    is_family_member = YesNo()


class RecordConversationSchema(Body):
    """A talk with a parent or young person, and the answers given in it."""

    makes = RecordConversation
    person = Opaque(required=True)
    method = Code("methods", required=True)
    seen_alone = Code("seen_alone", required=True)
    enquiry = Opaque()
    effective_at = When()
    modifiers = Several(Code("modifiers"), most=10, unique=True)
    place = Line()
    others_present = Several(Line(), most=20)
    interpreter = Part(InterpreterSchema)
    explained = Several(Code("explained"), unique=True)
    parent_words = Words()
    questions_asked = Words()
    understanding_check = Code("understanding_checks")
    privacy_notice_version = Line()
    notice_given_how = Line()
    pressure_concern = Code("pressure_concerns")
    pressure_note = Words()
    duration_minutes = Whole(least=0, most=600)
    responses = Several(Part(ResponseInConversationSchema), most=20)
