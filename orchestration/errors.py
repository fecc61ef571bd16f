"""The one family of errors a person is meant to read. Stdlib only; every room may import it.

An error names the feed, the contract and its version, the rule, the count and the fix, and never a value from a row.
"""


class TwogenError(Exception):
    """One paragraph for the person who must act; the CLI prints it without a traceback and exits 1."""
