"""The vault: the one place that holds identifiers, and the one door to them.

Here: the key, the id secret, sealed files, encrypted Parquet, and every DuckDB connection that may see a person's row.
Not here: what the rows mean. Reads and writes below `TWOGEN_HOME/vault` only, and the key file of the user.
"""

from orchestration.vault.errors import VaultError, VaultLocked
from orchestration.vault.sealing import Sealed
from orchestration.vault.vault import Vault

__all__ = ["Sealed", "Vault", "VaultError", "VaultLocked"]
