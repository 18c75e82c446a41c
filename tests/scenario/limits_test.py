"""Everything has a limit, and who goes over it is told so."""
import json
import socket
import unittest

from scenario import ServedScenario, project

KIB, MIB = 1 << 10, 1 << 20


class Limits(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def test_bodies(self):
        for path, size in (
            ("/session", 9 * KIB),
            ("/session/demo", 9 * KIB),
            ("/project", MIB + 1),
            ("/query", MIB + 1),
        ):
            with self.subTest(path):
                body = '{"name":"' + "x" * size + '"}'
                self.client.post(path, body).expect(413, "too_large")

    def test_parameters(self):
        condition = ["name", "contains", "x"]
        for query in ({"limit": 501}, {"where": [condition] * 51}):
            with self.subTest(list(query)):
                self.client.get("/project", **query).expect(413, "too_large")
        self.client.get("/project", limit=500, where=[condition] * 50).expect(200)
        self.client.get("/activity", limit=101).expect(413, "too_large")

    def test_queries(self):
        for members, right in (
            ({"group": ["region"] * 9}, False),
            ({"measures": [["count", "name", f"c{i}"] for i in range(33)]}, False),
            ({"measures": [["count", "name", f"c{i}"] for i in range(32)]}, True),
            ({"where": [["expected_jobs", "in", list(range(10_001))]]}, False),
            ({"where": [["expected_jobs", "in", list(range(10_000))]]}, True),
            ({"group": ["region"], "limit": 10_001}, False),
        ):
            with self.subTest(json.dumps(members)[:60]):
                answer = self.client.post("/query", {"entity": "project", **members})
                answer.expect(200) if right else answer.expect(413, "too_large")

    def test_deep_json(self):
        for depth in (40, 100_000):
            with self.subTest(depth):
                deep = "[" * depth + "]" * depth
                self.client.post("/query", '{"entity":"project","where":' + deep + "}").expect(422)

    def test_transactions(self):
        changes = [{"op": "create", "entity": "project", **project(f"多{i}")} for i in range(500)]
        receipt = self.client.post("/transactions", {"changes": changes}).expect(200).json
        self.assertEqual(len(receipt["records"]), 500)

    def test_heads(self):
        self.client.get("/project", {"X-Long": "x" * 20 * KIB}).expect(431)
        self.assertIn(self.client.get("/project", q="x" * 20 * KIB).status, (414, 431))

    def test_what_is_not_http(self):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as raw:
            raw.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
            self.assertTrue(raw.recv(100).startswith(b"HTTP/1.1 400"))


if __name__ == "__main__":
    unittest.main()
