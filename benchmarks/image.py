"""``make image`` where neither docker nor buildah can be used: the Dockerfile's steps in a chroot, then the image tried.

It needs root, for overlay mounts (Linux kernel documentation, "Overlay Filesystem"); they are made in a namespace of their
own, and end with the process. The base is this machine, with ``BASE_PYTHON`` (a folder with ``bin/python3``; default: the one
that runs this) in place of ``/usr/local``: what is measured is what our own steps add, and how that behaves where only
``/app/data`` and ``/tmp`` may be written. The last line is one JSON object; ends with 1 where a bound is missed.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.dockerfile import health_check, instructions

ROOT = Path(__file__).parent.parent
APART = "ENTENTE_IMAGE_APART"
MOST_BYTES = 250_000_000
MOST_CPU = 0.1
USER = "10001:10001"
PATIENCE = 120.0
PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
"""The base image's."""


class Stage:
    """One build stage: what its steps wrote stands in ``upper``."""

    def __init__(self, folder: Path) -> None:
        self.upper, self.root = folder / "upper", folder / "root"
        for path in (self.upper, folder / "work", self.root):
            path.mkdir(parents=True)
        options = f"lowerdir=/,upperdir={self.upper},workdir={folder / 'work'}"
        mount("-t", "overlay", "overlay", "-o", options, str(self.root))
        for name in ("proc", "dev", "sys"):
            mount("--rbind", f"/{name}", str(self.root / name))
        give_python(self.root)
        self.here, self.environment = "/", os.environ | {"PATH": PATH, "LD_LIBRARY_PATH": "/usr/local/lib"}

    def run(self, command: str) -> None:
        call = ["chroot", str(self.root), "/bin/sh", "-ec", f"cd {self.here}\n{command}"]
        subprocess.run(call, env=self.environment, check=True)

    def copy(self, source: Path, target: str) -> None:
        path = self.root / Path(self.here, target).relative_to("/")
        if source.is_dir():
            shutil.copytree(
                source, path, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            path = path / source.name if target.endswith(("/", ".")) else path
            shutil.copy(source, path)


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def built(folder: Path) -> list[Stage]:
    """The Dockerfile's stages, step by step."""
    stages: list[Stage] = []
    for word, rest in instructions():
        if word == "FROM":
            stages.append(Stage(folder / f"stage{len(stages)}"))
        elif word == "WORKDIR":
            (stages[-1].root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
            stages[-1].here = rest
        elif word == "ENV":
            pairs = dict(pair.split("=", 1) for pair in rest.split())
            path = stages[-1].environment["PATH"]
            stages[-1].environment |= {name: value.replace("$PATH", path) for name, value in pairs.items()}
        elif word == "RUN":
            print(f"RUN {rest[:100]}", file=sys.stderr)
            stages[-1].run(rest)
        elif word == "COPY":
            copy(stages, rest.split())
    return stages


def copy(stages: list[Stage], words: list[str]) -> None:
    context = ROOT
    if words[0].startswith("--from="):
        words, context = words[1:], stages[0].root
    *sources, target = words
    for source in sources:
        stages[-1].copy(context / source.lstrip("/"), target)


def tried(image: Stage, folder: Path) -> dict[str, float]:
    """The bot as the first process of a read-only root, without Discord: asked for its health, then for its end."""
    root = folder / "readonly"
    root.mkdir()
    mount("-t", "overlay", "overlay", "-o", f"ro,lowerdir={image.upper}:/", str(root))
    for name in ("proc", "dev"):
        mount("--rbind", f"/{name}", str(root / name))
    give_python(root)
    for name, mode in (("tmp", "mode=1777"), ("app/data", "uid=10001,gid=10001,mode=700")):
        mount("-t", "tmpfs", "-o", mode, "tmpfs", str(root / name))
    around = image.environment | {
        "DISCORD_TOKEN": "x",
        "ENTENTE_DISCORD_API": "http://127.0.0.1:9/api",
        "HOME": "/app",
    }
    inside = ["chroot", f"--userspec={USER}", str(root)]
    call = [
        "unshare",
        "--pid",
        "--fork",
        "--kill-child",
        *inside,
        "sh",
        "-c",
        "cd /app && exec python -m bot run",
    ]
    with subprocess.Popen(call, env=around) as bot:
        try:
            figures = {"first_health_seconds": healthy(bot, inside, around)}
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*inside, *health_check()], env=around, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            begun = time.monotonic()
            first = Path(f"/proc/{bot.pid}/task/{bot.pid}/children").read_text("ascii").split()[0]
            os.kill(int(first), signal.SIGTERM)
            code = bot.wait(30)
            return figures | {"health_cpu_seconds": round(used, 3), "stop_seconds": round(time.monotonic() - begun, 2), "exit_code": code}  # fmt: skip
        finally:
            bot.kill()


def healthy(bot: subprocess.Popen[bytes], inside: list[str], around: dict[str, str]) -> float:
    """Seconds until its health check says so."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE and bot.poll() is None:
        asked = subprocess.run([*inside, *health_check()], env=around, check=False, stderr=subprocess.DEVNULL)
        if asked.returncode == 0:
            return round(time.monotonic() - begun, 2)
        time.sleep(0.1)
    raise TimeoutError("the bot did not become healthy")


def size_of(folder: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*") if not path.is_dir())


def give_python(root: Path) -> None:
    """Where the official image has it; nobody may write there."""
    given = Path(os.environ.get("BASE_PYTHON", sys.base_prefix)).resolve()
    if given != Path("/usr"):
        mount("--bind", "-o", "ro", str(given), str(root / "usr" / "local"))


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    if APART not in os.environ:
        words = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "benchmarks.image"]
        around = os.environ | {APART: tempfile.mkdtemp(prefix="entente-image-")}
        code = subprocess.run(words, env=around, cwd=ROOT, check=False).returncode
        Path(around[APART]).rmdir()  # all that was in it went with its mount
        sys.exit(code)
    folder = Path(os.environ[APART])
    mount("-t", "tmpfs", "-o", "size=3g", "tmpfs", str(folder))
    image = built(folder)[-1]
    figures = {"own_megabytes": round(size_of(image.upper) / 1e6, 1), **tried(image, folder)}
    print(json.dumps(figures))
    sys.exit(figures["own_megabytes"] * 1e6 > MOST_BYTES or figures["health_cpu_seconds"] > MOST_CPU)


if __name__ == "__main__":
    main()
