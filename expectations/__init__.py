"""Is it what they promised? Great Expectations is the only judge; a contract's rules are its only law.

Reads parsed rows through the vault's connections; lets out counts, and never a value. Importing this costs nothing.
"""
