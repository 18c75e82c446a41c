"""Saved queries: kept as records, opened with one's own rights; grouped questions by HTTP."""
import json
import unittest

from scenario import ServedScenario


def saved(code, owner, body, **fields):
    record = {"code": code, "name": code, "entity": "project", "owner": owner}
    return {"fields": {**record, "body": json.dumps(body, ensure_ascii=False), **fields}}


class SavedQueries(ServedScenario):
    def setUp(self):
        self.bureau = self.demo("investment_bureau")
        self.me = self.bureau.get("/session").expect(200).json["user"]["name"]

    def codes(self, client):
        return [item["code"] for item in client.get("/saved").expect(200).json["items"]]

    def test_a_saved_group_is_asked_with_ones_own_rights(self):
        body = {"group": ["region"], "measures": [["count"]]}
        record = saved("by-region", self.me, body, shared_with=["promoter"])
        self.bureau.post("/saved_query", record).expect(201)
        mine = self.bureau.get("/saved/by-region/run").expect(200).json
        promoter = self.demo("promoter")
        theirs = promoter.get("/saved/by-region/run", on="2025-01-01").expect(200).json
        self.assertLess(theirs["total"], mine["total"])
        self.assertEqual(theirs["on"], "2025-01-01")
        [item] = [i for i in self.bureau.get("/saved").json["items"] if i["code"] == "by-region"]
        self.assertEqual((item["kind"], item["mine"], item["body"]), ("group", True, body))
        self.assertNotIn("by-region", self.codes(self.demo("analyst")))
        self.demo("analyst").get("/saved/by-region/run").expect(404, "no_such_record")

    def test_a_saved_list_goes_on_page_by_page(self):
        record = saved("newest", self.me, {"sort": ["-signed_on"], "limit": 3})
        self.bureau.post("/saved_query", record).expect(201)
        first = self.bureau.get("/saved/newest/run").expect(200).json
        second = self.bureau.get("/saved/newest/run", cursor=first["next_cursor"]).json
        ids = [row["id"] for row in first["rows"] + second["rows"]]
        self.assertEqual(len(set(ids)), 6)
        told = self.ledger.agglo("query", "--saved", "newest").expect(0)
        self.assertEqual(len(json.loads(told.out)["rows"]), 3)

    def test_what_could_not_be_asked_is_not_saved(self):
        bad = saved("bad", self.me, {"group": [{"feel": "nonsense + 1", "name": "x"}]})
        answer = self.bureau.post("/saved_query", bad).expect(422)
        self.assertIn("/body/group/0/feel", answer.body.decode())
        others = saved("others", "somebody", {})
        self.bureau.post("/saved_query", others).expect(422)

    def test_groups_by_feel_tell_where_they_are_wrong(self):
        body = {"entity": "project", "group": ["region", {"feel": "1 +", "name": "x"}]}
        problem = self.bureau.post("/query", body).expect(422, "feel_syntax")
        self.assertIn("/group/1/feel", problem.body.decode())
        body["group"][1]["feel"] = "if total_investment > 亿元(10) then 1 else 2"
        body.update(top={"limit": 2, "sort": ["-total_investment"]}, drill=True)
        for row in self.bureau.post("/query", body).expect(200).json["rows"]:
            self.assertLessEqual(len(row["top"]), 2)
            self.assertIn("where", row["drill"])


if __name__ == "__main__":
    unittest.main()
