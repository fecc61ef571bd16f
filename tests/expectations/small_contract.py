"""One small contract, drawn by hand, and its rows: what the judge's tests are told about."""

from datetime import date
from pathlib import Path

from data_contracts.contract import Column, Contract, Delivery, Member, Period, Table
from data_contracts.rules import Rule
from orchestration.vault import Vault

TABLE, OTHER = "library__cards__card", "library__cards__branch"
SECRET = "Zebulon Quackenbush"


def rule(id: str, predicate: str | None, **changes) -> Rule:
    """A rule with the dull parts filled in."""
    plain = {"kind": "values", "severity": "critical", "tolerance": 0.02, "description": f"{id} holds."}
    return Rule(id=id, predicate=predicate, message=f"{id} is broken", fix=f"mend {id}", **(plain | changes))


RULES = (
    rule(
        "CARD.required",
        '"CARD" is null',
        expectation="expect_column_values_to_not_be_null",
        kwargs={"column": "CARD"},
    ),
    rule(
        "CARD.unique",
        '"CARD" in (select "CARD" from {rows} group by 1 having count(*) > 1)',
        kind="keys",
        expectation="ExpectColumnValuesToBeUnique",
        kwargs={"column": "CARD"},
    ),
    rule(
        "CARD.pattern",
        """not regexp_matches("CARD", '^(?:A|B):[0-9]{2,3}$')""",
        expectation="expect_column_values_to_match_regex",
        kwargs={"column": "CARD", "regex": "^(?:A|B):[0-9]{2,3}$"},
        severity="warning",
    ),
    rule("CARD.pattern_sql", """not regexp_matches("CARD", '^(?:A|B):12:3{1,2}$')"""),
    rule("ISSUED.cast", '"ISSUED__text" is not null and "ISSUED" is null'),
    rule(
        "ISSUED.maximum",
        "\"ISSUED\" > date '2026-06-30'",
        expectation="expect_column_values_to_be_between",
        kwargs={"column": "ISSUED", "max_value": date(2026, 6, 30)},
    ),
    rule(
        "KIND.codes",
        "\"KIND\" not in ('adult', 'child')",
        expectation="expect_column_values_to_be_in_set",
        kwargs={"column": "KIND", "value_set": ("adult", "child")},
        severity="info",
    ),
    rule("BRANCH.of_delivery", '"BRANCH" not in (select "BRANCH" from {rows:branch})', kind="keys"),
    rule("BORROWER.known", '"BORROWER" not in (select b."NAME" from {in_force:town__people} b)', kind="across_feeds"),
    rule("file.layout", None, kind="file", tolerance=0.0),
    rule(
        "rows.count",
        None,
        kind="file",
        tolerance=0.0,
        expectation="expect_table_row_count_to_be_between",
        kwargs={"min_value": 3},
    ),
)

ROWS = f"""
select * from (values
    (1, 'A:12', date '2026-01-31', '2026-01-31', 'adult', 'north', '{SECRET}'),
    (2, 'A:12', date '2026-07-01', '2026-07-01', 'child', 'north', 'Ann'),
    (3, null, null, '2026-02-30', 'Adult', 'south', 'Ann'),
    (4, 'C\\:1', null, null, null, null, null),
    (5, 'B:12:33', date '2026-06-30', '2026-06-30', 'adult', 'east', 'Bob')
) t(row_number, "CARD", "ISSUED", "ISSUED__text", "KIND", "BRANCH", "BORROWER")
"""
BRANCHES = """select * from (values (1, 'north'), (2, 'east')) t(row_number, "BRANCH")"""

BROKEN = {  # counted by hand from the rows above
    "CARD.required": 1,
    "CARD.unique": 2,
    "CARD.pattern": 2,
    "CARD.pattern_sql": 3,
    "ISSUED.cast": 1,
    "ISSUED.maximum": 1,
    "KIND.codes": 1,
    "BRANCH.of_delivery": 1,
    "BORROWER.known": 2,
    "file.layout": 0,
    "rows.count": 0,
}


def small_contract(rules: tuple[Rule, ...] = RULES) -> Contract:
    """A contract of two tables, of which the first has rules."""
    member = Member(layout="delimited", delimiter=",", header=True)
    columns = (
        Column("CARD", "string", "key"),
        Column("ISSUED", "date", "plain", date_format="%Y-%m-%d"),
        Column("KIND", "string", "plain"),
        Column("BRANCH", "string", "plain"),
        Column("BORROWER", "string", "identifier"),
    )
    card = Table(TABLE, "card", "Cards", "One row per card", member, columns, rules=rules)
    branch = Table(OTHER, "branch", "Branches", "One row per branch", member, (Column("BRANCH", "string", "plain"),))
    delivery = Delivery("snapshot", Period("month"), "cards_(?P<period>.+)", None, "zip", 15)
    return Contract(
        feed="library__cards",
        agency="library",
        title="Library cards",
        description="",
        version="1.2.0",
        sha256="0" * 64,
        text="",
        path=Path("data_contracts/sources/library__cards.odcs.yaml"),
        status="active",
        agreement="DSA 1",
        lag_days=0,
        delivery=delivery,
        tables=(card, branch),
        steward="Ada",
        sensitivity="identifier",
    )


def write_rows(vault: Vault, folder: Path, rows: str = ROWS) -> dict[str, Path]:
    """The parsed rows of a delivery as intake leaves them: encrypted Parquet by table."""
    paths = {TABLE: folder / "card.parquet", OTHER: folder / "branch.parquet"}
    con = vault.connect()
    vault.write(con, rows, paths[TABLE])
    vault.write(con, BRANCHES, paths[OTHER])
    con.close()
    return paths


def write_in_force(folder: Path, names: tuple[str, ...]) -> dict[str, Path]:
    """Another feed's rows in force: plain Parquet with one row per name."""
    import duckdb

    path = folder / "town__people.parquet"
    listed = ", ".join(f"('{name}')" for name in names) or "(null)"
    where = "" if names else " where false"
    duckdb.sql(f"""select * from (values {listed}) t("NAME"){where}""").write_parquet(str(path))
    return {"town__people": path}
