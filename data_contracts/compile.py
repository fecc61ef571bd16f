"""Every promise of one table as rules, in the order they are tried. What cannot be compiled is a finding."""

from data_contracts.compile_columns import column_rules, unique
from data_contracts.compile_history import history_rules
from data_contracts.compile_quality import quality_rule
from data_contracts.compile_records import record_rules
from data_contracts.compile_relationships import relationship_rule
from data_contracts.contract import Column
from data_contracts.errors import Findings
from data_contracts.promises import rule_of
from data_contracts.rules import Rule
from data_contracts.setting import Loc, Setting
from data_contracts.shape.object import ObjectRules, ObjectShape

_ORDER = ("file", "values", "records", "keys", "across_feeds", "history")


def compile_rules(
    shape: ObjectShape, columns: tuple[Column, ...], objects: dict[str, tuple[str, ...]], findings: Findings, loc: Loc
) -> tuple[Rule, ...]:
    """The rules of one table: its columns' keys, its primary key, its `quality`, `relationships` and the rest."""
    setting = Setting(columns, objects, findings)
    rules: list[Rule | None] = []
    for index, (column, column_shape) in enumerate(zip(columns, shape.properties, strict=True)):
        rules += column_rules(column, column_shape)
        for number, entry in enumerate(column_shape.quality):
            rules.append(quality_rule(entry, column, setting, (*loc, "properties", index, "quality", number)))
        for number, entry in enumerate(column_shape.relationships):
            at = (*loc, "properties", index, "relationships", number)
            rules.append(relationship_rule(entry, shape.name, setting, at, column))
    key = tuple(column.name for column in columns if column.primary_key)
    if key:
        wording = shape.custom("rules", ObjectRules()).primary_key
        rules.append(rule_of(unique(f"{'+'.join(key)}.primary_key", key), wording))
    for number, entry in enumerate(shape.quality):
        rules.append(quality_rule(entry, None, setting, (*loc, "quality", number)))
    for number, entry in enumerate(shape.relationships):
        rules.append(relationship_rule(entry, shape.name, setting, (*loc, "relationships", number)))
    rules += [*record_rules(shape, setting, loc), *history_rules(shape, setting, loc)]
    return _in_order([rule for rule in rules if rule], findings, loc)


def _in_order(rules: list[Rule], findings: Findings, loc: Loc) -> tuple[Rule, ...]:
    ids = [rule.id for rule in rules]
    for twice in sorted({rule_id for rule_id in ids if ids.count(rule_id) > 1}):
        findings.add(loc, f"two rules are called {twice}; give each quality entry a name of its own")
    return tuple(sorted(rules, key=lambda rule: _ORDER.index(rule.kind)))
