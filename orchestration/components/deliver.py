"""One feed's night: land what is new, judge it, settle it, and bring the right rows into force.

The rooms do the work; this file only hands the result of one to the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from data_contracts import Contract
from expectations.data_docs import validations
from expectations.errors import RuleUnjudgeable
from expectations.judge import judge
from expectations.predicates import in_force_tables
from orchestration.components.desk import overview_path, pages_of
from orchestration.components.downstream import downstream
from orchestration.intake import (
    DeliveryUnjudged,
    DeliveryUnreadable,
    Freshness,
    InForce,
    Landed,
    NotFetched,
    Receipt,
    arrival,
    bring_back,
    bring_into_force,
    clear_landing,
    fetch,
    freshness,
    land,
    parse,
    past_counts,
    pause_in_force,
    receipts,
    received_again,
    remove_expired,
    rules_for,
    says_anew,
    settle,
)
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class FeedNight:
    """What one night did to one feed."""

    contract: Contract
    new: tuple[Receipt, ...]
    known: tuple[Receipt, ...]  # every receipt of the feed, tonight's included
    in_force: dict[str, InForce]
    freshness: Freshness
    overview: Path  # the reviewers' first page
    pages: Mapping[str, Path]  # of the newest delivery in Data Docs, by table; none where it could not be read
    downstream: dict[str, tuple[str, ...]]  # table -> models made from it; asked for when something was restated
    not_fetched: str = ""  # why nothing was fetched from the feed's server; what was in force stays in force


def deliver(
    contract: Contract, places: Places, vault: Vault, now: datetime, log: Callable[[str], None],
    secrets: Mapping[str, str] = MappingProxyType({}),
) -> FeedNight:  # fmt: skip
    """The feed after tonight: each new delivery with a verdict and a receipt, and the rows in force renewed."""
    fetched, not_fetched = _fetched(contract, places, vault, now, log, secrets)
    waiting = sorted([*land(contract, places, vault, now), *fetched], key=arrival)
    new, unread = _settle_each(contract, waiting, places, vault, log, secrets)
    in_force = bring_into_force(contract, places)
    paused = pause_in_force(places, contract.feed)
    if not unread:  # what waits for its key has no other copy than those that would go
        _clear(contract, places, now, log, is_paused=paused is not None)
    known = receipts(places, contract.feed)
    pages = {table: places.reports / page for table, page in pages_of(known[-1] if known else None, places).items()}
    standing = freshness(contract, known, now.date(), paused)
    made = downstream(places, list(in_force)) if any(receipt.restates for receipt in new) else {}
    unread = unread or not_fetched
    return FeedNight(contract, tuple(new), tuple(known), in_force, standing, overview_path(places), pages, made, unread)


def _fetched(
    contract: Contract, places: Places, vault: Vault, now: datetime, log: Callable[[str], None], secrets: Mapping[str, str]
) -> tuple[list[Landed], str]:
    """What the feed's server holds that is new, or why it could not be asked."""
    try:
        return fetch(contract, places, vault, secrets, now), ""
    except NotFetched as error:
        log(str(error))
        return [], str(error)


def _settle_each(
    contract: Contract, waiting: list[Landed], places: Places, vault: Vault, log: Callable[[str], None],
    secrets: Mapping[str, str],
) -> tuple[list[Receipt], str]:  # fmt: skip
    """Tonight's receipts, each judged as if it had come in a night of its own; and why one was left unread."""
    before = known = receipts(places, contract.feed)
    new, unread = [], ""
    for landed in waiting:
        if not landed.is_rejudgement and not says_anew(landed, known):  # it stands on the server and in landing, say
            continue
        try:
            receipt = bring_back(landed, contract, places, vault) or _settle_one(contract, landed, places, vault, secrets)
        except NotFetched as error:  # it stays without a receipt, and is read when its key is there
            log(unread := str(error))
            continue
        log(f"{receipt.file_name}: {receipt.verdict}. {receipt.message}")
        new += [] if receipt in before else [receipt]
        known = [one for one in known if one.delivery_id != receipt.delivery_id] + [receipt]
        if receipt.is_accepted and looks_at_itself(contract):
            bring_into_force(contract, places)  # what the next one is judged by
    return new, unread


def looks_at_itself(contract: Contract) -> bool:
    """Whether a rule compares a delivery with the feed's own rows in force."""
    own = {table.name for table in contract.tables}
    return any(own & set(in_force_tables(rule.sql)) for table in contract.tables for rule in table.rules)


def _clear(contract: Contract, places: Places, now: datetime, log: Callable[[str], None], is_paused: bool) -> None:
    """What the contract lets go is gone; a paused feed's landed files are not touched."""
    cleared = 0 if is_paused else clear_landing(contract, places)
    expired = remove_expired(contract, places, now)
    if cleared or expired:
        log(f"{contract.feed}: {cleared} landed files cleared, {len(expired)} old deliveries removed, as its contract says.")


def _settle_one(contract: Contract, landed: Landed, places: Places, vault: Vault, secrets: Mapping[str, str]) -> Receipt:
    received_again(places, contract.feed, landed.delivery_id)
    try:
        parsed = parse(landed, contract, places, vault, secrets)
    except DeliveryUnreadable as unreadable:
        return settle(landed, contract, None, None, unreadable, places, vault)
    rules = rules_for(contract, landed)
    others = {path.stem: path for path in places.in_force.glob("*.parquet")}
    try:
        judgement = judge(contract, rules, parsed.tables, vault, others, past_counts(contract, landed, places))
    except RuleUnjudgeable as error:
        unjudged = DeliveryUnjudged(contract, error.kind, error.rule_id, error.said, error.fix, error.table)
        return settle(landed, contract, parsed, None, unjudged, places, vault)
    validations.keep(contract, landed.delivery_id, landed.received_at, judgement, places)
    return settle(landed, contract, parsed, judgement, None, places, vault)
