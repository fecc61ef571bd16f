"""Whether the contracts of a folder agree: promises one feed makes about another's rows in force."""

import re

from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.errors import Problem
from data_contracts.vocabulary import advice

_IN_FORCE = re.compile(r"\{in_force:(\w+)\}")
_SELECTED = re.compile(r"select ((?:\"\w+\"(?:, )?)+) from \{in_force:(\w+)\}")


def check_together(contracts: tuple[Contract, ...]) -> list[Problem]:
    """A problem for every table, and every column of a foreign key, that no contract of the folder puts in force."""
    tables = {table.name: table for contract in contracts for table in contract.tables}
    problems = []
    for contract in contracts:
        for table in contract.tables:
            for rule in table.rules:
                for sentence in _missing(rule.predicate or "", tables):
                    problems.append(Problem(contract.path, _line_of(contract, rule.columns), f"{rule.id}: {sentence}"))
    return problems


def _missing(predicate: str, tables: dict[str, Table]) -> list[str]:
    sentences = []
    for name in dict.fromkeys(_IN_FORCE.findall(predicate)):
        if name not in tables:
            sentences.append(f'no contract makes the table "{name}"; {advice(name, tuple(tables))}')
    for selected, name in _SELECTED.findall(predicate):
        valid = tuple(column.name for column in raw_columns(tables[name])) if name in tables else ()
        for column in re.findall(r'"(\w+)"', selected):
            if valid and column not in valid:
                sentences.append(f'"{column}" is not in force in {name}; {advice(column, valid)}')
    return sentences


def _line_of(contract: Contract, columns: tuple[str, ...]) -> int:
    """The line of the relationship or query that names the columns, or the first."""
    lines = contract.text.splitlines()
    likely = [(n, line) for n, line in enumerate(lines, 1) if "to:" in line or "in_force" in line]
    return next((n for n, line in likely if all(column in line for column in columns)), 1)
