"""``python -m sandbox``: the sandbox as a process of its own, until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.control import Sandbox
from sandbox.remote import control_routes


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="A stand-in for Discord on 127.0.0.1."
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--state", type=Path, help="a file that keeps channels, messages and commands")
    parser.add_argument("--keep", type=int, help="so many of the newest requests are kept; default: all")
    return parser.parse_args(words)


async def run(port: int, state: Path | None, keep: int | None) -> None:
    """Prints one line of JSON once it listens: the addresses and the token for the bot."""
    done = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, done.set)
    async with Sandbox.running(port=port, state=state, routes=control_routes) as sandbox:
        sandbox.server.keeps_answers, sandbox.server.keeps = False, keep
        about = {
            "api": sandbox.api_url,
            "gateway": sandbox.gateway_url,
            "control": sandbox.control_url,
            "token": sandbox.token,
        }
        sys.stdout.write(json.dumps(about) + "\n")
        sys.stdout.flush()
        await done.wait()


def main() -> int:
    asked = arguments()
    try:
        asyncio.run(run(asked.port, asked.state, asked.keep))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
