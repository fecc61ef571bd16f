"""The shape of what an object promises beyond ODCS: conditions, ordered pairs, spells, and likeness to the past."""

from typing import Annotated, Literal

from pydantic import Field

from data_contracts.shape.quality import Wording
from data_contracts.shape.strict import Strict
from data_contracts.vocabulary import word_of


class Named(Wording):
    """A promise with a name, from which its rule is called `records.<name>`, and its own words."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    description: Annotated[str, Field(min_length=10)] | None = None


class ConditionShape(Named):
    """When `when` is true, the columns are filled, the columns are blank, or `then` is true: one of the three."""

    when: str
    filled: Annotated[list[str], Field(min_length=1)] | None = None
    blank: Annotated[list[str], Field(min_length=1)] | None = None
    then: str | None = None


class Conditions(Strict):
    property: Literal["conditions"]
    value: Annotated[list[ConditionShape], Field(min_length=1)]


class PairShape(Named):
    """`low` is at most `high`; `strict`: less than it."""

    low: str
    high: str
    strict: bool = False


class Pairs(Strict):
    property: Literal["pairs"]
    value: Annotated[list[PairShape], Field(min_length=1)]


class SpellShape(Named):
    """Spells of one key do not overlap. No end: still open. `end_included`: the end is the last day inside."""

    key: Annotated[list[str], Field(min_length=1)]
    start: str
    end: str
    end_included: bool = False


class Spells(Strict):
    property: Literal["spells"]
    value: Annotated[list[SpellShape], Field(min_length=1)]


class HistoryShape(Wording):
    """A measure that stays near its median over the last accepted deliveries; `within` is how near, as a share."""

    measure: word_of("measures")
    column: str | None = None
    last: Annotated[int, Field(ge=1, le=60)] = 6
    at_least: Annotated[int, Field(ge=1)] = 3
    within: Annotated[float, Field(gt=0)] | None = None
    description: Annotated[str, Field(min_length=10)] | None = None


class HistoryProperty(Strict):
    property: Literal["history"]
    value: Annotated[list[HistoryShape], Field(min_length=1)]
