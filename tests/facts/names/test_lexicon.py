"""Names of the register win over our own rows, and both are found in one pass."""

from datetime import UTC, datetime

import pytest

from benchmarks.news.known import founded_rows
from facts.names import lexicon as lexicons
from facts.names.concepts import marks_of_forms
from facts.names.lexicon import Lexicon
from facts.names.terms import Rows, terms_of
from facts.names.text import fold, words_of
from facts.rows.patterns import rows_of_table
from store.nouns.models import Actor, Equipment
from store.nouns.values import Alias

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def names(lexicon: Lexicon, text: str) -> list[str]:
    return [found.term.id for found in lexicon.find(words_of(text))[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J10C, J-10C and J 10 CE", ["j-10", "j-10", "j-10"]),
        ("The US told us", ["US"]),
        ("U.S.-Pakistan", ["US", "PK"]),
        ("South China Sea", ["south-china-sea"]),
        ("Russia Today of Moscow", ["decoy", "seat-ru"]),
        ("Türkiye'ye, Turkiye, Turkey", ["TR", "TR", "TR"]),
        ("a pole, a turkey and a dane", []),
        ("PNS Tughril of the Pakistan Navy", ["pns-tughril", "pakistan-navy"]),
        ("巴基斯坦和中国", ["PK", "CN"]),
        ("российский и китайские", ["RU", "CN"]),
        ("পাকিস্তান ও চীন", ["PK", "CN"]),
        ("Нідерланди передадуть Україні польські гаубиці", ["NL", "UA", "PL"]),
        ("Rosyjskie myśliwce dla Algierii, koreańskich czołgów nie ma", ["RU", "DZ", "KR"]),
        ("Deutschlands Marine, Frankreichs Heer", ["DE", "FR"]),
    ],
)
def test_names_in_many_spellings(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    assert names(lexicon, text) == expected


def test_a_state_is_known_in_all_its_cases(lexicon: Lexicon) -> None:
    rows = rows_of_table("country_forms.tsv")
    unread = [form for _, code, form in rows if code not in {n[:2] for n in names(lexicon, form)}]
    assert len(rows) > 5000
    assert unread == []


def test_an_actor_of_the_register_is_known_at_once_under_all_its_names() -> None:
    row = Actor(
        id="air-staff", kind="armed service", name="Air Staff of Nowhere", country="NO", updated_at=NOW
    )
    row.aliases = [Alias(name="ASN", kind="acronym"), Alias(name="Skyfolk", kind="short")]
    lexicon = Lexicon(Rows([row]))
    assert names(lexicon, "ASN and Skyfolk, but not asn") == ["air-staff", "air-staff"]
    assert lexicon.terms["air-staff"].named


def test_a_ship_of_the_register_has_owner_class_and_makers() -> None:
    row = Equipment(
        id="pns-x", designation="PNS X", category="frigate", sort="frigate", makers=["CN"], afloat=True, owner="PK"
    )  # fmt: skip
    row.part_of = "type-054ap"
    term = Lexicon(Rows(equipment=[row])).terms["pns-x"]
    assert (term.sort, term.owner, term.part_of, term.countries) == ("ship", "PK", "type-054ap", ("CN",))


def test_without_a_register_only_countries_are_names() -> None:
    terms = Lexicon().terms.values()
    assert {term.sort for term in terms} == {"country", "seat", "decoy", "place"}
    assert all(term.id.startswith("territory-") for term in terms if term.sort == "place")


def test_of_a_word_of_the_beat_nothing_is_kept_but_its_marks() -> None:
    """There are twenty-five thousand, few of which anybody reads in a year; many share their marks."""
    plain = Lexicon()
    words = [marks for found in map(plain.find, map(words_of, marks_of_forms())) for _, _, marks in found[1]]
    assert len(words) > 20_000
    assert len(set(map(id, words))) < 1_500
    assert not any(term.id.startswith("word ") for term in plain.terms.values())


def test_a_territory_is_a_place_of_its_state() -> None:
    guam = Lexicon().terms["territory-gu"]
    assert (guam.sort, guam.name, guam.countries) == ("place", "Guam", ("US",))


def test_every_entry_of_the_register_is_a_term(lexicon: Lexicon) -> None:
    rows = founded_rows()
    actors = {actor.id for actor in rows.actors if actor.kind != "state" or not actor.country}
    things = {item.id for item in rows.equipment} | {deal.id for deal in rows.agreements}
    others = {one.id for one in rows.series} | {one.id for one in rows.places}
    assert actors | things | others <= set(lexicon.terms)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Navies", "navy"),
        ("Drills", "drill"),
        ("U.S.", "us"),
        ("054", "54"),
        ("২০২৪", "2024"),
        ("Hürjet", "hurjet"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("title", "states"),
    [
        ("Sverige och Tyskland övar i Östersjön", {"SE", "DE"}),
        ("Norge og Storbritannia undertegner avtale om fregatter", {"NO", "GB"}),
        ("Danmark og Frankrig indgår aftale", {"DK", "FR"}),
        ("Törökország és Magyarország megállapodást írt alá", {"TR", "HU"}),
        ("România și Ungaria semnează acord", {"RO", "HU"}),
        ("Česko a Švédsko podepsaly smlouvu", {"CZ", "SE"}),
        ("Hrvatska i Francuska potpisale ugovor", {"HR", "FR"}),
        ("Slovenija in Nemčija sklenili dogovor", {"SI", "DE"}),
        ("Pakistan receives tanks at Island base", {"PK"}),
    ],
)
def test_states_are_known_in_the_languages_of_europe(title: str, states: set[str]) -> None:
    names, _ = Lexicon().find(words_of(title))
    assert {
        code for found in names if found.term.sort == "country" for code in found.term.countries
    } == states


def test_an_acronym_that_is_spoken_is_known_as_british_papers_write_it(lexicon: Lexicon) -> None:
    """A grouping's or an agreement's alone, written with a capital; letters that are spelled out stay what they are."""
    for text, found in [("Sweden joins Nato", "nato"), ("Aukus in doubt", "aukus"), ("NATO agrees", "nato")]:
        assert found in {name.term.id for name in lexicon.find(words_of(text))[0]}
    for text in ["nato agrees", "Hal wins order", "Rand falls"]:
        assert not lexicon.find(words_of(text))[0]


def test_what_is_put_together_once_is_as_if_all_were_added_in_turn(lexicon: Lexicon) -> None:
    """Countries, the register's names, decoys and words: of what is the same the first; and no lexicon changes another."""
    spelled = (Alias(name="Turkey"), Alias(name="drones"), Alias(name="=PAK"), Alias(name="Russia Today"))
    row = Actor(id="PK", kind="company", name="Pakistan Navy", updated_at=NOW, aliases=list(spelled))
    for rows, built in ((Rows([row]), Lexicon(Rows([row]))), (founded_rows(), lexicon), (Rows(), Lexicon())):
        names = lexicons._Names()
        for term, spellings in (*lexicons._countries(), *terms_of(rows), *lexicons._decoys()):
            names.add(term, spellings)
        for form, marks in marks_of_forms().items():
            names.speak(form, marks)
        assert built._root == names.closed()
        assert list(built.terms.items()) == list(names.terms.items())
