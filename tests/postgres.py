"""Statements to the PostgreSQL of the tests, outside any store."""

import psycopg
from sqlalchemy import make_url


def named(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def in_postgres(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
