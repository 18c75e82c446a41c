"""Files over HTTP: imports tried, refused and applied; exports in every format."""
import csv
import io
import json
import sqlite3
import unittest
import zipfile

from scenario import ServedScenario

GOOD = "项目代码,项目名称,落地行政区,阶段,计划总投资（万元）\nH-1,网传甲,441284,已签约,100\nH-2,网传乙,四会市,线索,\n"
WRONG = GOOD.replace("H-", "X-") + "X-3,,没有的县,线索,1\n"
REGION = {"where": [["region.code", "eq", "441284"]]}


class Imports(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def send(self, text, headers=None, **query):
        query = {"entity": "project", "format": "csv", **query}
        return self.client.post("/imports", text, headers, **query)

    def sequence(self):
        return self.client.get("/journal").json["sequence"]

    def test_try_apply_repeat(self):
        before = self.sequence()
        tried = self.send(GOOD, dry_run=True).expect(200).json
        self.assertEqual((tried["created"], tried["batch"], self.sequence()), (2, None, before))
        columns = {column["header"]: column["field"] for column in tried["columns"]}
        self.assertEqual(columns["计划总投资（万元）"], "total_investment")
        applied = self.send(GOOD, reason="月报").expect(200).json
        self.assertEqual(self.sequence(), applied["sequence"])
        [entry] = self.client.get("/activity", limit=1).json["items"]
        self.assertEqual((entry["batch"], entry["reason"]), (applied["batch"], "月报"))
        self.assertEqual(entry["entities"], [{"entity": "project", "count": 2}])
        again = self.send(GOOD).expect(200).json
        self.assertEqual((again["same"], again["batch"]), (2, None))

    def test_wrong_rows(self):
        before = self.sequence()
        report = self.send(WRONG).expect(200).json
        self.assertEqual((report["wrong"], report["batch"], self.sequence()), (1, None, before))
        self.assertLessEqual(
            {(4, "name", "required"), (4, "region", "no_such_reference")},
            {(error["row"], error["field"], error["code"]) for error in report["errors"]},
        )
        skipped = self.send(WRONG, skip_wrong=True).expect(200).json
        self.assertEqual((skipped["created"], skipped["wrong"]), (2, 1))
        self.assertGreater(skipped["batch"], 0)

    def test_a_repeated_header_is_named(self):
        report = self.send("项目代码,项目名称,项目\nR-1,甲,乙\n").expect(200).json
        self.assertIn((1, "repeated_header"), {(e["row"], e["code"]) for e in report["errors"]})
        self.assertIsNone(report["batch"])

    def test_a_repeated_key_writes_once(self):
        text, headers = GOOD.replace("H-", "K-"), {"Idempotency-Key": "import-1"}
        batches = [self.send(text, headers).expect(200).json["batch"] for _ in range(2)]
        self.assertGreater(batches[0], 0)
        self.assertIn(batches[1], (None, batches[0]))

    def test_what_is_refused(self):
        for text, query, status, code in (
            (GOOD, {"entity": "nobody"}, 404, "unknown_entity"),
            (GOOD, {"entity": None}, 422, "required"),
            (GOOD, {"format": "docx"}, 422, "not_in_enumeration"),
            ("", {}, 422, "bad_table"),
            (GOOD, {"format": "xlsx"}, 422, "bad_table"),
        ):
            with self.subTest((text[:12], query)):
                self.send(text, **query).expect(status, code)
        self.client = self.demo("analyst")
        self.send(GOOD.replace("H-", "A-")).expect(403, "forbidden")


class Exports(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def export(self, entity, form, **query):
        answer = self.client.get(f"/{entity}/export", format=form, **query).expect(200)
        named = answer.headers["content-disposition"]
        self.assertRegex(named, rf'filename="{entity}-\d{{4}}-\d\d-\d\d\.{form}"')
        self.assertIn("filename*=UTF-8''%", named)
        return answer.body

    def count(self, entity, **query):
        return self.client.get(f"/{entity}", limit=1, **query).json["total"]

    def test_csv(self):
        text = self.export("project", "csv", **REGION).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        self.assertEqual(len(rows) - 1, self.count("project", **REGION))

    def test_xlsx(self):
        with zipfile.ZipFile(io.BytesIO(self.export("project", "xlsx", **REGION))) as book:
            self.assertIsNone(book.testzip())

    def test_geojson(self):
        features = json.loads(self.export("parcel", "geojson"))["features"]
        self.assertEqual(len(features), self.count("parcel"))

    def test_gpkg(self):
        path = self.ledger.folder / "parcel.gpkg"
        path.write_bytes(self.export("parcel", "gpkg"))
        with sqlite3.connect(path) as db:
            [[table]] = db.execute("SELECT table_name FROM gpkg_contents").fetchall()
            [count] = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        db.close()
        self.assertEqual(count, self.count("parcel"))

    def test_what_is_refused(self):
        self.client.get("/project/export", format="docx").expect(422, "not_in_enumeration")
        self.client.get("/nobody/export").expect(404, "unknown_entity")
        self.demo("permit_desk").get("/loan_need/export").expect(403, "forbidden")


if __name__ == "__main__":
    unittest.main()
