"""A line of a digest on what changed of one event: what it was, what it is, and who says so. Pure."""

from collections.abc import Mapping
from typing import Any

from handlers.render.cards.alert import count_of_outlets, outlets, standing_headline
from handlers.render.cards.change import label
from handlers.render.cards.report import Report
from handlers.render.words.text import cut, link, safe

HEADLINE = 64
"""Characters of the headline: two lines of a phone."""
VALUE = 90
STEP = "status of "
"""How a change of an agreement's ledger is named (``handlers/ingest/ledger.py``)."""


def development_line(row: Mapping[str, Any], report: Report | None, url: str | None) -> str:
    """``[JF-17 for Azerbaijan](…): agreed → **delivered**``. ``report`` is None where the event is known no more."""
    steps = [change for change in row["changes"] if change["what"].startswith(STEP)]
    others = [change for change in row["changes"] if change not in steps]
    address = url or (report.url if report else None)
    title = standing_headline(report) if report else row["title"]
    is_denied = any(change["kind"] == "denial" for change in others)
    told = [(change["what"].removeprefix(STEP), [change]) for change in steps]
    told += [(title, others)] if others else []
    return "\n".join(
        f"- {link(_named(name, denied=is_denied and changes is others), address)}: {'; '.join(_told(one, report) for one in changes)}"
        for name, changes in told
    )


def _named(name: str, *, denied: bool) -> str:
    shown = safe(cut(name, HEADLINE))
    return f"~~{shown}~~" if denied else shown


def _told(change: Mapping[str, Any], report: Report | None) -> str:
    what = safe(label(change["what"]))
    if change["kind"] == "gone":
        return "**taken back**, found not relevant here"
    if change["values"]:
        return f"{what}, sources differ: {' or '.join(_stated(one, report) for one in change['values'])}"
    if change["what"] == "standing" and report is not None:
        told = report.tellers
        names = len({one.outlet for one in told.sourcing})
        return f"now told by **{count_of_outlets(names, told.owners, retells=told.retells)}**"
    before, after = _value(change["before"]), f"**{_value(change['after'])}**"
    if change["what"] in ("status", "standing") or change["what"].startswith(STEP):
        return f"{'' if change['kind'] == 'denial' else f'{before} → '}{after}{_by(change, report)}"
    if change["kind"] == "correction":
        return f"{what} corrected: ~~{before}~~ {after}"
    return f"{what}: {before} → {after}" if change["before"] else f"{what} now known: {after}"


def _by(change: Mapping[str, Any], report: Report | None) -> str:
    """Who says that it is not so."""
    if change["kind"] != "denial" or report is None or not change["article"]:
        return ""
    by = outlets(report, [change["article"]], linked=False)
    return f" ({by})" if by else ""


def _stated(value: Mapping[str, Any], report: Report | None) -> str:
    by = outlets(report, value["articles"], linked=False) if report else ""
    return f"**{_value(value['text'])}**{f' ({by})' if by else ''}"


def _value(text: str | None) -> str:
    return safe(cut(text or "not known", VALUE))
