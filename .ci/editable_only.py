"""The build backend: setuptools for the editable install of a clone, and a refusal of every wheel.

A wheel would put seven folders of everyday names (``bot``, ``store``, ``feeds`` …) into whatever environment it meets, and would
install other versions of the dependencies than the locked ones.
"""

import sys
from typing import Any, NoReturn

from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
]
WAYS = (
    "Entente is not built as a package: run it from a clone (make run), or as a container (docker build -t entente .). "
    "Why: docs/decisions/044-no-wheel.md"
)


def get_requires_for_build_wheel(*_: Any, **__: Any) -> NoReturn:
    sys.exit(WAYS)


get_requires_for_build_sdist = build_wheel = build_sdist = get_requires_for_build_wheel
