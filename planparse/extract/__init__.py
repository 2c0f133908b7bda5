"""Extractors: the flow in, mentions out. They look at words, never at sections, tables or the calendar."""
