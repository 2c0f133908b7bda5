"""The version of planparse, written into every plan."""

__version__ = "0.1.0"
