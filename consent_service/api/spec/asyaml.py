"""The specification as text, for people: what is short stands on one line."""

from __future__ import annotations

from typing import Any, Final

import yaml

from .examples import ExampleValue

_MAPPING: Final = "tag:yaml.org,2002:map"
#: How long a line is, as in the other documents; and what is so short, four lines or fewer, that it
#: needs none for each of its parts.
_WIDTH, _SHORT = 140, 520


def as_yaml(document: dict[str, Any]) -> str:
    """As a person would write it: what is short stands on one line, or goes on in the next."""
    text: str = yaml.dump(
        document,
        Dumper=_EachInFull,
        default_flow_style=None,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
    )
    return text


class _EachInFull(yaml.SafeDumper):
    """What stands twice is written twice: an anchor is not for people."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
        if flow_style is None and _length(mapping) <= _SHORT:
            flow_style = True
        return super().represent_mapping(tag, mapping, flow_style)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        if flow_style is None and _length(sequence) <= _SHORT:
            flow_style = True
        return super().represent_sequence(tag, sequence, flow_style)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """What is inside of what goes on in the next line begins where that does: no stairs."""
        if flow and self.flow_level > 1:
            self.indents.append(self.indent)
        else:
            super().increase_indent(flow, indentless)


def _length(part: Any) -> int:
    """Of what is written, but for what is shown in it: an example needs no lines of its own."""
    if isinstance(part, ExampleValue):
        return 0
    if isinstance(part, dict):
        return sum(len(str(key)) + _length(value) + 4 for key, value in part.items())
    return sum(_length(one) + 2 for one in part) if isinstance(part, list) else len(str(part))


_EachInFull.add_representer(
    ExampleValue, lambda dumper, value: dumper.represent_mapping(_MAPPING, value, flow_style=True)
)
