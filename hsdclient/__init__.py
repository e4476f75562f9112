"""The core of the HSD client: everything an officer records, without any window."""

__version__ = "0.1.0"
