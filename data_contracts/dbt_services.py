"""The one dbt model that gathers every spell of service a contract declares, so that a new agency needs no model of ours.

Staging has done the naming: `start_date`, `end_date` (exclusive; null = still open) and the person of the role. Text only.
"""

from data_contracts.contract import Contract, Table

NAME = "int_declared_spells__gathered"
FOLDER = "dbt_project/models/intermediate/services"
RENDERED_BY = "Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract."
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


def declared_months_model(contracts: tuple[Contract, ...]) -> dict[str, str]:
    """Path below the checkout -> text: the model and its page; empty of rows while no contract declares a service."""
    spells = [_spells(c, t) for c in sorted(contracts, key=lambda c: c.feed) for t in c.tables if t.service]
    body = "\nunion all\n".join(spells or [_NONE])
    sql = f"-- One row per record, program and span of a spell of service that a contract declares.\n-- {RENDERED_BY}\n{body}\n"
    return {f"{FOLDER}/{NAME}.sql": sql, f"{FOLDER}/{NAME}.yml": _page()}


def _spells(contract: Contract, table: Table) -> str:
    """The spells of a table's rows, whichever of their persons they serve."""
    if len(table.service.roles) == 1:
        return _grouped(contract, table, f'{{{{ ref("stg_{table.name}") }}}}', *_person(table.service.roles[0]))
    served = "\n    union all\n".join(_served(table, role) for role in table.service.roles)
    return _grouped(contract, table, f"(\n{served}\n) as served", "record_id", "person_id")


def _person(role: str) -> tuple[str, str]:
    return f"{role}_record_id", "person_id" if role == "person" else f"{role}_person_id"


def _served(table: Table, role: str) -> str:
    record, person = _person(role)
    return f"""    select
        {record} as record_id,
        {person} as person_id,
        start_date,
        end_date
    from {{{{ ref("stg_{table.name}") }}}}"""


def _grouped(contract: Contract, table: Table, rows: str, record: str, person: str) -> str:
    service = table.service
    return f"""select
    {record} as record_id,
    {person} as person_id,
    '{contract.agency}' as agency,
    '{contract.feed}' as feed,
    '{service.program}' as program,
    {contract.lag_days} as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from {rows}
where {record} is not null
group by {record}, {person}, start_date, end_date"""


_NONE = """select
    cast(null as varchar) as record_id,
    cast(null as varchar) as person_id,
    cast(null as varchar) as agency,
    cast(null as varchar) as feed,
    cast(null as varchar) as program,
    cast(null as integer) as lag_days,
    cast(null as date) as start_date,
    cast(null as date) as end_date,
    cast(null as bigint) as spell_count
where false"""


def _page() -> str:
    columns = "".join(f"      - name: {name}\n        description: '{words}'\n" for name, words in COLUMNS.items())
    return (
        f"# {RENDERED_BY}\nversion: 2\n\nmodels:\n  - name: {NAME}\n"
        "    description: 'One row per record, program and span of a spell of service that a contract declares.'\n"
        "    data_tests:\n      - unique_combination:\n          arguments:\n"
        "            columns: [record_id, feed, program, start_date, end_date]\n"
        f"    columns:\n{columns}"
    )
