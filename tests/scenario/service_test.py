"""What a machine asks: health, metrics, checkpoint, description; and the console's files."""
import gzip
import json
import re
import unittest

from scenario import ServedScenario, project

NO_BODY = {"get", "delete"}


class Service(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def test_alive_and_ready(self):
        nobody = self.server.client()
        self.assertEqual(nobody.get("/healthz").expect(200).json, {"alive": True})
        self.assertEqual(nobody.get("/readyz").expect(200).json, {"ready": True})

    def test_metrics_are_for_this_machine(self):
        nobody = self.server.client()
        text = nobody.get("/metrics").expect(200).body.decode()
        for name in ("agglo_journal_sequence", "agglo_records", "agglo_http_requests_total"):
            self.assertRegex(text, rf"(?m)^{name} \d+$")
        nobody.get("/metrics", {"X-Forwarded-For": "10.0.0.1"}).expect(403)
        nobody.get("/metrics", {"Host": "example.org"}).expect(403)

    def test_the_checkpoint_is_what_verify_prints(self):
        self.client.post("/project", project("检查点")).expect(201)
        told = self.client.get("/journal").expect(200).json
        out = self.ledger.agglo("verify").expect(0).out
        checkpoint = f"{told['sequence']}:{told['hash']}"
        self.assertIn(f"检查点 checkpoint {checkpoint}  {told['recorded_at']}", out)
        self.ledger.agglo("verify", "--checkpoint", checkpoint).expect(0)
        self.assertEqual(told["algorithm"], "SHA-256")

    def test_compression(self):
        plain = self.client.get("/project", {"Accept-Encoding": "identity"}, limit=100)
        packed = self.client.get("/project", {"Accept-Encoding": "gzip"}, limit=100)
        self.assertNotIn("content-encoding", plain.headers)
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertLess(len(packed.body), len(plain.body) / 3)
        self.assertEqual(gzip.decompress(packed.body), plain.body)

    def test_every_answer_has_a_request_id(self):
        for path in ("/healthz", "/project", "/nobody"):
            answer = self.client.get(path)
            self.assertTrue(answer.headers["x-request-id"])
            if answer.code:
                self.assertEqual(answer.json["request_id"], answer.headers["x-request-id"])


class Description(ServedScenario):
    def setUp(self):
        self.client = self.demo()
        self.description = self.client.get("/openapi.json").expect(200).json

    def operations(self):
        for path, operations in self.description["paths"].items():
            for method, operation in operations.items():
                yield path, method, operation

    def test_every_route_answers(self):
        for path, method, _ in self.operations():
            with self.subTest(f"{method} {path}"):
                filled = path.replace("{entity}", "project").replace("{id}", "1")
                if filled == "/api/v1/events":
                    continue
                nobody = self.server.client(at_root=True)
                answer = nobody.ask(method.upper(), filled, None if method in NO_BODY else {})
                self.assertNotIn(answer.code, ("no_such_route", "method_not_allowed", "internal"))

    def test_parameters_are_complete(self):
        for path, method, operation in self.operations():
            with self.subTest(f"{method} {path}"):
                given = operation.get("parameters", [])
                in_path = {p["name"] for p in given if p["in"] == "path"}
                self.assertEqual(in_path, set(re.findall(r"\{(\w+)\}", path)))
                self.assertTrue(all(p["required"] for p in given if p["in"] == "path"))
                self.assertEqual(len({(p["name"], p["in"]) for p in given}), len(given))
                self.assertIn("default", operation["responses"])
                self.assertRegex(operation["summary"], "[一-鿿].* · [A-Z]")

    def test_references_lead_somewhere(self):
        schemas = self.description["components"]["schemas"]
        text = json.dumps(self.description)
        for name in set(re.findall(r'#/components/schemas/([^"]+)"', text)):
            self.assertIn(name, schemas)
        self.assertEqual(self.description["openapi"], "3.1.0")

    def test_every_entity_is_described(self):
        schemas = self.description["components"]["schemas"]
        for entity in self.client.get("/schema").json["entities"]:
            described = schemas[f"fields.{entity['entity']}"]["properties"]
            self.assertLessEqual({field["name"] for field in entity["fields"]}, set(described))

    def test_answers_hold_what_is_required(self):
        """Answers to reads have the members that the description requires, and no others."""
        for path, component in (
            ("/session", "Session"), ("/schema", "Schema"), ("/project", "RecordPage"),
            ("/project/1", "Record"), ("/project/1/history", "History"), ("/journal", "Journal"),
            ("/project/1/related", "Related"), ("/overview", "Overview"), ("/figures", "Figures"),
            ("/activity", "Activity"), ("/healthz", "Health"), ("/readyz", "Readiness"),
        ):
            with self.subTest(path):
                answer = self.client.get(path).expect(200).json
                self.check(answer, {"$ref": f"#/components/schemas/{component}"}, component)

    def check(self, value, schema, at):
        if "$ref" in schema:
            schema = self.description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        if isinstance(value, dict) and "properties" in schema:
            self.assertLessEqual(set(schema.get("required", [])), set(value), at)
            self.assertLessEqual(set(value), set(schema["properties"]), at)
            for name, member in value.items():
                self.check(member, schema["properties"][name], f"{at}.{name}")
        if isinstance(value, list) and "items" in schema:
            for item in value[:20]:
                self.check(item, schema["items"], f"{at}[]")


class Console(ServedScenario):
    def setUp(self):
        self.nobody = self.server.client(at_root=True)

    def get(self, path, **headers):
        return self.nobody.get(path, headers)

    def test_the_page_and_every_route_of_it(self):
        page = self.get("/").expect(200)
        self.assertTrue(page.headers["content-type"].startswith("text/html"))
        self.assertEqual(page.headers["cache-control"], "no-cache")
        for path in ("/index.html", "/project", "/project/7", "/welcome", "/sign-in"):
            with self.subTest(path):
                self.assertEqual(self.get(path).expect(200).body, page.body)
        assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.body.decode())
        self.assertTrue(assets)
        for path in assets:
            with self.subTest(path):
                self.assertIn("immutable", self.get(path).expect(200).headers["cache-control"])

    def test_what_is_not_there(self):
        missing = ("/assets/none.js", "/none.txt", "/api/none", "/api/v2/project")
        for path in (*missing, "/../etc/passwd.txt"):
            with self.subTest(path):
                answer = self.get(path)
                self.assertIn(answer.status, (400, 404))
                self.assertTrue(answer.code)
        self.get("/api/v1/a/b/c/d").expect(404, "no_such_route")

    def test_methods_that_are_not_there(self):
        answer = self.nobody.ask("PUT", "/api/v1/project", {})
        answer.expect(405, "method_not_allowed")
        self.assertEqual(answer.headers["allow"], "GET, HEAD, POST")
        self.assertEqual(self.nobody.ask("HEAD", "/").expect(200).body, b"")


if __name__ == "__main__":
    unittest.main()
