"""Great Expectations' Data Docs of the last deliveries: what was promised, what was found. Works without a network.

Reads what the judge left beside the receipts; writes reports/data_docs. Importing this costs nothing.
"""
