"""A PostgreSQL cluster of a test's own, with PostGIS, on a free port of 127.0.0.1.

    with Postgres() as postgres:
        postgres.ask("SELECT 1")       # [["1"]]

PostgreSQL does not run as root: then it is started as the user `postgres`.
"""
import csv
import io
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
START_SECONDS_MAX = 30


def program(name):
    return shutil.which(name, path=os.pathsep.join([*map(str, FOLDERS), os.environ["PATH"]]))


def missing():
    """What keeps a cluster from being made here; None: nothing."""
    if not program("initdb"):
        return "no postgresql-15 (tools/setup test)"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "no postgresql-15-postgis-3 (tools/setup test)"
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    password = "s3cret-word"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="agglo-postgres-"))
        self.identity = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.identity = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.port = free_port()
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)
        self.run("initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A",
                 "scram-sha-256", f"--pwfile={secret}", "--no-sync")
        self.start()
        self.ask("CREATE DATABASE zone", database="postgres")

    @property
    def data(self):
        return self.folder / "data"

    @property
    def uri(self):
        """Without the password."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/zone"

    @property
    def environment(self):
        return {**os.environ, "PGPASSWORD": self.password}

    def run(self, name, *arguments):
        subprocess.run([program(name), *arguments], check=True, capture_output=True,
                       cwd=self.folder, **self.identity)

    def start(self):
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = self.folder / "log"
        self.run("pg_ctl", "-D", self.data, "-w", "-o", settings, "-l", log, "start")

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def ask(self, sql, database="zone", user="postgres"):
        """The rows a statement answers, as texts."""
        command = [program("psql"), "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-h",
                   "127.0.0.1", "-p", str(self.port), "-U", user, "-d", database, "-c", sql]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              encoding="utf-8", timeout=60)
        assert done.returncode == 0, f"{sql}\n{done.stderr}"
        return list(csv.reader(io.StringIO(done.stdout)))

    def wait_for(self, sql, answer, seconds=START_SECONDS_MAX):
        """Asks until the first value is this one."""
        end = time.monotonic() + seconds
        while self.ask(sql)[0][0] != answer:
            assert time.monotonic() < end, f"{sql}: {self.ask(sql)}, not {answer}"
            time.sleep(0.2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
