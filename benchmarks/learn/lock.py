"""The file of the weights of relevance, and what says in it when the locked part was measured: known without what fits them."""

from pathlib import Path

FILE = Path(__file__).parents[2] / "facts" / "weights" / "relevance.toml"
MARK = "# lock measured on "
"""Begins the lines that say when; they outlive a refit."""
