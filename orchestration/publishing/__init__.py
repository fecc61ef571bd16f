"""Is it good enough to show? The gate, the versions, and the one link readers follow.

Not here: how marts are built, and anything of the vault. Reads the warehouse; writes published/.
"""

from orchestration.publishing.gate import Bound, Evidence, PublishRefused, failed_dbt_nodes, gate
from orchestration.publishing.publish import Facts, Published, publish
from orchestration.publishing.retention import Pruned, prune
from orchestration.publishing.versions import current_version, read_manifest, spoiled_files, versions

__all__ = [
    "Bound",
    "Evidence",
    "Facts",
    "Pruned",
    "PublishRefused",
    "Published",
    "current_version",
    "failed_dbt_nodes",
    "gate",
    "prune",
    "publish",
    "read_manifest",
    "spoiled_files",
    "versions",
]
