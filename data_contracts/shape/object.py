"""The shape of one object of `schema`: a table, the people in it and the ties between them."""

from typing import Annotated, Literal

from pydantic import Field

from data_contracts.shape.column import ColumnShape, IssuerShape
from data_contracts.shape.quality import QualityShape, RelationshipShape, Wording
from data_contracts.shape.records import Conditions, HistoryProperty, Pairs, Spells
from data_contracts.shape.strict import Customised, Strict
from data_contracts.vocabulary import word_of


class PersonId(IssuerShape):
    columns: Annotated[list[str], Field(min_length=1)]


class PersonShape(Strict):
    """A person each row mentions, in one role."""

    role: word_of("roles")
    id: PersonId
    identifiers: dict[word_of("identifier_words"), str] = Field(default_factory=dict)
    identifiers_from: str | None = None
    one_record_per_person: bool = False


class Persons(Strict):
    property: Literal["persons"]
    value: Annotated[list[PersonShape], Field(min_length=1)]


class TieShape(Strict):
    """A parent and a child that a row mentions together; the rest names columns: its days, what they are to each other,
    the day the agency wrote it down, and the mark of a row that is void."""

    parent: word_of("parent_roles")
    child: word_of("child_roles")
    kind: word_of("tie_kinds")
    start: str | None = None
    end: str | None = None
    relation: str | None = None
    recorded: str | None = None
    void: str | None = None

    @property
    def columns(self) -> dict[str, str]:
        """Key of the tie -> the column it names."""
        named = {key: getattr(self, key) for key in ("start", "end", "relation", "recorded", "void")}
        return {key: column for key, column in named.items() if column}


class Ties(Strict):
    property: Literal["ties"]
    value: Annotated[list[TieShape], Field(min_length=1)]


class MemberProperty(Strict):
    """The file inside the zip that holds this table."""

    property: Literal["member"]
    value: Annotated[str, Field(min_length=1)]


class RecordShape(Strict):
    """Which lines of a fixed-width file are this object's, and how long they are."""

    position: Annotated[list[int], Field(min_length=2, max_length=2)]
    values: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    kind: word_of("record_kinds") = "data"
    length: Annotated[int, Field(gt=0)] | None = None


class RecordProperty(Strict):
    property: Literal["record"]
    value: RecordShape


class ElementProperty(Strict):
    """XML: the path of the elements that are this table's rows, from the root."""

    property: Literal["element"]
    value: Annotated[str, Field(pattern=r"^(/[A-Za-z_][\w.-]*)+$")]


class CountShape(Strict):
    """A column that says how many rows the named objects have; by default all that hold data."""

    column: str
    objects: list[str] = Field(default_factory=list)


class CountsProperty(Strict):
    property: Literal["counts"]
    value: Annotated[list[CountShape], Field(min_length=1)]


class ServiceShape(Strict):
    """That each row is a spell of service to the persons in `role` and `also`; staging calls its days start_date and end_date."""

    program: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    role: word_of("roles") = "person"
    also: list[word_of("roles")] = Field(default_factory=list)

    @property
    def every_role(self) -> list[str]:
        return [self.role, *self.also]


class ServiceProperty(Strict):
    property: Literal["service"]
    value: ServiceShape


class ObjectRules(Strict):
    primary_key: Wording | None = None


class ObjectRulesProperty(Strict):
    property: Literal["rules"]
    value: ObjectRules


ObjectProperty = Annotated[
    Persons | Ties | MemberProperty | RecordProperty | ElementProperty | CountsProperty | ServiceProperty
    | ObjectRulesProperty | Conditions | Pairs | Spells | HistoryProperty,
    Field(discriminator="property"),
]


class ObjectShape(Customised):
    """A table of the delivery."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    physicalName: str | None = None
    physicalType: str | None = None
    businessName: str | None = None
    logicalType: Literal["object"]
    description: Annotated[str, Field(min_length=10)]
    dataGranularityDescription: Annotated[str, Field(pattern=r"^One row per ")]
    properties: Annotated[list[ColumnShape], Field(min_length=1)]
    quality: list[QualityShape] = Field(default_factory=list)
    relationships: list[RelationshipShape] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)
    customProperties: list[ObjectProperty] = Field(default_factory=list)

    def record_length(self, of_file: int | None) -> int | None:
        """How long the object's lines are: as its record type says, or else as the whole file's are."""
        record = self.custom("record")
        return (record.length if record else None) or of_file

    @property
    def holds_data(self) -> bool:
        """Whether its rows are data, and not a header or trailer."""
        record = self.custom("record")
        return record is None or record.kind == "data"
