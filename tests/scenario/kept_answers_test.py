"""Grouped answers that the server keeps: the same as those worked out anew, after every change."""
import unittest
from urllib.request import urlopen

from scenario import ServedScenario, project

QUESTIONS = [
    {"group": ["region", "stage"], "measures": [["count"], ["sum", "total_investment"]]},
    {"group": ["signed_on:year"], "measures": [["max", "total_investment"], ["count"]],
     "running": ["count"]},
    {"group": ["region.code"], "measures": [["median", "land_area"], ["distinct", "stage"]]},
    {"group": ["stage"], "filter": "计划总投资 >= 亿元(1)", "measures": [["sum", "land_area"]]},
    {"group": ["stage"], "measures": [["sum", "milestone_count"], ["avg", "days_since_signing"]]},
]


class KeptAnswers(ServedScenario):
    def setUp(self):
        self.bureau = self.demo("investment_bureau")
        self.promoter = self.demo("promoter")

    def counts(self):
        with urlopen(f"http://127.0.0.1:{self.bureau.port}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        found = dict(line.split() for line in lines if line.startswith("agglo_group_answer"))
        return {name.removeprefix("agglo_group_answers_"): int(n) for name, n in found.items()}

    def expect_the_same(self, client):
        """A point asked for by its number passes what is kept by."""
        now = client.get("/journal").expect(200).json["sequence"]
        for question in QUESTIONS:
            body = {"entity": "project", **question}
            kept = client.post("/query", body)
            anew = client.post("/query", {**body, "as_of": now})
            self.assertEqual(kept.body, anew.body, question)
        for page in ("/overview", "/figures") if client is self.bureau else ():
            self.assertEqual(client.get(page).expect(200).body, client.get(page, as_of=now).body)

    def test_answers_follow_every_change(self):
        for client in (self.bureau, self.promoter):
            self.expect_the_same(client)
        made = self.bureau.post("/project", project("新", total_investment=12e8)).expect(201).json
        self.expect_the_same(self.bureau)
        path = f"/project/{made['id']}"
        self.bureau.patch(path, {"fields": {"stage": "signed", "land_area": 70000}}, 1).expect(200)
        for client in (self.bureau, self.promoter):
            self.expect_the_same(client)
        self.bureau.delete(path, 2).expect(204)
        self.expect_the_same(self.bureau)

    def test_answers_are_kept_for_pages_and_saved_queries(self):
        self.bureau.get("/overview").expect(200)
        before = self.counts()
        self.bureau.get("/overview").expect(200)
        after = self.counts()
        self.assertGreater(after["held"], before["held"])
        self.assertEqual(after["anew"], before["anew"], "the overview was worked out again")
        body = {"code": "kept", "name": "kept", "entity": "project", "body": '{"group":["stage"]}',
                "owner": self.bureau.get("/session").json["user"]["name"]}
        self.bureau.post("/saved_query", {"fields": body}).expect(201)
        self.bureau.get("/saved/kept/run").expect(200)
        before = self.counts()
        self.bureau.get("/saved/kept/run").expect(200)
        self.assertEqual(self.counts()["held"], before["held"] + 1)


class Undecided(ServedScenario):
    def test_a_filter_tells_whom_it_leaves_undecided(self):
        bureau = self.demo("investment_bureau")
        made = bureau.post("/project", project("缺地", total_investment=9e8)).expect(201).json
        asked = {"filter": "用地面积 > 50000 and 计划总投资 > 亿元(8)", "limit": 500}
        answer = bureau.get("/project/unknown", **asked).expect(200).json
        [row] = [row for row in answer["rows"] if row["id"] == made["id"]]
        self.assertEqual(row["missing"], ["land_area"])
        [fact] = [fact for fact in answer["facts"] if fact["path"] == "land_area"]
        self.assertEqual(fact["zh"], "用地面积")
        self.assertEqual(sum(each["count"] for each in answer["sets"]), answer["examined"])
        small = bureau.post("/project", project("小", total_investment=1e8)).expect(201).json
        again = bureau.get("/project/unknown", **asked).json
        self.assertNotIn(small["id"], [row["id"] for row in again["rows"]], "it is known to be out")
        by_query = bureau.post("/query", {"entity": "project", "missing": True, **asked}).json
        self.assertEqual(by_query["rows"], again["rows"])
        bureau.get("/project/unknown").expect(422, "required")
        bureau.get("/project/unknown", filter="总投资嘛 > 3").expect(422, "feel_unknown_name")

    def test_the_command_line_tells_too(self):
        answer = self.query({"entity": "project", "missing": True, "limit": 1,
                             "filter": "land_area > 50000"})
        self.assertGreater(answer["total"], 0)
        self.assertEqual(answer["rows"][0]["missing"], ["land_area"])


if __name__ == "__main__":
    unittest.main()
