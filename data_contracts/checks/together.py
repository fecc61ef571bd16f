"""Whether the contracts of a folder agree: what one feed promises of another's rows in force, or leaves to it."""

import re

from data_contracts.checks.row_places import check_places
from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.errors import Problem
from data_contracts.rules import Rule
from data_contracts.sql_rules import columns_in, tables_in
from data_contracts.typing_sql import judged_columns
from data_contracts.vocabulary import advice

_IN_FORCE = re.compile(r"\{in_force:(\w+)\}")
_SELECTED = re.compile(r"select ((?:\"\w+\"(?:, )?)+) from \{in_force:(\w+)\}")


def check_together(contracts: tuple[Contract, ...]) -> list[Problem]:
    """A problem for every table, and every column of a foreign key, that no contract of the folder puts in force."""
    tables = {table.name: table for contract in contracts for table in contract.tables}
    problems = []
    for contract in contracts:
        for table, rule in ((t, rule) for t in contract.tables for rule in t.rules if rule.kind == "across_feeds"):
            found = (*_missing(rule.sql, tables), *_unknown(rule.sql, contract, table, tables), *_strangers(rule, table, tables))
            for sentence in found:
                line = _line_of(contract, rule.columns)
                problems.append(Problem(contract.path, line, f"{rule.id}: {sentence}", contract.version))
        problems += [*_unidentified(contract, tables), *check_places(contract)]
    return problems


def _unidentified(contract: Contract, tables: dict[str, Table]) -> list[Problem]:
    """A problem for every person whose identifiers are left to a table of another feed that does not hold them."""
    problems = []
    for person in (p for table in contract.tables for p in table.persons if "__" in (p.identifiers_from or "")):
        name, kind = person.identifiers_from, person.issuer.kind
        holds = name in tables and any(p.identifiers and p.issuer == person.issuer for p in tables[name].persons)
        if not holds:
            known = f"{name} holds no {kind} of {person.issuer.system} with identifiers"
            said = known if name in tables else _no_table(name, tables)
            line = next((n for n, text in enumerate(contract.text.splitlines(), 1) if f"identifiers_from: {name}" in text), 1)
            problems.append(Problem(contract.path, line, f"identifiers_from of the {person.role}: {said}", contract.version))
    return problems


def _no_table(name: str, tables: dict[str, Table]) -> str:
    return f'no contract makes the table "{name}"; {advice(name, tuple(tables))}'


def _missing(predicate: str, tables: dict[str, Table]) -> list[str]:
    sentences = []
    for name in dict.fromkeys(_IN_FORCE.findall(predicate)):
        if name not in tables:
            sentences.append(_no_table(name, tables))
    for selected, name in _SELECTED.findall(predicate):
        valid = tuple(column.name for column in raw_columns(tables[name])) if name in tables else ()
        for column in re.findall(r'"(\w+)"', selected):
            if valid and column not in valid:
                sentences.append(f'"{column}" is not in force in {name}; {advice(column, valid)}')
    return sentences


def _strangers(rule: Rule, table: Table, tables: dict[str, Table]) -> list[str]:
    """A sentence for every key that is compared with the numbers of another issuer, whose hashes never agree."""
    sentences = []
    for selected, name in _SELECTED.findall(rule.sql) if ".in_" in rule.id else ():
        theirs = {raw.name: raw.from_column for raw in raw_columns(tables[name])} if name in tables else {}
        for own, column in zip(rule.columns, re.findall(r'"(\w+)"', selected), strict=True):
            mine, other = table.column(own).issuer, theirs.get(column) and tables[name].column(theirs[column]).issuer
            if mine and other and mine != other:
                ends = (f"{own} is a {mine.kind} number of {mine.system}",
                        f"{theirs[column]} of {name} a {other.kind} number of {other.system}")  # fmt: skip
                sentences.append(f"{', '.join(ends)}; keys of two issuers never agree")
    return sentences


def _unknown(predicate: str, contract: Contract, table: Table, tables: dict[str, Table]) -> list[str]:
    """A sentence for every name that stands neither in the delivery nor in the rows in force that are read."""
    read = tuple(name for place, name in tables_in(predicate) if place == "in_force")
    if any(name not in tables for name in read):
        return []
    own = [name for t in contract.tables if t is table or f"{{rows:{t.object_name}}}" in predicate
           for name, _ in judged_columns(t)]  # fmt: skip
    valid = (*own, *(column.name for name in read for column in raw_columns(tables[name])))
    unknown = (name for name in columns_in(predicate) if name not in valid)
    return [f'"{name}" stands in no table of the query; {advice(name, valid)}' for name in unknown]


def _line_of(contract: Contract, columns: tuple[str, ...]) -> int:
    """The line of the relationship or query that names the columns, or the first."""
    lines = contract.text.splitlines()
    likely = [(n, line) for n, line in enumerate(lines, 1) if "to:" in line or "in_force" in line]
    return next((n for n, line in likely if all(column in line for column in columns)), 1)
