"""dbt's own documentation as one offline page, made again only when a model changed."""

from typing import Any

from orchestration.components import step_receipts
from orchestration.components.dbt_commands import run_dbt, target_of
from orchestration.components.home import Home


def write_model_docs(home: Home) -> dict[str, Any]:
    """reports/dbt/index.html: every model, column, test and edge in one file that asks the network for nothing."""
    page = home.places.reports / "dbt" / "index.html"

    def work() -> dict[str, Any]:
        target = target_of(home.places)
        run_dbt(home.places, "docs", "generate", "--static", "--no-compile", "--target-path", str(target))
        page.parent.mkdir(parents=True, exist_ok=True)
        (target / "static_index.html").replace(page)
        return {"bytes": page.stat().st_size}

    mark = step_receipts.fingerprint(step_receipts.code_of("dbt_project"))
    return step_receipts.once(home.places, "model_docs", mark, (page,), work)
