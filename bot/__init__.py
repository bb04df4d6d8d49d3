"""The room that runs. The version of the whole bot stands here, once: ``pyproject.toml`` and ``entente --version`` read it."""

__version__ = "0.2.0"
