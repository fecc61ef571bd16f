"""Who is who: standardised nodes, scored edges, constrained clusters, a ledger of person ids, and keys for dbt.

Reads the persons each delivery mentions, inside the vault; writes identity/ in the vault, and keys/ outside it.
Not here: what anyone did in a programme. Never: dagster, a value of a row in a count or an error.
"""

STANDARDISER = "1.3"  # a model is trained on nodes of one standardiser; another version's model is refused
