"""What the counts of candidate pairs say: too many ever to score, or a jump since the last night. Pure; counts in, words out."""

from collections.abc import Mapping

from orchestration.errors import TwogenError
from orchestration.linkage.blocking import BLOCKING_RULES

MOST_PAIRS_PER_NODE = 200  # of all rules together; honest counties have 5 to 30 (docs/linkage.md)
ALWAYS_SCORED = 20_000_000  # pairs, about half a minute: a small home never fails over the limit
JUMP = 2.0  # times what growth in nodes explains
JUMP_FLOOR = 10_000  # pairs; below it nobody waits, and a single family can double a rule


def refuse_too_many(pairs_by_rule: Mapping[str, int], nodes: int) -> None:
    """Nothing, when the pairs of all rules can be scored. Raises: TwogenError naming the rule that brings most of them."""
    total, most = sum(pairs_by_rule.values()), max(ALWAYS_SCORED, MOST_PAIRS_PER_NODE * nodes)
    if total > most:
        rule = max(BLOCKING_RULES, key=lambda rule: pairs_by_rule.get(rule.name, 0))
        raise TwogenError(
            f"{total:,} pairs of {nodes:,} nodes would be compared, {pairs_by_rule[rule.name]:,} of them by the blocking rule "
            f"{rule.name} ({', '.join(rule.parts)}); the most is {most:,}. Nothing was scored; the last link stands. Fix: some "
            "value of these columns is shared by far too many records, as a placeholder is; find the delivery that brought it "
            "(the check on linkage/person_edges says which rules jumped) and name it in its contract's missingValues."
        )


def jumps(before: Mapping[str, int], now: Mapping[str, int], growth: float) -> list[str]:
    """One sentence per blocking rule, and one in total, whose pairs are more than growth explains.

    `growth`: nodes tonight over nodes of the last night. Pairs of one person grow with the nodes, chance pairs with their
    square, so the square is granted. A rule the last night did not count says nothing.
    """
    if not before:
        return []
    counted = {rule: (before[rule], pairs) for rule, pairs in now.items() if rule in before}
    every = {**counted, "all rules": (sum(b for b, _ in counted.values()), sum(n for _, n in counted.values()))}
    granted = JUMP * max(growth, 1.0) ** 2
    return [
        f"{rule}: {pairs:,} pairs, {last:,} the night before"
        for rule, (last, pairs) in every.items()
        if pairs > granted * last and pairs - last > JUMP_FLOOR
    ]
