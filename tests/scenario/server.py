"""`agglo serve` as a process of its own.

    server = Server(ledger.db, "--demo")
    server.client().get("/healthz").expect(200)
    server.stop()
"""
import re
import signal
import subprocess

from client import Client
from ledger import BINARY

STOP_SECONDS_MAX = 20


class Server:
    def __init__(self, db, *options):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--db", db, "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.lines = []
        self.port = self._port_told()

    def _port_told(self):
        """Reads what it prints up to the address it listens on."""
        for line in self.process.stdout:
            self.lines.append(line.strip())
            told = re.match(r"Agglo http://\S+:(\d+)", line)
            if told:
                return int(told.group(1))
        code = self.process.wait(STOP_SECONDS_MAX)
        raise AssertionError(f"serve ended with {code}: {self.process.stderr.read()}")

    def link_secrets(self):
        """The one-time secrets of the first administrators, as they are offered."""
        return re.findall(r"welcome\?token=(\S+)", "\n".join(self.lines))

    def client(self, **options):
        return Client(self.port, **options)

    def kill(self):
        """As by a power cut: nothing of it runs again."""
        self._end(signal.SIGKILL)

    def stop(self):
        """Asks it to stop; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(STOP_SECONDS_MAX)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()
