"""Searching: /search and `agglo search`."""
import json
import unittest

from scenario import LedgerScenario, ServedScenario, project


def told(answer):
    """Entity to (id, field, kind) of its hits, in order."""
    return {group["entity"]: [(hit["id"], hit["field"], hit["kind"]) for hit in group["hits"]]
            for group in answer["entities"]}


class Search(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def create(self, name, **fields):
        body = {**project(name, **fields), "reason": "登记"}
        return self.client.post("/project", body).expect(201).json["id"]

    def search(self, q, **query):
        return self.client.get("/search", q=q, **query).expect(200).json

    def test_finds_ranks_and_shows_the_place(self):
        long = self.create("广鎏研发", summary="由鎏金公司（鎏金汇）建设")
        part = self.create("大鎏金汇园")
        first = self.create("鎏金汇")
        answer = self.search("鎏金汇", entity="project")
        self.assertEqual(told(answer)["project"], [
            (first, "name", "whole"), (part, "name", "part"), (long, "summary", "part")])
        [group] = answer["entities"]
        self.assertEqual((group["total"], group["more"]), (3, False))
        hit = group["hits"][1]
        points = list(hit["snippet"])
        self.assertEqual("".join(points[hit["from"]:hit["to"]]), "鎏金汇")
        self.assertEqual(hit["label"], "大鎏金汇园")
        for q, kind in (("liujinhui", "pinyin"), ("ljhy", "initials")):
            with self.subTest(q):
                self.assertIn((part, "name", kind), told(self.search(q))["project"])
        self.assertGreater(answer["as_of"], 0)
        before = self.search("鎏金汇", as_of=answer["as_of"] - 1)
        self.assertEqual([hit[0] for hit in told(before)["project"]], [part, long])

    def test_searches_all_ledgers(self):
        answer = self.search("肇庆", limit=2)
        self.assertGreater(len(answer["entities"]), 2)
        for group in answer["entities"]:
            self.assertLessEqual(len(group["hits"]), 2)
            self.assertGreaterEqual(group["total"], len(group["hits"]))
        self.assertEqual(self.search("没有这样的文字")["entities"], [])

    def test_shows_only_what_may_be_seen(self):
        with_phone = self.create("联络试验", contact_phone="13899990001")
        hits = self.search("联络试验")
        self.assertEqual([hit[0] for hit in told(hits)["project"]], [with_phone])
        reader = self.server.client().get("/search", q="肇庆")
        self.assertEqual((reader.status, reader.json["code"]), (401, "unauthenticated"))

    def test_refuses(self):
        rows = [({"q": ""}, 422, "required", "/q"), ({"q": "x" * 201}, 422, "too_long", "/q"),
                ({"q": "x", "limit": 101}, 413, "too_large", "/limit"),
                ({"q": "x", "limit": "many"}, 422, "wrong_type", "/limit"),
                ({"q": "x", "entity": "moon"}, 404, "unknown_entity", "/entity"),
                ({"q": "x", "as_of": "never"}, 422, "bad_point", "/as_of")]
        for query, status, code, path in rows:
            with self.subTest(code):
                answer = self.client.get("/search", **query)
                self.assertEqual((answer.status, answer.json["code"]), (status, code))
                self.assertEqual(answer.json["errors"][0]["path"], path)


class SearchCommand(LedgerScenario):
    def test_prints_hits(self):
        run = self.ledger.agglo("search", "肇庆", "--entity", "region").expect(0)
        self.assertRegex(run.out, r"region \(\d+\)\n  \d+\t肇庆")
        found = json.loads(self.ledger.agglo("search", "zhaoqing", "--json").expect(0).out)
        self.assertIn("region", [group["entity"] for group in found])
        self.assertEqual(self.ledger.agglo("search", "没有这样的文字").expect(0).out, "")
        self.ledger.agglo("search", "a", "--entity", "moon").expect(3)
        self.ledger.agglo("search").expect(2)


if __name__ == "__main__":
    unittest.main()
