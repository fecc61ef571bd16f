"""What is wrong with a folder of contracts, as sentences. The checks are the reader's own."""

from pathlib import Path

from data_contracts.reader import read_folder


def lint(folder: Path) -> list[str]:
    """Every problem of a folder's contracts, as "file:line: sentence"; nothing when all is well."""
    _, problems = read_folder(folder)
    return [str(problem) for problem in sorted(set(problems))]
