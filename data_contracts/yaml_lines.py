"""A YAML text as plain data that still knows the line of every key. Repeated keys are problems, not overwritten."""

from dataclasses import dataclass, field
from typing import Any

import yaml

Step = str | int
_DEEPEST = 40  # a contract is about ten deep; an anchor that holds itself never ends


@dataclass
class Document:
    """Data, the line of each path in it, and what could not be read."""

    data: Any = None
    lines: dict[tuple[Step, ...], int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    scalars: Any = field(default_factory=yaml.constructor.SafeConstructor, repr=False)

    def path_of(self, loc: tuple[Step, ...]) -> tuple[Step, ...]:
        """The longest path in the file that a pydantic location names; names of union members are left out."""
        path: tuple[Step, ...] = ()
        for step in loc:
            if (*path, step) in self.lines:
                path = (*path, step)
        return path

    def line_of(self, loc: tuple[Step, ...]) -> int:
        return self.lines.get(self.path_of(loc), 1)

    def at(self, path: tuple[Step, ...]) -> Any:
        value = self.data
        for step in path:
            value = value[step]
        return value


def read_yaml(text: str) -> Document:
    """The document of a YAML text. A text that is no YAML gives one problem and no data."""
    document = Document()
    try:
        node = _composed(text)
        if node is None:
            document.problems.append((1, "the file is empty"))
        else:
            document.data = _value(node, (), document)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        document.problems.append(((mark.line + 1) if mark else 1, f"not YAML: {getattr(error, 'problem', error)}"))
    return document


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text, by libyaml where it is there: ten times as fast. What is no YAML is told in PyYAML's words."""
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _value(node: yaml.Node, path: tuple[Step, ...], document: Document) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > _DEEPEST:
        raise yaml.constructor.ConstructorError(None, None, "nested too deeply", node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document) for index, item in enumerate(node.value)]
    return document.scalars.construct_object(node)


def _mapping(node: yaml.MappingNode, path: tuple[Step, ...], document: Document) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in data:
            first = document.lines[(*path, key)]
            document.problems.append((line, f'the key "{key}" is given twice; the first is at line {first}'))
            continue
        document.lines[(*path, key)] = line
        data[key] = _value(value_node, (*path, key), document)
    return data
