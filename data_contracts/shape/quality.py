"""The shape of `quality` and `relationships`: promises beyond a column's own keys, and the words that go with them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from data_contracts.shape.strict import Strict
from data_contracts.vocabulary import word_of


class Wording(Strict):
    """How severe a promise is, how much of it may break, and what a data steward reads."""

    severity: word_of("severities") | None = None
    tolerance: Annotated[float, Field(ge=0, le=1)] | None = None
    message: Annotated[str, Field(min_length=10)] | None = None
    fix: Annotated[str, Field(min_length=10)] | None = None


class Tolerance(Strict):
    property: Literal["tolerance"]
    value: Annotated[float, Field(ge=0, le=1)]


class Message(Strict):
    property: Literal["message"]
    value: Annotated[str, Field(min_length=10)]


class Fix(Strict):
    property: Literal["fix"]
    value: Annotated[str, Field(min_length=10)]


class NamedSeverity(Strict):
    """On a relationship only: ODCS gives it no severity of its own."""

    property: Literal["severity"]
    value: word_of("severities")


RuleProperty = Annotated[Tolerance | Message | Fix, Field(discriminator="property")]
RelationshipProperty = Annotated[Tolerance | Message | Fix | NamedSeverity, Field(discriminator="property")]


class QualityShape(Strict):
    """One entry of `quality`. Which keys go with which metric is checked where it is compiled."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] | None = None
    type: word_of("quality_types") = "library"
    metric: word_of("metrics") | None = None
    arguments: dict[str, Any] | None = None
    query: str | None = None
    engine: word_of("engines") | None = None
    implementation: dict[str, Any] | None = None
    unit: Literal["rows", "percent"] = "rows"
    mustBe: int | float | None = None
    mustNotBe: int | float | None = None
    mustBeGreaterThan: int | float | None = None
    mustBeGreaterOrEqualTo: int | float | None = None
    mustBeLessThan: int | float | None = None
    mustBeLessOrEqualTo: int | float | None = None
    mustBeBetween: Annotated[list[int | float], Field(min_length=2, max_length=2)] | None = None
    mustNotBeBetween: Annotated[list[int | float], Field(min_length=2, max_length=2)] | None = None
    severity: word_of("severities") | None = None
    dimension: word_of("dimensions") | None = None
    description: str | None = None
    businessImpact: str | None = None
    customProperties: list[RuleProperty] = Field(default_factory=list)

    @property
    def wording(self) -> Wording:
        custom = {entry.property: entry.value for entry in self.customProperties}
        return Wording.model_validate({"severity": self.severity, **custom})


class RelationshipShape(Strict):
    """A foreign key: `from` and `to` are `object.column`, or lists of them; another feed's table is `table.column`.

    On a property `from` is the property itself and is left out.
    """

    type: Literal["foreignKey"] = "foreignKey"
    from_: str | list[str] | None = Field(default=None, alias="from")
    to: str | list[str]
    customProperties: list[RelationshipProperty] = Field(default_factory=list)

    @property
    def wording(self) -> Wording:
        return Wording.model_validate({entry.property: entry.value for entry in self.customProperties})
