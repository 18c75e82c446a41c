"""Mistakes of those who ask, one a line: what is sent, and the status, code and path answered."""
import unittest

from scenario import ServedScenario, project


def create(**fields):
    return ("POST", "/project", {"fields": {**project("坏")["fields"], **fields}}, {})


def listing(**query):
    return ("GET", "/project", None, query)


def query(**members):
    return ("POST", "/query", {"entity": "project", **members}, {})


def transaction(*changes):
    return ("POST", "/transactions", {"changes": list(changes)}, {})


CREATE = {"op": "create", "entity": "project", **project("坏")}
MISSING = {"op": "delete", "entity": "project", "id": 10**9, "version": 1}
UNTOLD = {"op": "create", "entity": "project", "fields": {"parent": {"ref": "$q"}}}

# Mistakes in fields: 422 validation_failed, with this code at /fields/…
FIELD_MISTAKES = [
    ({"name": None}, "name", "required"),
    ({"name": "   "}, "name", "required"),
    ({"name": 7}, "name", "wrong_type"),
    ({"name": "长" * 201}, "name", "too_long"),
    ({"name": "a\u0000b"}, "name", "bad_text"),
    ({"stage": "dreaming"}, "stage", "not_in_enumeration"),
    ({"stage": 3}, "stage", "wrong_type"),
    ({"region": 999999}, "region", "no_such_reference"),
    ({"region": {"code": "000000"}}, "region", "no_such_reference"),
    ({"region": True}, "region", "wrong_type"),
    ({"total_investment": -1}, "total_investment", "below_minimum"),
    ({"total_investment": "many"}, "total_investment", None),
    ({"total_investment": 1.005}, "total_investment", "too_many_decimals"),
    ({"total_investment": 1e17}, "total_investment", "out_of_range"),
    ({"progress": 1.5}, "progress", "above_maximum"),
    ({"expected_jobs": 1.5}, "expected_jobs", None),
    ({"manufacturing": "yes"}, "manufacturing", "wrong_type"),
    ({"signed_on": "2023-02-29"}, "signed_on", "bad_date"),
    ({"signed_on": 20230101}, "signed_on", "wrong_type"),
    ({"location": {"type": "Point", "coordinates": [200, 91]}}, "location", "bad_geometry"),
    ({"nonsense": 1}, "nonsense", "unknown_field"),
    ({"published": True}, "published", "reserved_field"),
]

# What is sent → status, code and, if not None, the path of the first error.
MISTAKES = [
    (("POST", "/project", "{", {}), 422, "malformed", None),
    (("POST", "/project", "[]", {}), 422, None, "/fields"),
    (("POST", "/project", {}, {}), 422, "required", "/fields"),
    (("POST", "/project", {"fields": []}, {}), 422, "required", "/fields"),
    (("POST", "/project", {**project("x"), "reason": 7}, {}), 422, "wrong_type", "/reason"),
    (("POST", "/project", {**project("x"), "reason": "长" * 2001}, {}), 422, "too_long", "/reason"),
    (("POST", "/nobody", project("x"), {}), 404, "unknown_entity", None),
    (("POST", "/session", {"name": "x"}, {}), 422, "required", "/password"),
    (("POST", "/session", "nonsense", {}), 422, "malformed", None),
    (listing(where="nonsense"), 422, "malformed", "/where"),
    (listing(where={"stage": "signed"}), 422, "wrong_type", "/where"),
    (listing(where=[["stage"]]), 422, "wrong_type", "/where/0"),
    (listing(where=[["stage", "is", "signed"]]), 422, "unknown_operator", "/where/0/1"),
    (listing(where=[["nonsense", "eq", 1]]), 422, "unknown_field", "/where/0/0"),
    (listing(where=[["region.nonsense", "eq", 1]]), 422, "unknown_field", "/where/0/0"),
    (listing(where=[["stage", "eq", "dreaming"]]), 422, "not_in_enumeration", "/where/0/2"),
    (listing(where=[["name", "between", [1]]]), 422, None, None),
    (listing(where=[["signed_on", "gt", "soon"]]), 422, "bad_date", "/where/0/2"),
    (listing(where=[["total_investment", "gt", "much"]]), 422, None, "/where/0/2"),
    (listing(where=[["stage", "null", "perhaps"]]), 422, "wrong_type", "/where/0/2"),
    (listing(sort="nonsense"), 422, "unknown_field", "/sort/0"),
    (listing(fields="name,nonsense"), 422, "unknown_field", "/fields"),
    (listing(limit="many"), 422, "wrong_type", "/limit"),
    (listing(limit="-1"), 422, "wrong_type", "/limit"),
    (listing(cursor="nonsense"), 422, "bad_cursor", "/cursor"),
    (listing(as_of="yesterday"), 422, "bad_point", "/as_of"),
    (listing(as_of="99999999"), 422, "bad_point", "/as_of"),
    (listing(on="2024-02-30"), 422, "bad_date", "/on"),
    (query(where=[["stage", "is", 1]]), 422, "unknown_operator", "/where/0/1"),
    (query(where=[["nonsense", "eq", 1]]), 422, "unknown_field", "/where/0/0"),
    (query(measures=[["total", "tax"]]), 422, "unknown_operator", "/measures/0/0"),
    (query(measures=[["sum", "name"]]), 422, "wrong_type", "/measures/0/1"),
    (query(measures=[["sum"]]), 422, "wrong_type", "/measures/0"),
    (query(group=["nonsense"]), 422, "unknown_field", "/group/0"),
    (query(group=["name:year"]), 422, "unknown_field", "/group/0"),
    (query(group=["region"], sort=["name"]), 422, "unknown_field", "/sort/0"),
    (query(limit="7"), 422, "wrong_type", "/limit"),
    (query(as_of="yesterday"), 422, "bad_point", "/as_of"),
    (query(on="yesterday"), 422, "bad_date", "/on"),
    (query(nonsense=1), 422, "unknown_field", "/nonsense"),
    (query(entity="nobody"), 404, "unknown_entity", None),
    (("POST", "/query", {}, {}), 422, "required", "/entity"),
    (("POST", "/transactions", {}, {}), 422, "required", "/changes"),
    (transaction(7), 422, "wrong_type", "/changes/0"),
    (transaction({"op": "destroy", "entity": "project"}), 422, None, "/changes/0/op"),
    (transaction({"op": "create"}), 422, "required", "/changes/0/entity"),
    (transaction({**CREATE, "entity": "nobody"}), 404, "unknown_entity", "/changes/0/entity"),
    (transaction({"op": "update", "entity": "project", "id": 1}), 428, "version_required", None),
    (transaction({**MISSING, "id": "x"}), 422, "wrong_type", "/changes/0/id"),
    (transaction(MISSING), 404, "no_such_record", "/changes/0/id"),
    (transaction(CREATE, UNTOLD), 422, "no_such_reference", "/changes/1/fields/parent"),
]


class BadInput(ServedScenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.server.client().sign_in_demo("investment_bureau")

    def check_problem(self, answer):
        """RFC 9457, in Chinese and English, with the request it belongs to."""
        problem = answer.json
        self.assertEqual(problem["status"], answer.status)
        self.assertEqual(problem["type"], f"/problems/{problem['code']}")
        self.assertRegex(problem["detail"], "[一-鿿]")
        self.assertRegex(problem["detail_en"], "[a-z]")
        self.assertTrue(problem["request_id"])
        for error in problem.get("errors", []):
            self.assertTrue(error["path"].startswith("/"), error)
            self.assertRegex(error["zh"], "[一-鿿]")
            self.assertRegex(error["en"], "[a-z]")
        return problem

    def test_fields(self):
        for fields, name, code in FIELD_MISTAKES:
            with self.subTest(fields):
                method, path, body, _ = create(**fields)
                problem = self.check_problem(self.client.ask(method, path, body).expect(422))
                [error] = problem["errors"]
                self.assertEqual(error["path"].split("/")[1:3], ["fields", name])
                if code:
                    self.assertEqual(error["code"], code)

    def test_requests(self):
        for (method, path, body, asked), status, code, at in MISTAKES:
            with self.subTest(f"{method} {path} {body} {asked}"):
                answer = self.client.ask(method, path, body, query=asked).expect(status)
                problem = self.check_problem(answer)
                errors = problem.get("errors", [])
                if code:
                    self.assertIn(code, [problem["code"], *(error["code"] for error in errors)])
                if at:
                    self.assertEqual([error["path"] for error in errors], [at])

    def test_all_mistakes_are_told_at_once(self):
        fields = {"name": None, "stage": "dreaming", "total_investment": -1}
        method, path, body, _ = create(**fields)
        answer = self.client.ask(method, path, body).expect(422, "validation_failed")
        problem = self.check_problem(answer)
        self.assertEqual(
            {error["path"]: error["code"] for error in problem["errors"]},
            {
                "/fields/name": "required",
                "/fields/stage": "not_in_enumeration",
                "/fields/total_investment": "below_minimum",
            },
        )

    def test_nothing_was_written(self):
        self.assertEqual(self.client.get("/project", where=[["name", "eq", "坏"]]).json["total"], 0)


if __name__ == "__main__":
    unittest.main()
