"""Numbers with their unit, in the words of the beat."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from facts.figures.alike import key_of
from store.nouns.models import EventFacts
from store.nouns.values import Amount, Materiel, Quantity

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
SIGNS = {
    "USD": "US$", "EUR": "€", "GBP": "£", "INR": "₹", "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "SGD": "S$", "HKD": "HK$",
    "TWD": "NT$", "BRL": "R$",
}  # fmt: skip
NAMES = {
    "CNY": "yuan", "PKR": "Pakistani rupees", "RUB": "roubles", "JPY": "yen", "KRW": "won", "TRY": "Turkish lira",
    "UAH": "hryvnias", "BDT": "taka", "IDR": "rupiah", "MYR": "ringgit", "THB": "baht", "PLN": "zloty", "CHF": "Swiss francs",
    "SEK": "Swedish kronor", "NOK": "Norwegian kroner", "DKK": "Danish kroner", "SAR": "Saudi riyals", "AED": "UAE dirhams",
    "QAR": "Qatari riyals", "ILS": "shekels", "PHP": "Philippine pesos", "VND": "dong", "LKR": "Sri Lankan rupees",
    "NPR": "Nepali rupees",
}  # fmt: skip


def number(value: Decimal) -> str:
    """``22.8 million``, ``1,250``, ``4.1``: exact, never rounded."""
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {word}"
    return _plain(value)


def money(value: Decimal, currency: str) -> str:
    """``US$22.8 million``, ``150 million yuan (CNY)``; ``currency`` is ISO 4217."""
    if sign := SIGNS.get(currency):
        return f"{sign}{number(value)}"
    name = NAMES.get(currency)
    return f"{number(value)} {name} ({currency})" if name else f"{number(value)} {currency}"


def amount_text(amount: Amount) -> str:
    """With what it is for, if that is said."""
    return f"{money(amount.amount, amount.currency)} {amount.about}".strip()


def sums_text(amounts: Sequence[Amount]) -> str:
    """Every sum that sources give for one thing, none picked: "US$1.6 billion or US$1.9 billion"; of several things the first."""
    first = amounts[0]
    same = [one for one in amounts if (one.currency, one.about) == (first.currency, first.about)]
    return " or ".join(dict.fromkeys(money(one.amount, one.currency) for one in same))


def quantity_text(one: Quantity) -> str:
    """``48 × drone``."""
    return f"{one.number:,} × {one.of}"


def equipped(event: EventFacts, names: Mapping[str, str]) -> list[Materiel]:
    """The equipment, without a quantity where sources state different ones. ``names`` are by id."""
    stated = [key_of(one.of) for one in event.quantities]
    rows = [(one, key_of(names.get(one.equipment, one.equipment))) for one in event.equipment]
    return [one.model_copy(update={"quantity": None}) if stated.count(key) > 1 else one for one, key in rows]


def counted(event: EventFacts, names: Mapping[str, str]) -> list[Quantity]:
    """The quantities that do not stand with the equipment already."""
    shown = {
        (key_of(names.get(one.equipment, one.equipment)), one.quantity) for one in equipped(event, names)
    }
    return [one for one in event.quantities if (key_of(one.of), one.number) not in shown]


def disputed_number(event: EventFacts) -> list[Quantity]:
    """Of the first thing of which sources state different numbers each of them, in their order."""
    by_thing: dict[str, list[Quantity]] = {}
    for one in event.quantities:
        by_thing.setdefault(key_of(one.of), []).append(one)
    return next((told for told in by_thing.values() if len({one.number for one in told}) > 1), [])


def disputed_text(told: Sequence[Quantity]) -> str:
    """``Sources differ on the number: 20 or 16.``"""
    numbers = dict.fromkeys(f"{one.number:,}" for one in told)
    return f"Sources differ on the number: {' or '.join(numbers)}."


def quantity(value: Decimal, unit: str | None) -> str:
    """A figure with its unit; ``%`` and "percent" stand close to it, a currency before it."""
    word = (unit or "").strip()
    if word.upper() in SIGNS or word.upper() in NAMES:
        return money(value, word.upper())
    if word in ("%", "percent", "per cent"):
        return f"{_plain(value)}%"
    currency, _, rest = word.partition(" ")
    if currency in SIGNS or currency in NAMES:
        return f"{money(value, currency)} {rest}"
    return f"{number(value)} {word}".strip()


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
