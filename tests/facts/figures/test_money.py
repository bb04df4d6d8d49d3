"""Sums with their currency, in several languages; what looks like a sum and is none; what is several currencies' name."""

from decimal import Decimal

import pytest
from babel.numbers import get_currency_name

from facts.figures.money import amounts_in


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a $1.6-billion order", "1600000000", "USD"),
        ("$374,962,800 in all", "374962800", "USD"),
        ("worth 5 billion USD", "5000000000", "USD"),
        ("375 dollars million", "375000000", "USD"),
        ("€555m settlement", "555000000", "EUR"),
        ("Rs 200 crore", "2000000000", "INR"),
        ("three billion dollars", "3000000000", "USD"),
        ("1.5 milyar dolarlık", "1500000000", "USD"),
        ("£1bn", "1000000000", "GBP"),
        ("$6.5 bln K2 tank deal", "6500000000", "USD"),
        ("$6.5 billion K9 howitzers", "6500000000", "USD"),
        ("$700 million M1 tanks", "700000000", "USD"),
        ("€2 bn B1 bombers", "2000000000", "EUR"),
        ("2.5 billion Turkish lira", "2500000000", "TRY"),
        ("5 milyar Türk lirası", "5000000000", "TRY"),
        ("300 million Swedish kronor", "300000000", "SEK"),
        ("300 million Norwegian kroner", "300000000", "NOK"),
        ("a 12 billion zloty contract", "12000000000", "PLN"),
        ("4 trillion Indonesian rupiah", "4000000000000", "IDR"),
        ("Rp 4 trillion", "4000000000000", "IDR"),
        ("RM1.5 billion", "1500000000", "MYR"),
        ("1.2 billion Saudi riyals", "1200000000", "SAR"),
        ("1.2 billion Qatari riyals", "1200000000", "QAR"),
        ("500 crore Bangladeshi taka", "5000000000", "BDT"),
        ("Tk 500 crore", "5000000000", "BDT"),
        ("NT$20 billion", "20000000000", "TWD"),
        ("S$900 million", "900000000", "SGD"),
        ("US$900 million", "900000000", "USD"),
        ("A$3.4 billion", "3400000000", "AUD"),
        ("1.3 trillion South Korean won", "1300000000000", "KRW"),
        ("900 billion won", "900000000000", "KRW"),
        ("5 million pounds", "5000000", "GBP"),
        ("15 млрд рублей", "15000000000", "RUB"),
        ("200 миллионов индийских рупий", "200000000", "INR"),
        ("20亿卢布", "2000000000", "RUB"),
        ("R$ 8,9 mi", "8900000", "BRL"),
        ("2,75 Milliarden Euro", "2750000000", "EUR"),
        ("1,00,000 dollars", "100000", "USD"),
        ("Rs 62,370 crore", "623700000000", "INR"),
        ("5 अरब अमेरिकी डॉलर", "5000000000", "USD"),
        ("Rs 1.5 lakh crore", "1500000000000", "INR"),
        ("₹1,200 crore", "12000000000", "INR"),
        ("66 کروڑ 40 لاکھ ڈالر", "664000000", "USD"),
        ("Rs 66 crore 40 lakh", "664000000", "INR"),
        ("3.000 millones euros", "3000000000", "EUR"),
        ("1.125 billion dollars", "1125000000", "USD"),
        ("US$ 58 milhões", "58000000", "USD"),
        ("3亿元", "300000000", "CNY"),
        ("3亿元人民币", "300000000", "CNY"),
        ("1.2万亿日元", "1200000000000", "JPY"),
        ("Pakistan raises spending to Rs2.1 trillion", "2100000000000", "PKR"),
        ("Indian Navy signs Rs 200 crore contract", "2000000000", "INR"),
    ],
)
def test_amounts(text: str, amount: str, currency: str) -> None:
    [money] = amounts_in(text)
    assert (money.amount, money.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "a multi-billion deal",
        "12 won medals of bronze",
        "a dollar",
        "in 2024",
        "US sends 2,000-pound bombs",
        "a 500 pound bomb",
        "2,000 pounds of explosives",
        "two million pounds of ammunition",
        "2026元旦",
        "$8.9 gazillion",
        "$1,2.3 million",
        "3 billion riyals",
        "10 million dirhams",
        "400 million pesos",
        "India and Pakistan: Rs 200 crore",
        "rm 12, tk 5",
        "Three Brothers 2021: drills in Baku",
    ],
)
def test_no_amount(text: str) -> None:
    assert amounts_in(text) == ()


@pytest.mark.parametrize(
    "code", ["VND", "NGN", "EGP", "KZT", "LKR", "MMK", "NPR", "OMR", "ZAR", "HUF", "CZK", "PLN", "UAH"]
)
@pytest.mark.parametrize("language", ["en", "zh", "hi", "ru", "tr"])
def test_a_full_name_is_known_in_every_language(code: str, language: str) -> None:
    name = get_currency_name(code, 5, locale=language)
    scale = {"zh": "亿", "ru": " миллионов ", "tr": " milyon "}.get(language, " million ")
    [money] = amounts_in(f"7{scale}{name}")
    assert money.currency == code
