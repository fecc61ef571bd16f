"""The Data Docs site: one page per suite in force, one per validation kept, and an index, by GX's own site builder."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from data_contracts.contract import Contract
from expectations import gx
from expectations.data_docs.validations import Validation, batch_of, page_of
from expectations.suites import suite
from orchestration.errors import TwogenError

PAGES = "expectations.data_docs.pages"


def build(contracts: Iterable[Contract], validations: Sequence[Validation], site: Path) -> dict[str, int]:
    """The site, holding these validations and no others; it is built aside and takes the old one's place whole.

    Raises: TwogenError when a page is missing, since GX logs what it cannot render and goes on.
    """
    suites = [suite(contract, table.name, table.rules) for contract in contracts for table in contract.tables]
    aside, old = site.with_name(f".{site.name}.aside"), site.with_name(f".{site.name}.old")
    for folder in (aside, old):
        shutil.rmtree(folder, ignore_errors=True)
    with gx.quiet(), gx.uncollected(), _filed(suites, validations) as context:
        _builder(context, aside).build()
    shutil.rmtree(aside / "static")  # fonts and films that only GX's own pages show
    pages = ["index.html", *(f"expectations/{one['name']}.html" for one in suites), *map(page_of, validations)]
    if missing := [page for page in pages if not (aside / page).exists()]:
        raise TwogenError(
            f"Data Docs: {len(missing)} of {len(pages)} pages could not be rendered ({missing[0]} first); the site "
            "stays as it was. Fix: report this with the contract's version; the verdicts themselves are not touched."
        )
    if site.exists():
        site.replace(old)
    aside.replace(site)
    shutil.rmtree(old, ignore_errors=True)
    return {"suites": len(suites), "validations": len(validations), "pages": len(pages)}


def _builder(context: Any, folder: Path) -> Any:
    from great_expectations.render.renderer.site_builder import SiteBuilder

    view = {"module_name": PAGES, "class_name": "OfflinePage"}
    return SiteBuilder(
        context,
        store_backend={"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        site_name="Twogen",
        show_how_to_buttons=False,
        site_index_builder={"renderer": {"module_name": PAGES, "class_name": "UtcIndex"}, "view": view},
        site_section_builders={"expectations": {"view": view}, "validations": {"view": view}, "profiling": "None"},
    )


@contextmanager
def _filed(suites: Iterable[dict[str, Any]], validations: Iterable[Validation]) -> Iterator[Any]:
    """The process's GX context with suites and validations in its stores, which are empty again afterwards."""
    context, filed = gx.context(), []
    store = context.validation_results_store
    try:
        for content in suites:
            context.suites.add(_suite(content))
        for validation in validations:
            key, result = _key(validation), _result(validation)
            store.set(key, result)
            filed.append(key)
        yield context
    finally:
        for key in filed:
            store.remove_key(key)
        for one in list(context.suites.all()):
            context.suites.delete(one.name)


def _suite(content: dict[str, Any]) -> Any:
    explained = [_explained(one, with_fix=True) for one in content["expectations"]]
    made, unknown = gx.suite_of(content | {"expectations": explained})
    assert not unknown, f"{content['name']}: {len(unknown)} expectations are unknown to GX, and the judge says so first"
    return made


def _explained(expectation: dict[str, Any], with_fix: bool) -> dict[str, Any]:
    """The expectation described by all a reviewer asks: the promise, how grave, how many may break it, what to do."""
    meta = expectation["meta"]
    terms = f"{expectation['severity']}; rule {meta['rule']}; up to {meta['tolerance']:.1%} may break it"
    said = f"{expectation['description']} [{terms}]" + (f" Fix: {meta['fix']}" if with_fix else "")
    return expectation | {"description": html.escape(said, quote=False)}  # GX takes a description for its own markup


def _key(validation: Validation) -> Any:
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    suite_key = ExpectationSuiteIdentifier(validation["table"])
    return ValidationResultIdentifier(suite_key, _run(validation), batch_of(validation))


def _run(validation: Validation) -> Any:
    from great_expectations.core.run_identifier import RunIdentifier

    return RunIdentifier(validation["delivery"], datetime.fromisoformat(validation["judged_at"]))


def _result(validation: Validation) -> Any:
    """The validation as GX's own result object; it succeeded when all but rules that are only noted were kept."""
    from great_expectations import __version__
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult

    results = [_one_result(one) for one in validation["results"]]
    kept = sum(one.success for one in results)
    grave = [one for one in validation["results"] if one["severity"] != "info" and not one["success"]]
    verdict = validation["verdict"].replace("_", " ")
    facts = {"verdict of the delivery": verdict, "contract": validation["feed"]}
    facts |= {"contract version": validation["contract_version"], "rows judged": f"{validation['rows']:,}"}
    return ExpectationSuiteValidationResult(
        success=not grave,
        results=results,
        suite_name=validation["table"],
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": kept,
            "unsuccessful_expectations": len(results) - kept,
            "success_percent": 100 * kept / len(results),
        },
        meta={
            "run_id": _run(validation),
            "great_expectations_version": __version__,
            "batch_spec": {"data_asset_name": f"{validation['feed']}, {verdict}"},
            "batch_parameters": facts,
        },
    )


def _one_result(found: dict[str, Any]) -> Any:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    explained = _explained(found, with_fix=not found["success"])
    promised = {name: explained[name] for name in ("type", "kwargs", "severity", "description", "meta")}
    return ExpectationValidationResult(
        success=found["success"],
        expectation_config=ExpectationConfiguration(**promised),
        result=found["result"],
        exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
        meta={},
    )
