"""HTTP as a stranger may send it, and what is kept of it in the access log."""
import json
import os
import re
import signal
import socket
import tempfile
import time
import unittest

from scenario import ServedScenario

PATIENCE_SECONDS = 20
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\n"
AMBIGUOUS = [
    POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    POST + b"Content-Length: 0\r\nContent-Length: 36\r\n\r\n",
    POST + b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n",
    POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    POST + b"A: b\r\n Content-Length: 36\r\n\r\n",
    POST + b"A: b\nContent-Length: 36\r\n\r\n",
    POST + b"A: b\x00\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n",
    b"GET http://elsewhere/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /healthz\r\n",
]


class Http(ServedScenario):
    @classmethod
    def prepare(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.log = os.path.join(folder.name, "access.log")
        cls.options = ("--demo", "--access-log", cls.log)

    def all_answered(self, raw):
        """Everything that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE_SECONDS) as client:
            client.sendall(raw)
            client.shutdown(socket.SHUT_WR)
            parts = iter(lambda: client.recv(65536), b"")
            return b"".join(parts)

    def logged(self, request_id):
        """The line of that request, once it is written."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with open(self.log, encoding="utf-8") as lines:
                for line in map(json.loads, lines):
                    if line.get("request_id") == request_id:
                        return line
            time.sleep(0.05)
        raise AssertionError(f"{request_id} was not logged")

    def test_one_answer_to_what_could_be_two_requests(self):
        for raw in AMBIGUOUS:
            with self.subTest(raw):
                answered = self.all_answered(raw + SMUGGLED * 2)
                self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d", answered)), 1, answered)
                self.assertRegex(answered, rb"^HTTP/1\.1 4\d\d ")
                self.assertIn(b"Connection: close", answered)

    def test_ids(self):
        client = self.server.client()
        echoed = client.get("/healthz", {"X-Request-Id": "trace-0001"}).headers["x-request-id"]
        self.assertEqual(echoed, "trace-0001")
        echoed = client.get("/healthz", {"X-Request-Id": "<script>"}).headers["x-request-id"]
        self.assertRegex(echoed, "^[0-9a-f]{16}$")

    def test_the_log_names_who_asked_for_what(self):
        client = self.demo()
        answer = client.get("/project/1", {"X-Request-Id": "trace-list"}, as_of="2")
        line = self.logged("trace-list")
        self.assertEqual(line["method"], "GET")
        self.assertEqual(line["route"], "/api/v1/{entity}/{id}")
        self.assertEqual(line["path"], "/api/v1/project/1")
        self.assertEqual(line["status"], answer.status)
        self.assertGreater(line["bytes"], len(answer.body) // 10)
        self.assertEqual(line["remote"], "127.0.0.1")
        self.assertTrue(line["account"])

    def test_the_log_has_no_secrets(self):
        client = self.demo()
        client.post("/session", {"name": "geheim", "password": "geheimnis"}, {"X-Request-Id": "trace-post"})
        client.get("/project", {"X-Request-Id": "trace-query"}, q="geheim")
        client.get("/healthz", {"X-Request-Id": "trace-token", "Authorization": "Bearer geheim"})
        for request_id in ("trace-post", "trace-query", "trace-token"):
            self.logged(request_id)
        with open(self.log, encoding="utf-8") as log:
            text = log.read()
        self.assertNotIn("geheim", text)
        self.assertNotIn(client.cookie, text)
        self.assertNotIn("?", text)

    def test_the_log_is_reopened(self):
        client = self.server.client()
        client.get("/healthz", {"X-Request-Id": "trace-before"})
        self.logged("trace-before")
        os.rename(self.log, self.log + ".moved")
        self.server.process.send_signal(signal.SIGHUP)
        until = time.monotonic() + PATIENCE_SECONDS
        while not os.path.exists(self.log) and time.monotonic() < until:
            time.sleep(0.05)
        client.get("/healthz", {"X-Request-Id": "trace-after"})
        self.logged("trace-after")

    def test_what_it_counts(self):
        text = self.server.client().get("/metrics").expect(200).body.decode()
        for name in ("connections_max", "connections_refused_total", "access_log_dropped_total"):
            self.assertRegex(text, rf"(?m)^agglo_http_{name} \d+$")


if __name__ == "__main__":
    unittest.main()
