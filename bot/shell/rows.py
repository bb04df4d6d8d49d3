"""Writes exported rows: JSON lines, CSV or a Markdown table."""

import csv
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Literal, TextIO

Format = Literal["jsonl", "csv", "md"]
_Row = Mapping[str, Any]


async def write_rows(rows: AsyncIterator[_Row], form: Format, out: TextIO) -> int:
    """Writes every row as it comes and returns how many there were."""
    count = 0
    async for row in rows:
        if count == 0:
            _head(row, form, out)
        _line(row, form, out)
        count += 1
    return count


def _head(row: _Row, form: Format, out: TextIO) -> None:
    if form == "csv":
        csv.writer(out).writerow(row)
    elif form == "md":
        out.write(f"| {' | '.join(row)} |\n|{'---|' * len(row)}\n")


def _line(row: _Row, form: Format, out: TextIO) -> None:
    match form:
        case "jsonl":
            out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        case "csv":
            csv.writer(out).writerow([_unformula(_flat(value)) for value in row.values()])
        case "md":
            out.write(f"| {' | '.join(_cell(_flat(value)) for value in row.values())} |\n")


def _flat(value: Any) -> str:
    """A value as one cell: lists with semicolons, sources as their addresses (or titles), other parts as JSON."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(
            value.get("url") or value.get("title") or json.dumps(value, ensure_ascii=False, default=str)
        )
    if isinstance(value, list | tuple):
        return "; ".join(_flat(part) for part in value)
    return str(value)


def _unformula(cell: str) -> str:
    """Keeps a spreadsheet from running text of a feed as a formula (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
