"""A process that fills a SQLite register for as long as nobody ends it; it prints each number that it has committed."""

import sqlite3
import sys

PAGE = "x" * 3_000


def main(file: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # all of it stays in the log
    connection.execute("CREATE TABLE IF NOT EXISTS filled (number INTEGER PRIMARY KEY, page TEXT)")
    for number in range(1, 100_000):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO filled VALUES (?, ?)", (2 * number - 1, PAGE))
        connection.execute("INSERT INTO filled VALUES (?, ?)", (2 * number, PAGE))
        connection.execute("COMMIT")
        sys.stdout.write(f"{2 * number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
