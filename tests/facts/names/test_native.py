"""Countries by what other languages call them: the tables are CLDR's, as it is installed."""

from benchmarks.words.countries_abroad import (
    names_in_cldr,
    names_in_english,
    names_of_cldr,
    names_of_currencies,
)
from facts.names.native import names_abroad
from facts.rows.patterns import rows_of_table


def test_the_tables_are_what_the_command_makes_of_cldr() -> None:
    assert names_abroad() == names_of_cldr()
    assert rows_of_table("country_names.tsv") == names_in_cldr()
    assert rows_of_table("english_names.tsv") == names_in_english()
    assert rows_of_table("currency_names.tsv", "facts.figures") == names_of_currencies()


def test_people_name_countries_in_their_own_languages() -> None:
    names = names_abroad()
    assert [names[name] for name in ("中国", "پاکستان", "россия", "turkiye")] == ["CN", "PK", "RU", "TR"]
