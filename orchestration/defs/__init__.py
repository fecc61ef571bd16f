"""Thin declarations, one kind of thing per file; what they do stands in `components/` and the rooms."""
