"""What is worked out of rows is worked out once, and anew of other rows."""

from weakref import ref

from facts.asking.directory import MOST_WORKED_OUT, WorkedOut
from store.nouns.models import Claim


def claim(key: str) -> Claim:
    return Claim(id=key, kind="fact", text="Said.")


def test_it_is_done_once_for_the_same_rows_alone() -> None:
    memory, one, other = WorkedOut(), claim("one"), claim("other")
    done: list[object] = []

    def work(row: object) -> int:
        done.append(row)
        return len(done)

    def asked(row: object, name: str = "") -> int:
        return memory.of((row, None), lambda: work(row), name)

    assert [asked(one), asked(one), asked(other), asked(one, "else"), asked(one)] == [1, 1, 2, 3, 1]
    held: list[Claim] = [one.model_copy() for _ in range(MOST_WORKED_OUT)]
    for row in held:
        asked(row)
    assert asked(one) > 3, "it does not grow without end"
    assert asked(one) == asked(one)


def test_what_was_worked_out_goes_with_its_rows() -> None:
    class Result:
        """What can be watched."""

    memory, kept, lost = WorkedOut(), claim("kept"), claim("lost")
    of_kept, of_lost = (ref(memory.of((row, kept), Result)) for row in (kept, lost))
    assert of_lost() is not None
    del lost
    assert of_lost() is None
    assert of_kept() is not None
