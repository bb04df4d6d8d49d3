"""What a large register keeps in memory: ``python -m benchmarks.scale.resting [--events 100000] [--folder DIR]``.

Megabytes of this process (proc(5): VmRSS) step by step: what the bot imports, the store, all that is known of the register, what is free
given back (``rest``), the commands of ``benchmarks/scale/answers.py`` asked six times each, and given back again. Without Discord. A register that is
not in the folder is built; its events are made ready the first time, which is not how a usual start ends. The last line is one JSON object.
"""

import argparse
import asyncio
import gc
import json
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.crash.wire import utc_now
from bot.process.interpreter import give_way, settle

ROUNDS = 6


def megabytes() -> int:
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmRSS:"))
    return int(line.split()[1]) // 1024


async def run(count: int, folder: Path) -> dict[str, int]:
    gc.disable()
    import_module("bot.cli.run")
    gc.freeze()
    gc.enable()
    found = {"imports": megabytes()}
    answers = import_module("benchmarks.scale.answers")
    knowledge = import_module("handlers.ingest.knowledge")
    store = await answers.open_filled(count, folder)
    found["store"] = megabytes()
    give_way()
    known = knowledge.Knowledge(store)
    await known.refresh()
    found["known"] = megabytes()
    settle()
    found["rest"] = megabytes()
    commands = answers.KnowledgeCommands.of(answers.Workplace(store, utc_now)).answers
    for name, arguments in [*answers.ASKED.values()] * ROUNDS:
        await answers.measured(commands[name], arguments)
    found["answered"] = megabytes()
    settle()
    found["rest_again"] = megabytes()
    await store.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where the register stays, built once")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-resting-") as folder:
        print(json.dumps(asyncio.run(run(asked.events, asked.folder or Path(folder)))))


if __name__ == "__main__":
    main()
