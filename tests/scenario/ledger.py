"""A ledger in a folder of its own, and the binary run upon it.

    with Ledger() as ledger:
        ledger.agglo("figures").expect(0)

AGGLO_BIN names the binary (build/release/agglo), AGGLO_SCENARIO_LEDGER a folder with a ledger made
before (make_ledger.py), which is copied; without it one is made here.
"""
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("AGGLO_BIN") or ROOT / "build/release/agglo").resolve()
PACK = ROOT / "packs/zhaoqing"
RUN_SECONDS_MAX = 60


@dataclass
class Run:
    """How one run of the binary ended."""

    arguments: tuple
    code: int
    out: str
    err: str

    def expect(self, code):
        """Itself, when it ended with this exit code."""
        command = " ".join(map(str, self.arguments))
        told = f"agglo {command}: {self.code}, not {code}\n{self.out}\n{self.err}"
        assert self.code == code, told
        return self


def agglo(*arguments, stdin=""):
    done = subprocess.run(
        [BINARY, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=RUN_SECONDS_MAX,
    )
    return Run(arguments, done.returncode, done.stdout, done.stderr)


def make_ledger(folder):
    """The reference region at scale 1, as `folder`/ledger.db."""
    agglo("init", "--pack", PACK, "--db", Path(folder) / "ledger.db").expect(0)


class Ledger:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="agglo-scenario-"))
        self.db = self.folder / "ledger.db"
        made = os.environ.get("AGGLO_SCENARIO_LEDGER")
        if made:
            self.copy(Path(made) / "ledger.db", self.db)
        else:
            make_ledger(self.folder)

    @staticmethod
    def copy(source, target):
        """The journal and what of it still stands in the write-ahead log."""
        for ending in ("", "-wal"):
            if Path(f"{source}{ending}").exists():
                shutil.copyfile(f"{source}{ending}", f"{target}{ending}")

    def agglo(self, command, *arguments, stdin=""):
        """Runs a command on this ledger."""
        return agglo(*command.split(), "--db", self.db, *arguments, stdin=stdin)

    def add_user(self, name, *roles, regions=(), password="correct horse 9"):
        options = [word for role in roles for word in ("--role", role)]
        options += [word for region in regions for word in ("--region", region)]
        self.agglo("user add", name, *options, stdin=password + "\n").expect(0)

    def token(self, name, *options):
        options = options or ("--write",)
        return self.agglo("user token", name, "--label", "scenario", *options).expect(0).out.strip()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()
