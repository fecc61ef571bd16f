"""A delivery that cannot be read as its contract says: rejected whole, before any row is judged."""

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.intake.delivery import named


class DeliveryUnreadable(TwogenError):
    """Says the rule, the count and the fix; never what stood in the file, whose first line may be a person's."""

    kind = "file"

    def __init__(self, contract: Contract, rule_id: str, count: int, message: str, fix: str, table: str = ""):
        self.rule_id, self.count, self.message, self.fix, self.table = rule_id, count, message, fix, table
        super().__init__(f"{named(contract)}: rejected. Rule {rule_id}: {message} Fix: {fix}")


class DeliveryUnjudged(DeliveryUnreadable):
    """A delivery whose rows were read, but to which a rule of its contract cannot be put. Each night tries again."""

    def __init__(self, contract: Contract, kind: str, rule_id: str, message: str, fix: str, table: str = ""):
        super().__init__(contract, rule_id, 1, message, fix, table)
        self.kind = kind


def counted(count: int, one: str, many: str | None = None) -> str:
    """'1 column', '3 columns'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
