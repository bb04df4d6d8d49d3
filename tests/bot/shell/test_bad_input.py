"""What must not go well: hostile servers, seeds with a typo, databases that cannot be used. One line each, nothing lost."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import typer

from bot.settings import Settings
from bot.shell.door import perform
from seeds.load import load_seeds
from tests.command_line import Entente

NEWS = (
    "Notes\n\n14 February 2026\n\nPakistan and Turkey signed a memorandum of understanding on joint production of "
    "naval drones in Ankara on 12 February 2026, the defence ministries of both countries said.\n"
)
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body><p>Please wait until we are sure of you.</p></body></html>"
MEGABYTE = b"<item/>" * 150_000


class Hostile(BaseHTTPRequestHandler):
    """``/loop`` redirects to itself by way of ``/again``; ``/huge`` sends until nobody listens, 200 MB at most;
    ``/challenge`` asks for a person."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/challenge":
            self.send_response(200)
            self.send_header("Content-Length", str(len(CHALLENGE)))
            self.end_headers()
            self.wfile.write(CHALLENGE)
            return
        if self.path != "/huge":
            self.send_response(302)
            self.send_header("Location", "/again" if self.path == "/loop" else "/loop")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(200):
                self.wfile.write(MEGABYTE)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has in the base
        pass


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("words", [("ingest",), ("feeds", "add")], ids=" ".join)
def test_a_hostile_server_is_one_line(
    entente: Entente, hostile: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ENTENTE_ALLOW_PRIVATE_FEEDS", "127.0.0.1")
    assert "redirects in a circle" in entente(*words, f"{hostile}/loop").refusal
    assert "larger than" in entente(*words, f"{hostile}/huge").refusal
    assert hostile not in entente("feeds", "export").out


def test_a_challenge_is_no_document(entente: Entente, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_ALLOW_PRIVATE_FEEDS", "127.0.0.1")
    assert "asks for a person" in entente("ingest", f"{hostile}/challenge").refusal
    assert hostile not in entente("export", "articles").out


def test_what_is_no_document_is_refused(entente: Entente, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK\3\4" + b"many words of a part " * 30)
    (tmp_path / "list.opml").write_bytes(b"<opml><body><outline text='x'/></body></opml>")
    assert "it is no text" in entente("ingest", "report.docx").refusal
    assert "a list of feeds" in entente("ingest", "list.opml").refusal


def test_seeds_with_typos_are_a_line_a_problem(
    entente: Entente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources.toml").write_text(
        '[sources.dawn]\nnaem = "Dawn"\n[actors.nobody]\nkind = "wizard"\n'
    )

    async def start(settings: Settings) -> int:
        load_seeds(tmp_path)
        return 0

    with pytest.raises(typer.Exit) as left:
        perform(start)
    assert left.value.exit_code == 1
    head, *lines = capsys.readouterr().err.splitlines()
    assert "problems in the seeds" in head
    assert any("sources.toml: sources.dawn: naem: unknown key" in line for line in lines)
    assert any("sources.toml: actors.nobody: kind" in line for line in lines)
    assert all(line.startswith("entente: ") for line in lines)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////proc/none/entente.db",
        "sqlite:///.",
        "sqlite:///file.txt",
        "postgresql://nobody@127.0.0.1:9/none",
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(
    entente: Entente, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    text = "no database, but a text that is long enough to be looked at\n" * 20
    (tmp_path / "file.txt").write_text(text)
    monkeypatch.setenv("ENTENTE_DATABASE", address)
    assert "cannot be used" in entente("export", "events").refusal
    assert entente("check").code == 1
    assert entente("check", "--running").code == 1
    assert (tmp_path / "file.txt").read_text() == text


@pytest.mark.parametrize("address", ["postgresql://[broken", "postgresql://host:port/name", "sqlite:data.db"])
def test_what_is_no_address_of_a_database_is_one_line(
    entente: Entente, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ENTENTE_DATABASE", address)
    assert entente("export", "events").refusal.startswith("ENTENTE_DATABASE: is not a SQLite or PostgreSQL")


def test_a_newer_database_is_one_line_and_left_alone(entente: Entente, register: Path) -> None:
    with closing(sqlite3.connect(register)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("export", "events"), ("ask", "/help"), ("run", "--sandbox")):
        assert "newer version" in entente(*words).refusal
    assert "newer version" in entente("check", "--running").out
    assert events(register) > 70


def events(register: Path) -> int:
    with closing(sqlite3.connect(register)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def test_a_database_that_breaks_off_is_one_line(entente: Entente, register: Path, tmp_path: Path) -> None:
    before = events(register)
    (tmp_path / "notes.txt").write_text(NEWS)
    with closing(sqlite3.connect(register)) as connection, connection:
        connection.execute("ALTER TABLE evidence RENAME TO gone")
    assert "The database broke off: no such table: " in entente("ingest", "notes.txt").refusal
    assert events(register) == before
