"""The one dbt model that gathers every tie between a parent and a child a contract declares, so that a new agency's ties
reach families without a model of ours. Staging has done the naming (docs/contracts.md, `ties`). Text only.
"""

from data_contracts.contract import Contract, Table, Tie
from data_contracts.declared_pages import model_files, no_rows

NAME = "int_declared_ties__gathered"
FOLDER = "dbt_project/models/intermediate/families"
GRAIN = "One row per feed, parent record, child record, roles and relation of a tie that a contract declares."
KEY = ("feed", "tie_kind", "declared_parent_role", "declared_child_role", "parent_record_id", "child_record_id", "relation_name")
COLUMNS = {
    "agency": "Agency that sent the rows, from the contract.",
    "feed": "Feed the rows came in, from the contract.",
    "tie_kind": "Kind of tie, from the contract: birth, adoption, guardianship, foster_care, case or household.",
    "declared_parent_role": "Role of the parent in the row, from the contract.",
    "declared_child_role": "Role of the child in the row, from the contract.",
    "relation_name": "What the two are to each other, as staging names it. Null: the row does not say.",
    "parent_record_id": "Record of the parent, an opaque key. Never null: a row that names nobody there states no tie.",
    "parent_person_id": "Person linkage gave the parent. Null: the row names somebody who is in no delivery.",
    "child_record_id": "Record of the child, an opaque key. Never null.",
    "child_person_id": "Person linkage gave the child. Null: the row names somebody who is in no delivery.",
    "start_date": "First day of the tie, the earliest told. Null: no row says.",
    "end_date": "Day after the last of the tie, the latest told. Null: a row says it goes on, or none says.",
    "last_recorded_date": "Latest day the agency wrote the tie down, or else its latest start. Null: no row says.",
    "row_count": "Rows that say so.",
}
TYPES = {"start_date": "date", "end_date": "date", "last_recorded_date": "date", "row_count": "bigint"}  # of the others: text


def declared_ties_model(contracts: tuple[Contract, ...]) -> dict[str, str]:
    """Path below the checkout -> text: the model and its page; empty of rows while no contract declares a tie."""
    ties = [_ties(c, t, tie) for c in sorted(contracts, key=lambda c: c.feed) for t in c.tables for tie in t.ties]
    return model_files(NAME, FOLDER, GRAIN, "\nunion all\n".join(ties or [no_rows(COLUMNS, TYPES)]), COLUMNS, KEY)


def _ties(contract: Contract, table: Table, tie: Tie) -> str:
    """A call of the macro that writes one tie of one table: who, what kind, and which columns staging has for it."""
    said = f"'{contract.agency}', '{contract.feed}', '{tie.kind}', '{tie.parent_role}', '{tie.child_role}'"
    relation = "relationship_name" if tie.parent_role == "head_of_household" else "parent_relation_name"
    columns = {
        "relation_name": relation if tie.relation_column else None,
        "start_date": "start_date" if tie.start_column else None,
        "end_date": "end_date" if tie.end_column else None,
        "recorded_date": "recorded_date" if tie.recorded_column else None,
        "is_void": "is_void" if tie.void_column else None,
    }
    known = ", ".join(f"'{name}': '{column}'" for name, column in columns.items() if column)
    return f"{{{{ declared_ties(\n    ref('stg_{table.name}'),\n    {said},\n    {{{known}}}\n) }}}}"
