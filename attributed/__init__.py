"""Attributed: the knowledge graph of who has publicly attributed what cyber activity to whom."""

from importlib.metadata import version

__version__ = version("attributed")

__all__ = ["__version__"]
