"""What the scenarios of `agglo project` share: a served ledger to edit, and a process that follows."""
import signal
import subprocess

from ledger import BINARY
from scenario import ServedScenario, project

WAIT_SECONDS_MAX = 30


class Follower:
    """`agglo project --follow` as a process of its own; `lines` of what it prints."""

    def __init__(self, *arguments, environment=None):
        self.process = subprocess.Popen(
            [BINARY, "project", "--follow", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def line(self):
        return self.process.stdout.readline()

    def stop(self):
        """Its exit code and what it printed on standard error."""
        self.process.send_signal(signal.SIGTERM)
        _, told = self.process.communicate(timeout=WAIT_SECONDS_MAX)
        return self.process.returncode, told

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


class ProjectScenario(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def create(self, name, region="441284", **fields):
        return self.client.post("/project", project(name, region, **fields)).expect(201).json

    def edit(self, record, **fields):
        current = self.client.get(f"/project/{record['id']}").expect(200).json
        body = {"fields": fields, "reason": "更正"}
        return self.client.patch(f"/project/{record['id']}", body, current["version"]).expect(200)
