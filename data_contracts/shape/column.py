"""The shape of one property: a column as the agency names it."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from data_contracts.shape.quality import QualityShape, RelationshipShape, Wording
from data_contracts.shape.strict import Customised, Strict
from data_contracts.vocabulary import word_of


def _bound(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str | None):
        raise ValueError("a bound is a number, or a date or time in quotes")
    return value


Bound = Annotated[Any, AfterValidator(_bound)]


class Options(Strict):
    """`logicalTypeOptions`: what ODCS says about the values of a type."""

    format: str | None = None
    pattern: str | None = None
    minLength: int | None = None
    maxLength: int | None = None
    minimum: Bound = None
    maximum: Bound = None
    exclusiveMinimum: Bound = None
    exclusiveMaximum: Bound = None
    multipleOf: Annotated[int | float, Field(gt=0)] | None = None
    timezone: bool = False
    defaultTimezone: str | None = None


class Positions(Strict):
    property: Literal["positions"]
    value: Annotated[list[Annotated[list[int], Field(min_length=2, max_length=2)]], Field(min_length=1)]


class PathProperty(Strict):
    """XML: where the text stands, from the object's element; without it, in a child of the column's own name."""

    property: Literal["path"]
    value: Annotated[
        str, Field(pattern=r"^(\.\./)*(@[A-Za-z_][\w.-]*|\.|[A-Za-z_][\w.-]*(/[A-Za-z_][\w.-]*)*(/@[A-Za-z_][\w.-]*)?)$")
    ]


class Nulls(Strict):
    property: Literal["nulls"]
    value: Annotated[list[str], Field(min_length=1)]


class NullMeans(Strict):
    property: Literal["null_means"]
    value: Annotated[str, Field(min_length=3)]


class NumberFormShape(Strict):
    """How numbers are written where they are more than digits: `$1,234.50` has the prefix `$` and the thousands `,`."""

    prefix: Annotated[str, Field(pattern=r"^[^0-9A-Za-z\s.,+-]{1,3}$")] | None = None
    thousands: Annotated[str, Field(pattern=r"^[, '_]$")] | None = None


class NumberFormProperty(Strict):
    property: Literal["number_form"]
    value: NumberFormShape


class Unit(Strict):
    property: Literal["unit"]
    value: Annotated[str, Field(min_length=1)]


class IssuerShape(Strict):
    """Who gave a number out, what it numbers, and whether strangers have it in common."""

    system: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    shared: bool = False


class IssuerProperty(Strict):
    property: Literal["issuer"]
    value: IssuerShape


class Keeps(Strict):
    property: Literal["keeps"]
    value: Annotated[list[word_of("keeps")], Field(min_length=1)]


class Code(Strict):
    """One code and what it stands for. A code is text, so that leading zeros and the state of Norway's NO survive."""

    value: str
    label: Annotated[str, Field(min_length=1)]


class Codes(Strict):
    property: Literal["enum"]
    value: Annotated[list[Code], Field(min_length=1)]


class ColumnRules(Strict):
    """Own words, severities and tolerances for the promises a column's own keys make."""

    required: Wording | None = None
    unique: Wording | None = None
    castable: Wording | None = None
    codes: Wording | None = None
    pattern: Wording | None = None
    min_length: Wording | None = None
    max_length: Wording | None = None
    minimum: Wording | None = None
    maximum: Wording | None = None
    exclusive_minimum: Wording | None = None
    exclusive_maximum: Wording | None = None
    multiple_of: Wording | None = None
    format: Wording | None = None


class ColumnRulesProperty(Strict):
    property: Literal["rules"]
    value: ColumnRules


ColumnProperty = Annotated[
    Positions | PathProperty | Nulls | NullMeans | NumberFormProperty | Unit | IssuerProperty | Keeps | Codes
    | ColumnRulesProperty,
    Field(discriminator="property"),
]


class ColumnShape(Customised):
    """A property. `classification` is checked with the other promises, so that one left out hides nothing else."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    businessName: str | None = None
    logicalType: word_of("logical_types")
    physicalType: str
    logicalTypeOptions: Options = Options()
    required: bool = False
    unique: bool = False
    primaryKey: bool = False
    primaryKeyPosition: int | None = None
    classification: word_of("classifications") | None = None
    description: Annotated[str, Field(min_length=10)]
    tags: list[str] = Field(default_factory=list)
    quality: list[QualityShape] = Field(default_factory=list)
    relationships: list[RelationshipShape] = Field(default_factory=list)
    customProperties: list[ColumnProperty] = Field(default_factory=list)
