"""Every command of the command line: what it says when all is well, and one line when it is not."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import build
from bot.settings import Settings, read_settings
from bot.shell.register import register_of
from store.presence.sole import sole_use
from store.register.export import COLUMNS, NOUNS
from tests.command_line import Entente

EVENT = [
    "id",
    "kind",
    "title",
    "day",
    "precision",
    "status",
    "countries",
    "actors",
    "equipment",
    "place",
    "agreement",
    "importance",
    "sources",
]
ARTICLE = ["url", "title", "published", "publisher", "feed", "verdict", "event", "reasons", "read_at"]
SOURCE = ["url", "title", "publisher", "published", "paragraph", "score", "decided_by"]


def helps(group: object, *words: str) -> Iterator[tuple[str, str]]:
    """Each command with its help, from the command line itself."""
    for name, command in getattr(group, "commands", {}).items():
        yield " ".join((*words, name)), command.help or ""
        yield from helps(command, *words, name)


def test_every_help_has_an_example() -> None:
    told = dict(helps(typer.main.get_command(build())))
    assert {"run", "ask", "ingest", "poll", "export", "check", "feeds import", "backup"} <= set(told)
    assert [name for name, text in told.items() if f"Example: entente {name.split()[0]}" not in text] == []


def test_ask_as_text_and_as_json(entente: Entente) -> None:
    said = entente("ask", "/actor name:Wei Fenghe")
    assert (said.code, said.err) == (0, "")
    assert "Wei Fenghe" in said.out
    assert "## Sources" not in said.out.splitlines()
    whole = entente("ask", "/actor name:Wei Fenghe", "--all").out
    assert whole.startswith(said.out)
    assert "## Sources" in whole.splitlines()
    document = json.loads(entente("ask", "/recent limit:2", "--all", "--json").out)
    assert set(document) == {"data", "pages", "citations"}
    assert document["data"]["components"]
    assert "Sources" in json.dumps(document["pages"][-1]["components"])
    assert {"article", "paragraph"} <= set(document["citations"][0])


def test_ask_as_an_admin_sees_what_a_member_does_not(entente: Entente) -> None:
    assert "may not use /audit" in entente("ask", "/audit").refusal
    assert "Audit log" in entente("ask", "/audit", "--as", "admin").out


def test_times_and_people_are_words_in_a_pipe(entente: Entente) -> None:
    told = entente("ask", "/status").out
    assert " UTC" in told
    assert "<t:" not in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("ask", "/recent", "--loud"), "No such option: --loud"),
        (("ask",), "Missing argument"),
        (("ask", "/help", "--as", "owner"), "not one of 'member', 'admin'"),
        (("export", "nonsense"), "not one of 'events'"),
        (("export", "events", "-o", "/nowhere/file"), "/nowhere/file cannot be written"),
        (("ingest", "/nowhere/file.txt"), "/nowhere/file.txt cannot be read: No such file"),
        (("ingest", "http://127.0.0.1:9/feed.xml"), "the address is private or reserved"),
        (("feeds", "add", "http://10.0.0.1/feed.xml"), "the address is private or reserved"),
        (("feeds", "add", "ftp://feeds.example/x", "--unchecked"), "not an address of the web"),
        (("feeds", "add", "", "--unchecked"), "not an address of the web"),
        (("feeds", "add", "two words.example/x", "--unchecked"), "not an address of the web"),
        (("feeds", "add", f"feeds.example/{'x' * 3000}", "--unchecked"), "not an address of the web"),
        (("feeds", "remove", "nobody"), "no feed is called nobody"),
        (("feeds", "import", "/nowhere/feeds.opml"), "/nowhere/feeds.opml cannot be read"),
    ],
)
def test_a_wrong_call_is_one_line(entente: Entente, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in entente(*words).refusal


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/nonsense", "/nonsense is no command"),
        ("/recent bogus:1", "bogus: is no option of /recent"),
        ("/recent limit:many", "limit:many is no whole number"),
        ("recent", "a command starts with /"),
    ],
)
def test_what_discord_would_not_send_is_one_line(entente: Entente, line: str, sentence: str) -> None:
    assert sentence in entente("ask", line).refusal


def test_exports_have_the_names_that_were_promised(entente: Entente, tmp_path: Path) -> None:
    for noun in NOUNS:
        rows = [json.loads(line) for line in entente("export", noun).out.splitlines()]
        assert rows
        assert {tuple(row) for row in rows} == {COLUMNS[noun]}
        if noun in ("events", "articles"):
            assert list(rows[0]) == (EVENT if noun == "events" else ARTICLE)
        if noun == "events":
            assert all(list(source) == SOURCE for row in rows for source in row["sources"])
    assert next(csv.reader(StringIO(entente("export", "events", "--format", "csv").out))) == EVENT
    file = tmp_path / "articles.md"
    assert entente("export", "articles", "--format", "md", "-o", str(file)).out == ""
    assert file.read_text("utf-8").splitlines()[0] == f"| {' | '.join(ARTICLE)} |"


def test_what_the_shell_changes_is_on_record_and_its_keys_are_the_operators(
    entente: Entente, tmp_path: Path
) -> None:
    file = tmp_path / "feeds.lists.opml"
    address = "https://feeds.example/rss?apikey=OPERATORSKEY"
    assert address in entente("feeds", "add", address, "--unchecked").out
    entente("feeds", "export", "-o", str(file))
    assert address in file.read_text("utf-8")
    assert entente("feeds", "remove", address).code == 0
    assert entente("feeds", "import", str(file)).code == 0
    told = entente("ask", "/audit", "--as", "admin").out
    assert [told.count(words) for words in ("add feed", "remove feed", "· from the shell ·")] == [2, 1, 3]
    shown = entente("ask", "/feed list", "--as", "admin", "--json").out
    assert "feeds.example" in shown
    assert "OPERATORSKEY" not in told + shown + entente("ask", "/audit entry:1", "--as", "admin").out


def test_feeds_go_round_as_opml(entente: Entente, tmp_path: Path) -> None:
    address = "https://feeds.example/defence.xml"
    assert address in entente("feeds", "add", address, "--unchecked").out
    assert "example" in entente("feeds", "list").out
    file = tmp_path / "feeds.lists.opml"
    assert entente("feeds", "export", "-o", str(file)).code == 0
    assert address in file.read_text("utf-8")
    assert entente("feeds", "remove", address).code == 0
    assert address not in entente("feeds", "export").out
    assert entente("feeds", "import", str(file)).code == 0
    assert entente("feeds", "export").out.count(f'xmlUrl="{address}"') == 1
    file.write_text("<html>")
    assert "is no OPML" in entente("feeds", "import", str(file)).refusal


RSS = """<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link><item>
<title>China and Pakistan begin naval exercise Sea Guardian-9 off Karachi</title><link>https://wire.example/1</link>
<guid>rss-1</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>wire</id><link href="https://wire.example/"/>
<updated>2026-03-01T00:00:00Z</updated><entry><title>Pakistan beat China by nine wickets in cricket</title><id>atom-1</id>
<link href="https://wire.example/2"/><updated>2026-03-01T00:00:00Z</updated></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "home_page_url": "https://wire.example/",
        "items": [{"id": "json-1", "title": "Rain in Hangzhou", "url": "https://wire.example/3"}],
    }
)
NOTES = "Defence notes\n\n14 February 2026\n\nThe weather in the capital was mild for the season, and many people took a walk in the parks of the town.\n"
PAGE = "<html><head><title>Notes</title></head><body><h1>Notes</h1><p>The weather in the capital was mild for the season, and many people took a walk in the parks of the town.</p></body></html>"


def test_ingest_reads_feeds_and_documents(entente: Entente, tmp_path: Path) -> None:
    texts = {
        "feed.rss": RSS,
        "feed.atom": ATOM,
        "feed.json": JSON_FEED,
        "notes.txt": NOTES,
        "notes.md": f"# {NOTES}",
        "notes.html": PAGE,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    said = entente("ingest", "--json", *texts)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert {row["place"] for row in rows} == set(texts)
    assert all({"verdict", "event", "score", "reasons"} <= set(row) for row in rows)
    verdicts = {row["place"]: row["verdict"] for row in rows}
    assert (verdicts["feed.rss"], verdicts["feed.atom"], verdicts["notes.txt"]) == (
        "new",
        "irrelevant",
        "irrelevant",
    )
    again = [json.loads(line) for line in entente("ingest", "--json", "feed.rss").out.splitlines()]
    assert [(row["verdict"], row["reasons"]) for row in again] == [("known", ["filed before"])]
    assert [row["event"] for row in again] == [row["event"] for row in rows if row["place"] == "feed.rss"]
    assert entente("export", "articles").out.count("https://wire.example/1") == 1


def test_ingest_tells_what_it_does_not_read(entente: Entente, tmp_path: Path) -> None:
    items: list[object] = [{"id": f"urn:long:feed:{n}", "title": f"Weather {n}"} for n in range(1003)]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Long", "items": [*items, "none", 7]}
    (tmp_path / "long.json").write_text(json.dumps(document))
    rows = [json.loads(line) for line in entente("ingest", "--json", "long.json").out.splitlines()]
    assert len(rows) == 1001
    assert (rows[-1]["verdict"], rows[-1]["entries"]) == ("skipped", 5)
    assert rows[-1]["reasons"] == [
        "3 entries are too many to be read",
        "2 entries are no items that can be read",
    ]


def test_an_empty_file_is_no_document(entente: Entente, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert "neither a feed" in entente("ingest", "empty.txt").refusal


def test_poll_of_what_does_not_answer_is_told(
    entente: Entente, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTENTE_ALLOW_PRIVATE_FEEDS", "127.0.0.1")
    register_is = f"in {register} (sandbox)\n"
    assert entente("poll").out == f"0 feeds read, 0 unchanged, 0 failed; items: nothing new; {register_is}"
    entente("feeds", "add", "http://127.0.0.1:9/feed.xml", "--unchecked")
    said = entente("poll")
    assert (said.code, said.out) == (
        0,
        f"1 feeds read, 0 unchanged, 1 failed; items: nothing new; {register_is}",
    )
    assert "failing" in entente("feeds", "list").out


def test_check_tells_everything(entente: Entente, monkeypatch: pytest.MonkeyPatch) -> None:
    said = entente("check")
    assert said.code == 0
    for part in ("settings", "token", "seeds", "database", "migrations", "feeds"):
        assert part in said.out
    monkeypatch.setenv("ENTENTE_POLL_MINUTES", "1")
    monkeypatch.setenv("ENTENTE_LOG_LEVEL", "loud")
    said = entente("check")
    assert said.code == 1
    assert "ENTENTE_POLL_MINUTES" in said.out
    assert "ENTENTE_LOG_LEVEL" in said.out


def test_what_changes_data_names_its_register(
    entente: Entente, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text(NOTES)
    (tmp_path / "feeds.lists.opml").write_text(
        '<opml version="2.0"><body><outline type="rss" text="x" xmlUrl="https://x.example/rss"/></body></opml>'
    )
    named = f"in {register} (sandbox)"
    changing = (
        ("feeds", "add", "https://feeds.example/rss", "--unchecked"),
        ("feeds", "import", "feeds.lists.opml"),
        ("feeds", "remove", "https://feeds.example/rss"),
        ("feeds", "remove", "nobody"),
        ("ingest", "notes.txt"),
        ("ingest", "--json", "notes.txt"),
        ("poll",),
    )
    for words in changing:
        said = entente(*words)
        assert named in said.out + said.err, words
    monkeypatch.setenv("DISCORD_TOKEN", "not-asked-for")
    said = entente("feeds", "import", "feeds.lists.opml")
    assert said.out == f"0 feeds added, 1 known already in {register}\n"
    monkeypatch.delenv("ENTENTE_DATABASE")
    assert "in data/entente.db: https" in entente("feeds", "add", "https://x.example/rss", "--unchecked").out
    monkeypatch.delenv("DISCORD_TOKEN")
    assert "in data/sandbox.db (sandbox)" in entente("feeds", "remove", "https://x.example/rss").refusal


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bot:hush@127.0.0.1:9/none",
        "postgres://127.0.0.1:9/none?user=bot&password=hush",
        "postgresql+psycopg://bot@127.0.0.1:9/none?sslpassword=hush&password=hush",
    ],
)
def test_a_password_is_masked_wherever_a_register_is_named(
    entente: Entente, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ENTENTE_DATABASE", address)
    settings = read_settings()
    assert isinstance(settings, Settings)
    for told in (register_of(settings), entente("poll").refusal, entente("check").out):
        assert "127.0.0.1:9/none" in told
        assert "hush" not in told


def test_a_backup_is_told_and_not_overwritten(entente: Entente, register: Path, tmp_path: Path) -> None:
    assert entente("backup", "copy.db").out == f"copy.db: a backup of {register} (sandbox)\n"
    assert "copy.db is there already" in entente("backup", "copy.db").refusal
    assert entente("backup", "copy.db", "--force").code == 0
    assert "/nowhere/copy.db cannot be written: No such file" in entente("backup", "/nowhere/copy.db").refusal
    register.unlink()
    assert "no register at" in entente("backup", "other.db").refusal
    assert not register.exists(), "none is made for it"


def test_without_a_token_and_a_terminal_nothing_is_played(entente: Entente, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    refusal = entente("run").refusal
    assert refusal.startswith("there is no token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE")
    assert "entente run --sandbox" in refusal
    assert sorted(tmp_path.iterdir()) == before


def test_strange_names_are_notes(entente: Entente, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_POLL_INTERVAL", "5")
    said = entente("export", "actors")
    assert said.err.startswith("entente: note: ENTENTE_POLL_INTERVAL is no setting of Entente")
    assert "ENTENTE_POLL_INTERVAL is no setting" in entente("check").out


def test_wrong_settings_are_all_told(entente: Entente, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_POLL_MINUTES", "1")
    monkeypatch.setenv("ENTENTE_LOG_LEVEL", "loud")
    said = entente("poll")
    assert said.code == 1
    first, second = said.err.splitlines()
    assert first.startswith("entente: ENTENTE_POLL_MINUTES:")
    assert second.startswith("entente: ENTENTE_LOG_LEVEL:")


def test_a_backup_is_restored_where_nothing_is(
    entente: Entente, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert entente("backup", "backup.db").code == 0
    assert "is there already" in entente("restore", "backup.db").refusal
    monkeypatch.setenv("ENTENTE_DATABASE", f"sqlite:///{tmp_path / 'new.db'}")
    said = entente("restore", "backup.db")
    assert said.code == 0
    assert "events and" in said.out
    assert "posted again" in said.out
    assert "no backup" in entente("restore", str(Path(__file__))).refusal


def test_a_register_moves_to_another_database(entente: Entente, register: Path, tmp_path: Path) -> None:
    there = f"sqlite:///{tmp_path / 'there.db'}"
    said = entente("move", there)
    assert said.code == 0
    assert f"is copied to {tmp_path / 'there.db'}" in said.out
    assert "has tables already" in entente("move", there).refusal
    with sole_use(f"sqlite:///{register}"):
        assert "another" in entente("move", f"sqlite:///{tmp_path / 'elsewhere.db'}").refusal.lower()
