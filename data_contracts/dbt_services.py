"""The one dbt model that gathers every spell of service a contract declares, so that a new agency needs no model of ours.

Staging has done the naming: `start_date`, `end_date` (exclusive; null = still open) and the person of the role. Text only.
"""

from data_contracts.contract import Contract, Table
from data_contracts.declared_pages import model_files, no_rows

NAME = "int_declared_spells__gathered"
FOLDER = "dbt_project/models/intermediate/services"
GRAIN = "One row per record, program and span of a spell of service that a contract declares."
KEY = ("record_id", "feed", "program", "start_date", "end_date")
COLUMNS = {
    "record_id": "Record of the person the row serves, an opaque key. Never null.",
    "person_id": "Person linkage gave the record. Null: the record has no key yet.",
    "agency": "Agency that sent the row, from the contract.",
    "feed": "Feed the row came in, from the contract.",
    "program": "Program the contract says its rows are spells of.",
    "lag_days": "Days after an event in which the agency can still report it, from the contract.",
    "start_date": "First day of the spell, included. Null: the agency did not say, and the spell counts nowhere.",
    "end_date": "Day after the last of the spell. Null: still open.",
    "spell_count": "Rows that say the same of the same record, such as two cards issued together.",
}
TYPES = {"lag_days": "integer", "start_date": "date", "end_date": "date", "spell_count": "bigint"}  # of the others: text


def declared_months_model(contracts: tuple[Contract, ...]) -> dict[str, str]:
    """Path below the checkout -> text: the model and its page; empty of rows while no contract declares a service."""
    spells = [_spells(c, t) for c in sorted(contracts, key=lambda c: c.feed) for t in c.tables if t.service]
    return model_files(NAME, FOLDER, GRAIN, "\nunion all\n".join(spells or [no_rows(COLUMNS, TYPES)]), COLUMNS, KEY)


def _spells(contract: Contract, table: Table) -> str:
    """A call of the macro that writes one table's spells: as long for a row that serves many persons as for one."""
    service, roles = table.service, ", ".join(f"'{role}'" for role in table.service.roles)
    said = f"'{contract.agency}', '{contract.feed}', '{service.program}', {contract.lag_days}, [{roles}]"
    return f"{{{{ declared_spells(\n    ref('stg_{table.name}'),\n    {said}\n) }}}}"
