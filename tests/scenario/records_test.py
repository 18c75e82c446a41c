"""Reading: lists, filters, order, pages, one record, points in time, queries."""
import unittest

from scenario import ServedScenario

SIHUI = "441284"
BEFORE_SIGNING = ("lead", "negotiating", "gate", "filed")


class Records(ServedScenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.server.client().sign_in_demo("investment_bureau")

    def page(self, **query):
        return self.client.get("/project", **query).expect(200).json

    def test_a_list(self):
        page = self.page(limit=7)
        self.assertEqual(len(page["items"]), 7)
        self.assertGreater(page["total"], 500)
        self.assertGreater(page["as_of"], 1000)
        self.assertRegex(page["on"], r"^\d{4}-\d\d-\d\d$")
        for record in page["items"]:
            self.assertLessEqual({"id", "version", "label", "fields"}, set(record))
            self.assertEqual(record["label"], record["fields"]["name"])
            self.assertNotIn(None, record["fields"].values(), "null fields are left out")

    def test_pages_show_every_record_once(self):
        where = [["region.code", "eq", SIHUI]]
        query = {"where": where, "sort": "-total_investment,name", "limit": 40}
        seen, cursor = [], None
        while True:
            page = self.page(**query, cursor=cursor)
            seen += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        self.assertEqual(len(seen), page["total"])
        self.assertEqual(len({record["id"] for record in seen}), len(seen))
        whole = self.page(**{**query, "limit": 500})["items"]
        self.assertEqual([record["id"] for record in seen], [record["id"] for record in whole])
        amounts = [record["fields"].get("total_investment") for record in seen]
        known = [amount for amount in amounts if amount is not None]
        self.assertEqual(known, sorted(known, reverse=True))
        self.assertEqual(amounts[: len(known)], known, "missing values come last")

    def test_a_cursor_belongs_to_its_question(self):
        cursor = self.page(sort="name", limit=5)["next_cursor"]
        answer = self.client.get("/project", sort="-name", limit=5, cursor=cursor)
        answer.expect(422, "bad_cursor")

    def test_filters(self):
        every = self.page(limit=1)["total"]
        for where, holds in (
            (["stage", "eq", "signed"], lambda f: f["stage"] == "signed"),
            (["stage", "in", ["signed", "started"]], lambda f: f["stage"] in ("signed", "started")),
            (["stage", "lt", "signed"], lambda f: f["stage"] in BEFORE_SIGNING),
            (["total_investment", "gt", 1e9], lambda f: f["total_investment"] > 1e9),
            (
                ["total_investment", "between", [1e8, 2e8]],
                lambda f: 1e8 <= f["total_investment"] <= 2e8,
            ),
            (["signed_on", "lt", "2021-01-01"], lambda f: f["signed_on"] < "2021-01-01"),
            (["signed_on", "null", True], lambda f: "signed_on" not in f),
            (["manufacturing", "eq", True], lambda f: f["manufacturing"] is True),
            (["manufacturing", "ne", True], lambda f: f["manufacturing"] is False),
            (["name", "contains", "电池"], lambda f: "电池" in f["name"]),
            (["region", "eq", SIHUI], lambda f: f["region"]["code"] == SIHUI),
            (["region.code", "eq", SIHUI], lambda f: f["region"]["code"] == SIHUI),
        ):
            with self.subTest(where):
                page = self.page(where=[where], limit=500)
                self.assertTrue(0 < page["total"] < every, page["total"])
                for record in page["items"]:
                    self.assertTrue(holds(record["fields"]), record)

    def test_text_search(self):
        found = self.page(q="电池", limit=500)
        self.assertGreater(found["total"], 0)
        texts = ("code", "name", "investor", "summary", "address", "main_products")
        for record in found["items"]:
            self.assertIn("电池", " ".join(record["fields"].get(name, "") for name in texts))

    def test_chosen_fields(self):
        for record in self.page(fields="name,region", limit=5)["items"]:
            self.assertEqual(list(record["fields"]), ["name", "region"])

    def test_one_record_and_its_tag(self):
        record = self.page(limit=1)["items"][0]
        path = f"/project/{record['id']}"
        answer = self.client.get(path).expect(200)
        self.assertEqual(answer.etag, f'"{record["version"]}"')
        self.assertEqual(answer.json["fields"], record["fields"])
        self.assertEqual(
            set(answer.json["provenance"]), {"created_at", "created_by", "updated_at", "updated_by"}
        )
        self.client.get(path, {"If-None-Match": answer.etag}).expect(304)
        self.client.get(path, {"If-None-Match": '"999"'}).expect(200)
        self.client.get("/project/99999999").expect(404, "no_such_record")
        self.client.get("/project/one").expect(404, "no_such_record")

    def test_points_in_time(self):
        now = self.page(limit=1)
        for point in ("1000", "2021-06-30T00:00:00Z"):
            with self.subTest(point):
                then = self.page(limit=1, as_of=point)
                self.assertLess(then["total"], now["total"])
                self.assertLess(then["as_of"], now["as_of"])
        dated = self.page(limit=1, on="2024-02-29")
        self.assertEqual(dated["on"], "2024-02-29")

    def test_the_query_agrees_with_the_list(self):
        where = [["stage", "eq", "signed"]]
        body = {"entity": "project", "where": where, "group": ["region"], "measures": [["count"]]}
        rows = self.client.post("/query", body).expect(200).json["rows"]
        total = self.page(where=where, limit=1)["total"]
        self.assertEqual(sum(row["count"] for row in rows), total)
        for row in rows:
            drill = [*where, ["region", "eq", row["region"]["id"]]]
            self.assertEqual(self.page(where=drill, limit=1)["total"], row["count"])

    def test_every_number_of_the_overview_opens_its_records(self):
        sections = self.client.get("/overview").expect(200).json["sections"]
        cards = [card for section in sections for card in section["cards"]]
        self.assertGreater(len(cards), 5)
        for card in cards:
            if "drill" not in card:
                continue
            with self.subTest(card["id"]):
                drill = card["drill"]
                found = self.client.get(f"/{drill['entity']}", where=drill["where"], limit=1)
                self.assertGreater(found.expect(200).json["total"], 0)

    def test_published_figures_hold(self):
        items = self.client.get("/figures").expect(200).json["items"]
        self.assertGreaterEqual(len(items), 30)
        self.assertEqual([item["id"] for item in items if not item["holds"]], [])


if __name__ == "__main__":
    unittest.main()
