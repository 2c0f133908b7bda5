"""Assemblers: mentions, outline and tables in, the plan's items out."""
