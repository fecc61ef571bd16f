"""The shape of a definition card: every key it may have, and every closed word. An unknown key or word is an error."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from data_contracts.shape.strict import Strict
from data_contracts.vocabulary import word_among

GENERATIONS = ("parent", "child", "family", "person")
NULL_REASONS = ("not_observed", "not_yet_reportable", "small_cell", "complementary")
ROW_FORMATS = ("dict", "sql")

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _plain(value: Any) -> Any:
    """A word, a number, yes or no, or a list of words and numbers: what a dbt variable of ours may be."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, str | int | float | bool):
            raise ValueError("must be a word, a number, true or false, or a list of words and numbers")
    return value


Plain = Annotated[Any, AfterValidator(_plain)]


class Authority(Strict):
    """Whose definition it is, which edition of it, and where it stands."""

    name: Text
    version: Text
    source: Text


class Exposure(Strict):
    value: Text
    says: Text


class Outcome(Strict):
    """One measure: whose it is, its window, and when it has no answer."""

    name: Name
    generation: word_among(GENERATIONS, "generation")
    says: Text
    window: Text
    null_when: Text
    authority: Text
    no_boundary: Text | None = None  # why no case shows both sides of a boundary


class Baseline(Strict):
    """A measure of the time before the index date, which matching should make alike."""

    name: Name
    says: Text


class Rival(Strict):
    value: Plain
    says: Text


class Parameter(Strict):
    """A number or word of the definition that may be disputed. SQL reads it as `parameter("name")`."""

    name: Name
    default: Plain
    unit: Text
    says: Text
    rivals: list[Rival] = Field(default_factory=list)


class Setting(Strict):
    """A dbt variable of every question (dbt_project.yml) on which this one hangs, too."""

    name: Name
    says: Text
    rivals: list[Rival] = Field(default_factory=list)


class Boundary(Strict):
    """The outcomes whose boundary a case shows, and its two sides in words (day 14, day 15)."""

    of: Annotated[list[Name], Field(min_length=1)]
    inside: Text
    outside: Text


class Given(Strict):
    """Rows of one input: mappings, or one SQL text with `format: sql`."""

    input: Annotated[str, Field(pattern=r"^(ref\('\w+'\)|source\('\w+', ?'\w+'\)|this)$")]
    format: word_among(ROW_FORMATS, "row format") = "dict"
    rows: list[dict[str, Any]] | str


class Expect(Strict):
    format: word_among(ROW_FORMATS, "row format") = "dict"
    rows: list[dict[str, Any]] | str


class Case(Strict):
    """A worked example: small tables in, a small table out. It is a unit test of the model."""

    name: Name
    says: Text
    model: Name
    boundary: Boundary | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    macros: dict[str, Any] = Field(default_factory=dict)
    given: Annotated[list[Given], Field(min_length=1)]
    expect: Expect


class Note(Strict):
    """A part of the page that no other key has a place for."""

    title: Text
    text: Text


class Card(Strict):
    """The definition card of one question."""

    WHOLE: ClassVar[str] = "the card"

    card: Annotated[str, Field(pattern=r"^q[0-9]+$")]
    title: Text
    question: Text
    seed: Text
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    date: date
    authorities: Annotated[list[Authority], Field(min_length=1)]
    grain: Text
    tables: Annotated[dict[Name, Text], Field(min_length=1)]
    population: Text
    index_date: Text
    definition: Text | None = None
    exposures: list[Exposure] = Field(default_factory=list)
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    baselines: list[Baseline] = Field(default_factory=list)
    comparison: Text
    parameters: list[Parameter] = Field(default_factory=list)
    settings: list[Setting] = Field(default_factory=list)
    null_reasons: dict[word_among(NULL_REASONS, "null reason"), Text]
    limits: Annotated[list[Text], Field(min_length=1)]
    notes: list[Note] = Field(default_factory=list)
    cases: Annotated[list[Case], Field(min_length=1)]
