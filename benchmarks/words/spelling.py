"""Which words of news, spelt right, ``/search`` would read as others: ``python -m benchmarks.words.spelling``.

The words are those that three items of the labelled news beside the project have and simplemma's dictionary knows; the register
is the founding knowledge. The last line is JSON.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from simplemma import is_known

from benchmarks.news.devset import SHARED, lines
from seeds.load import load_seeds
from store.store import open_store

WORD = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])")
LEAST = 3


def common_words() -> Iterator[str]:
    """In small letters, of texts in plain letters."""
    texts = (f"{row['title']} {row['summary'] or ''}" for row in lines("wire/items.jsonl"))
    counted = Counter(word for text in texts if text.isascii() for word in WORD.findall(text))
    return (word for word, count in counted.items() if count >= LEAST and is_known(word, lang="en"))


async def read_as_others() -> tuple[int, list[str]]:
    """How many of the words no document holds, and those that are taken for others."""
    store = await open_store("sqlite://", lambda: datetime.now(UTC))
    await store.register.seed(load_seeds())
    words = list(common_words())
    held = await store.search.known_words(frozenset(words))
    strange = [word for word in words if word not in held]
    taken = [word for word in strange if (await store.search.find(word)).spelling]
    await store.close()
    return len(strange), taken


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    if not (SHARED / "wire" / "items.jsonl").is_file():
        sys.exit(f"There is no labelled news at {SHARED}; ENTENTE_SHARED may name the folder.")
    strange, taken = asyncio.run(read_as_others())
    sys.stdout.write("\n".join([*taken, json.dumps({"words": strange, "read_as_others": len(taken)})]) + "\n")


if __name__ == "__main__":
    main()
