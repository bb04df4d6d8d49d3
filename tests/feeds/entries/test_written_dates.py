"""Any date in any form, language and zone that is read is read as itself or not at all, never as another day."""

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feeds.entries.datewords
from feeds.entries.dates import publication, read_moment
from tests.examples import share_of

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
TABLES = tomllib.loads((Path(feeds.entries.datewords.__file__).parent / "dates.toml").read_text())
LANGUAGES = sorted(set(TABLES) - {"general"})
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９")
NAMED = (
    "{d} {name} {y} {clock}",
    "{weekday}, {d} {name} {y} {clock}",
    "{weekday} {d}. {name} {y}, {clock}",
    "{d}-{name}-{y} {clock}",
    "{name} {d}, {y} {clock}",
    "{y} {name} {d} {clock}",
    "{d} {name}, {y} {weekday} {clock}",
    "{d} de {name} de {y} {clock}",
    "{d:02} {name} {y} | {clock}",
)
NUMBERED = (
    "{y}-{m:02}-{d:02}T{clock}",
    "{y}/{m}/{d} {clock}",
    "{y}.{m:02}.{d:02} {clock}",
    "{y}年{m}月{d}日 {clock}",
    "{y}년 {m}월 {d}일 {clock}",
    "{y}. {m}. {d}. {clock}",
    "{d:02}-{m:02}-{y} {clock}",
    "{m:02}/{d:02}/{y} {clock}",
    "{d}/{m}/{y} - {clock}",
    "{d}.{m}.{y} {clock}",
    "{d} thang {m}, {y} {clock}",
    "{m:02}{d:02}{y} {clock}",
    "{d:02}{m:02}{y}{clock}",
)
moments = st.datetimes(datetime(1991, 1, 1), datetime(2026, 12, 31))  # noqa: DTZ001 - its zone is drawn
zones = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


def written(form: str, at: datetime, language: str, digits: str, pick: int) -> str:
    table = TABLES[language]
    names = table["months"][at.month - 1] or ["?"]
    sizes = {
        "name": names[pick % len(names)],
        "weekday": table["weekdays"][pick % len(table["weekdays"])],
        "clock": f"{at:%H:%M:%S} {at:%z}",
    }
    text = form.format(y=at.year, m=at.month, d=at.day, **sizes)
    return text.translate(str.maketrans(DIGITS[0], digits))


@settings(max_examples=share_of(1500), deadline=None)
@given(
    st.sampled_from(NAMED + NUMBERED),
    moments,
    zones,
    st.sampled_from(LANGUAGES),
    st.sampled_from(DIGITS),
    st.integers(0, 20),
    st.sampled_from((str, str.upper, str.title)),
)
def test_a_date_is_itself_or_none(
    form: str, local: datetime, zone: timezone, language: str, digits: str, pick: int, case: object
) -> None:
    at = local.replace(microsecond=0, tzinfo=zone)
    text = written(form, at, language, digits, pick)
    found = read_moment(case(text) if callable(case) else text)
    if found is not None:
        assert (found.at, found.precision) == (at, "day"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_month_is_read(language: str) -> None:
    for month, names in enumerate(TABLES[language]["months"], 1):
        for name in names:
            for text in (f"5 {name} 2025", f"{name.upper()} 5, 2025 14:30", f"5 {name.title()}. 2025"):
                found = read_moment(text)
                assert found, text
                assert (found.at.month, found.at.day, found.at.year) == (month, 5, 2025), text


def test_no_name_means_two_months() -> None:
    meant: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for month, names in enumerate(TABLES[language]["months"], 1):
            for name in names:
                meant.setdefault(feeds.entries.datewords.folded(name), set()).add(month)
    assert {name: months for name, months in meant.items() if len(months) > 1} == {}


@settings(max_examples=share_of(1500), deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "-",
                    "/",
                    ".",
                    ",",
                    ":",
                    "T",
                    "Z",
                    "+",
                    "年",
                    "月",
                    "日",
                    "(",
                    ")",
                    "|",
                    "pm",
                    "nov",
                    "نوفمبر",
                    "mars",
                    "28",
                    "2026",
                    "1",
                    "01",
                    "12",
                    "26",
                    "14:30",
                ]
            ),
            st.integers(0, 3000).map(str),
            st.text(max_size=3),
        ),
        max_size=12,
    ),
    st.sampled_from(("", " ")),
)
def test_whatever_is_written_is_a_day_that_stands_there_or_none(parts: list[str], between: str) -> None:
    text = between.join(parts)
    found = publication(text, "", UTC, NOW)
    if found is None:
        return
    assert 1990 <= found.stated.year <= NOW.year + 1
    assert found.at <= NOW


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    read_moment(text)
    read_moment(f"28 {text} 2026")


@pytest.mark.parametrize(
    "text", ["Thu, 30 Feb 2026 10:00:00 GMT", "28-11-2026", "2026年11月28日", "01/02/03"]
)
def test_the_format_librarys_own_reading_is_not_asked(text: str) -> None:
    """It reads each of these as some day, most of them as another one."""
    body = f"<rss><channel><item><pubDate>{text}</pubDate></item></channel></rss>"
    told = feedparser.parse(body)["entries"][0]
    found = publication(text, "", UTC, NOW)
    parsed = told.get("published_parsed")
    assert found is None or parsed is None or found.stated.day in (28, parsed[2])
