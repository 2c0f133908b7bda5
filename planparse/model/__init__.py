"""Frozen records: what planparse knows about a document. No parsing, no input or output."""
