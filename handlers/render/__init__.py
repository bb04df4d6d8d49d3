"""Renders what is known as Discord markdown: pure, escaped, and never more exact than it is known."""
