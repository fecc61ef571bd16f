"""The elements of an XML text as they end, read once from front to back; nothing of it is fetched, defined or expanded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from orchestration.intake.containers import Refuse

DEEPEST = 64
LONGEST = 2**20  # characters of one element's text


@dataclass(slots=True)
class Element:
    """One element: its name and path without namespaces, its own attributes, its text, and what stands in it."""

    name: str
    path: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    text: str = ""


class ElementStream:
    """Hands each element at one of `paths` to `take` once it is whole, then forgets it; its ancestors keep attributes."""

    def __init__(self, paths: frozenset[str], meet: Callable[[Element], None], take: Callable[[Element], None], refuse: Refuse):
        self._paths, self._meet, self._take, self._refuse = paths, meet, take, refuse
        self._at: Element | None = None
        self._depth, self._inside, self._texts = 0, 0, []

    def read(self, text: bytes) -> None:
        """Raises: DeliveryUnreadable for a text that is no XML, has a document type, or is nested beyond measure."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text, parser.buffer_size = True, 2**16
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        # A document type is where entity bombs and reads of other files are declared; no delivery needs one.
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = self._refuse_doctype
        try:
            parser.Parse(text, True)
            return
        except expat.ExpatError as error:
            line = error.lineno
        message = f"the XML is cut short or damaged at line {line}."
        raise self._refuse("file.xml", 1, message, "Export it again, and check that it is well-formed.")

    def _refuse_doctype(self, *_: object) -> None:
        message = "the file declares a document type, in which entities can be defined; nothing of it was read."
        raise self._refuse("file.doctype", 1, message, "Send the XML without a DOCTYPE; every value written out.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._keep_text()
        parent, local = self._at, name.rpartition(" ")[2]
        own = {key: value for key, value in attributes.items() if " " not in key}
        element = Element(local, f"{parent.path if parent else ''}/{local}", own, parent)
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"elements are nested more than {DEEPEST} deep, so this is not the layout promised."
            raise self._refuse("file.xml", 1, message, "Send the elements that the contract names.")
        if self._inside:
            parent.children.append(element)
        if self._inside or element.path in self._paths:
            self._inside += 1
        self._at = element
        self._meet(element)

    def _characters(self, text: str) -> None:
        if self._inside:
            self._texts.append(text)

    def _keep_text(self) -> None:
        """The text read since the last tag belongs to the element that is open."""
        if self._texts:
            self._at.text += "".join(self._texts)
            self._texts.clear()
            if len(self._at.text) > LONGEST:
                message = f"an element holds more than {LONGEST:,} characters, so this is not the layout promised."
                raise self._refuse("file.xml", 1, message, "Send one value per element.")

    def _end(self, _: str) -> None:
        self._keep_text()
        element, self._depth = self._at, self._depth - 1
        if self._inside:
            self._inside -= 1
            if self._inside == 0:
                self._take(element)
        self._at = element.parent
