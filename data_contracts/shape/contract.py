"""The shape of a whole contract: ODCS's top keys, and how the feed is delivered."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from data_contracts.shape.column import Code
from data_contracts.shape.object import ObjectShape
from data_contracts.shape.server import ServerShape
from data_contracts.shape.strict import Strict
from data_contracts.vocabulary import word_of


class PeriodShape(Strict):
    unit: word_of("period_units")
    columns: list[str] = Field(default_factory=list)


class DeliveryShape(Strict):
    """How a feed arrives. `due_days` is not here: ODCS says it, as the SLA's latency."""

    mode: word_of("modes")
    period: PeriodShape
    first_day: Annotated[str, Field(pattern=r"^[^.]+\.[^.]+$")] | None = None
    file: str | None = None
    history: str | None = None
    container: word_of("containers")
    layout: word_of("layouts")
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    quote: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    header: bool = False
    encoding: word_of("encodings") | None = None
    record_length: Annotated[int, Field(gt=0)] | None = None
    clear_landing: bool = False
    encryption: word_of("encryptions") | None = None
    done_marker: str | None = None


class Title(Strict):
    property: Literal["title"]
    value: Annotated[str, Field(min_length=3)]


class Agreement(Strict):
    property: Literal["agreement"]
    value: Annotated[str, Field(min_length=3)]


class LagDays(Strict):
    property: Literal["lag_days"]
    value: Annotated[int, Field(ge=0)]
    description: str | None = None


class DeliveryProperty(Strict):
    property: Literal["delivery"]
    value: DeliveryShape


class CodeLists(Strict):
    """Code lists under YAML anchors, for columns to share. Nothing reads it but YAML itself."""

    property: Literal["code_lists"]
    value: list[list[Code]]


ContractProperty = Annotated[
    Title | Agreement | LagDays | DeliveryProperty | CodeLists, Field(discriminator="property")
]  # fmt: skip


class DescriptionShape(Strict):
    purpose: Annotated[str, Field(min_length=10)]
    limitations: Annotated[str, Field(min_length=10)]
    usage: Annotated[str, Field(min_length=10)]


class MemberShape(Strict):
    username: str
    name: str
    role: word_of("team_roles")
    description: str | None = None


class TeamShape(Strict):
    name: str
    description: str | None = None
    members: Annotated[list[MemberShape], Field(min_length=1)]


class RoleShape(Strict):
    role: str
    access: str
    description: str | None = None


class SupportShape(Strict):
    channel: str
    tool: str | None = None
    url: str | None = None
    description: str | None = None


class SlaShape(Strict):
    property: word_of("sla_properties")
    value: Annotated[int, Field(gt=0)]
    unit: word_of("sla_units")
    description: str | None = None


class ContractShape(Strict):
    """A contract file."""

    apiVersion: word_of("api_versions")
    kind: word_of("kinds_of_contract")
    id: str
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*?__[a-z][a-z0-9_]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    status: word_of("statuses")
    domain: str
    tenant: str
    contractCreatedTs: str | None = None
    tags: list[str] = Field(default_factory=list)
    description: DescriptionShape
    servers: Annotated[list[ServerShape], Field(min_length=1, max_length=1)]
    schema_: Annotated[list[ObjectShape], Field(min_length=1)] = Field(alias="schema")
    team: TeamShape
    roles: list[RoleShape] = Field(default_factory=list)
    support: list[SupportShape] = Field(default_factory=list)
    slaProperties: Annotated[list[SlaShape], Field(min_length=1)]
    customProperties: list[ContractProperty]

    @model_validator(mode="after")
    def _say_each_thing_once(self) -> "ContractShape":
        names = [entry.property for entry in self.customProperties]
        lacking = {"title", "agreement", "lag_days", "delivery"} - set(names)
        if lacking or len(set(names)) < len(names):
            raise ValueError("customProperties must give each of title, agreement, lag_days and delivery, once")
        return self

    def custom(self, name: str) -> object:
        """The value of one of the contract's customProperties."""
        return next(entry.value for entry in self.customProperties if entry.property == name)

    @property
    def delivery(self) -> DeliveryShape:
        return self.custom("delivery")

    def sla(self, name: str) -> SlaShape | None:
        return next((entry for entry in self.slaProperties if entry.property == name), None)
