"""The rooms a delivery walks through, from landing to a published version.

Each folder answers one question (DESIGN.md, section 1); nothing flows back.
"""
