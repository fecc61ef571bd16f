"""What a card's shape cannot say: names that must agree inside a card, between cards, and with the dbt project."""

import re
from collections.abc import Sequence
from typing import Protocol

from data_contracts.errors import Findings, Problem
from data_contracts.vocabulary import advice
from orchestration.cards.project import Project
from orchestration.cards.shape import Card

_NAMED = re.compile(r"ref\('(\w+)'\)")


class Placed(Protocol):
    """A card, its folder of marts, and where its problems go."""

    card: Card
    findings: Findings

    @property
    def folder(self) -> str: ...


def check_alone(card: Card, findings: Findings) -> None:
    """Authorities, boundaries and names of one card agree."""
    authorities = tuple(authority.name for authority in card.authorities)
    outcomes = tuple(outcome.name for outcome in card.outcomes)
    shown = {name for case in card.cases if case.boundary for name in case.boundary.of}
    for number, outcome in enumerate(card.outcomes):
        _known(outcome.authority, authorities, "authority", ("outcomes", number, "authority"), findings)
        if (outcome.name in shown) == (outcome.no_boundary is not None):
            told = "has a boundary case and says why it has none" if outcome.no_boundary else "has no boundary case"
            fix = "" if outcome.no_boundary else "; name it under boundary.of of a case, or say why none under no_boundary"
            findings.add(("outcomes", number), f'outcome "{outcome.name}" {told}{fix}')
    for number, case in enumerate(card.cases):
        for place, name in enumerate(case.boundary.of if case.boundary else ()):
            _known(name, outcomes, "outcome", ("cases", number, "boundary", "of", place), findings)
        for place, given in enumerate(case.given):
            _check_format(given, ("cases", number, "given", place), findings)
        _check_format(case.expect, ("cases", number, "expect"), findings)
    for number, parameter in enumerate(card.parameters):
        if not parameter.name.startswith(f"{card.card}_"):
            findings.add(("parameters", number, "name"), f'parameter "{parameter.name}" must begin with {card.card}_')
    for key in ("outcomes", "baselines", "parameters", "cases"):
        _refuse_twice([part.name for part in getattr(card, key)], key, findings)


def check_together(files: Sequence[Placed]) -> None:
    """No two cards are of one question or have a case of one name; cases set parameters and settings that there are."""
    seen: dict[str, str] = {}
    for file in files:
        if file.card.card in seen:
            file.findings.add(("card",), f"card {file.card.card} is also {seen[file.card.card]}")
        seen[file.card.card] = file.findings.path.name
    cases: dict[str, str] = {}
    for file in files:
        for number, case in enumerate(file.card.cases):
            if cases.setdefault(case.name, file.card.card) != file.card.card:
                file.findings.add(("cases", number, "name"), f'card {cases[case.name]} has a case "{case.name}", too')


def check_in_project(files: Sequence[Placed], project: Project) -> list[Problem]:
    """Tables, models, settings and parameters are those of the dbt project. Returned: calls that no card answers."""
    parameters = tuple(sorted(p.name for file in files for p in file.card.parameters))
    settings = tuple(sorted(project.variables))
    for file in files:
        _check_places(file, project, parameters + settings)
    used = {call.name for call in project.calls}
    for file in files:
        for number, parameter in enumerate(file.card.parameters):
            if parameter.name not in used:
                sentence = f'no SQL calls parameter("{parameter.name}"); take it off the card or use it'
                file.findings.add(("parameters", number, "name"), sentence)
            if parameter.name in project.variables:
                sentence = f'"{parameter.name}" is also a variable of dbt_project.yml; its default stands on the card alone'
                file.findings.add(("parameters", number, "name"), sentence)
    problems = []
    for call in project.calls:
        if call.name is None:
            problems.append(Problem(call.path, call.line, "parameter(...) takes one name in quotes, so that it can be found"))
        elif call.name not in parameters:
            sentence = f'no card has the parameter "{call.name}"; {advice(call.name, parameters)}'
            problems.append(Problem(call.path, call.line, sentence))
    return problems


def _check_places(file: Placed, project: Project, variables: tuple[str, ...]) -> None:
    """One card's folder, tables, models and variables."""
    card, findings = file.card, file.findings
    models = tuple(sorted(project.models))
    _known(file.folder, tuple(sorted(project.folders)), "folder of marts", ("card",), findings)
    for table in card.tables:
        _known(table, models, "table, or one without a .yml:", ("tables", table), findings)
    for number, setting in enumerate(card.settings):
        _known(setting.name, tuple(sorted(project.variables)), "setting", ("settings", number, "name"), findings)
    for number, case in enumerate(card.cases):
        _known(case.model, models, "model", ("cases", number, "model"), findings)
        for name in case.parameters:
            _known(name, variables, "parameter or setting", ("cases", number, "parameters", name), findings)
        for place, given in enumerate(case.given):
            if named := _NAMED.fullmatch(given.input):
                _known(named[1], models, "model", ("cases", number, "given", place, "input"), findings)


def _known(word: str, valid: tuple[str, ...], what: str, loc: tuple[str | int, ...], findings: Findings) -> None:
    if word not in valid:
        findings.add(loc, f'unknown {what} "{word}"; {advice(word, valid) if valid else "there is none"}')


def _check_format(part: object, loc: tuple[str | int, ...], findings: Findings) -> None:
    if (part.format == "sql") != isinstance(part.rows, str):
        findings.add((*loc, "rows"), "rows are a list of mappings, or with format: sql one text")


def _refuse_twice(names: list[str], key: str, findings: Findings) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            findings.add((key, number, "name"), f'{key} names "{name}" twice')
