"""What is worked out of rows is worked out once, and anew of other rows."""

from facts.asking.directory import MOST_WORKED_OUT, WorkedOut


def test_it_is_done_once_for_the_same_rows_alone() -> None:
    memory, one, other = WorkedOut(), object(), object()
    done: list[object] = []

    def work(row: object) -> int:
        done.append(row)
        return len(done)

    def asked(row: object, name: str = "") -> int:
        return memory.of((row,), lambda: work(row), name)

    assert [asked(one), asked(one), asked(other), asked(one, "else"), asked(one)] == [1, 1, 2, 3, 1]
    for _ in range(MOST_WORKED_OUT):
        asked(object())
    assert asked(one) > 3, "it does not grow without end"
    assert asked(one) == asked(one)
