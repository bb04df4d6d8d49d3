"""The numbers that PostgreSQL gives new rows, after rows came with numbers of their own."""

from sqlalchemy import Connection, Table, func, select, text

SET = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest, :used)")


def count_on(connection: Connection, table: Table) -> None:
    """The next row gets the number after the highest (PostgreSQL's manual, 9.17 "Sequence Manipulation Functions"); SQLite
    does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        if table.autoincrement_column is column:
            highest = connection.execute(select(func.max(column))).scalar()
            used = {"highest": highest or 1, "used": highest is not None}
            connection.execute(SET, {"table": f'"{table.name}"', "column": column.name, **used})
