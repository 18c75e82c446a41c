"""`agglo export` and `agglo import`: files out, and a table in with its mistakes."""
import csv
import io
import json
import subprocess
import unittest
import zipfile

from scenario import LedgerScenario

GOOD = """\
项目代码,项目名称,落地行政区,阶段,计划总投资（万元）,签约时间
T-1,测试项目甲,441284,已签约,12000,2024-03-05
T-2,测试项目乙,四会市,线索,300.5,
"""
WRONG = GOOD + "T-3,测试项目丙,没有的县,线索,1,\nT-4,测试项目丁,441284,线索,很多,2024-13-40\n"


class Export(LedgerScenario):
    def export(self, name, entity, *options):
        path = self.ledger.folder / name
        self.ledger.agglo("export", "--entity", entity, "--out", path, *options).expect(0)
        return path

    def count(self, entity, where):
        body = {"entity": entity, "where": where, "measures": [["count"]]}
        return self.query(body)["rows"][0]["count"]

    def test_csv_holds_every_record(self):
        where = [["region.code", "eq", "441284"]]
        options = ("--where", json.dumps(where), "--sort=-total_investment")
        path = self.export("p.csv", "project", *options)
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        self.assertEqual(len(rows) - 1, self.count("project", where))
        self.assertIn("项目名称", rows[0])
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})

    def test_xlsx_is_a_workbook(self):
        with zipfile.ZipFile(self.export("p.xlsx", "project")) as book:
            self.assertIsNone(book.testzip())
            self.assertIn("xl/workbook.xml", book.namelist())

    def test_geojson_parses(self):
        found = json.loads(self.export("p.geojson", "parcel").read_text(encoding="utf-8"))
        self.assertEqual(found["type"], "FeatureCollection")
        self.assertEqual(len(found["features"]), self.count("parcel", []))
        kinds = {f["geometry"]["type"] for f in found["features"] if f["geometry"]}
        self.assertLessEqual(kinds, {"Polygon", "MultiPolygon"})

    def test_gpkg_opens_in_gdal(self):
        path = self.export("p.gpkg", "parcel")
        command = ["ogrinfo", "-so", "-al", path]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"Feature Count: {self.count('parcel', [])}", done.stdout)
        self.assertIn("4490", done.stdout)

    def test_as_of_an_earlier_point(self):
        now = self.export("now.csv", "project").read_bytes()
        then = self.export("then.csv", "project", "--as-of", "1000").read_bytes()
        self.assertLess(then.count(b"\n"), now.count(b"\n"))


class Import(LedgerScenario):
    def run_import(self, code, text, *options):
        path = self.ledger.folder / "table.csv"
        path.write_text(text, encoding="utf-8")
        return self.ledger.agglo("import", path, "--entity", "project", *options).expect(code)

    def report(self, code, text, *options):
        return json.loads(self.run_import(code, text, "--json", *options).out)

    def counts(self, report):
        return tuple(report[name] for name in ("rows", "created", "changed", "same", "wrong"))

    def checkpoint(self):
        return self.ledger.agglo("verify").expect(0).out

    def test_a_dry_run_writes_nothing(self):
        before = self.checkpoint()
        report = self.report(0, GOOD.replace("T-", "D-"), "--dry-run")
        self.assertEqual(self.counts(report), (2, 2, 0, 0, 0))
        self.assertIsNone(report["batch"])
        self.assertEqual([row["kind"] for row in report["preview"]], ["create", "create"])
        self.assertEqual(self.checkpoint(), before)

    def test_wrong_rows_are_named_and_nothing_is_applied(self):
        before = self.checkpoint()
        report = self.report(1, WRONG.replace("T-", "W-"))
        self.assertEqual(self.counts(report)[4], 2)
        places = {(e["row"], e["field"], e["code"]) for e in report["errors"]}
        self.assertIn((4, "region", "no_such_reference"), places)
        self.assertIn((5, "total_investment"), {place[:2] for place in places})
        self.assertIn((5, "signed_on"), {place[:2] for place in places})
        for error in report["errors"]:
            self.assertTrue(error["zh"] and error["en"] and error["column"])
        self.assertEqual(self.checkpoint(), before)
        said = self.run_import(1, WRONG.replace("T-", "W-")).out
        self.assertIn("第 4 行 row 4  落地行政区", said)
        self.assertIn("未写入 nothing written", said)

    def test_applies_then_finds_the_same(self):
        applied = self.report(0, GOOD)
        self.assertEqual(self.counts(applied), (2, 2, 0, 0, 0))
        self.assertGreater(applied["batch"], 0)
        again = self.report(0, GOOD)
        self.assertEqual(self.counts(again), (2, 0, 0, 2, 0))
        self.assertIsNone(again["batch"])
        changed = self.report(0, GOOD.replace("12000", "13000"))
        self.assertEqual(self.counts(changed), (2, 0, 1, 1, 0))
        body = {"entity": "project", "where": [["code", "in", ["T-1", "T-2"]]], "sort": ["code"]}
        first, second = (row["fields"] for row in self.query(body)["rows"])
        self.assertEqual((first["total_investment"], second["total_investment"]), (130e6, 3005e3))
        self.assertEqual((first["stage"], first["signed_on"]), ("signed", "2024-03-05"))
        self.assertEqual(second["region"]["code"], "441284")

    def test_skips_wrong_rows_when_told(self):
        report = self.report(1, WRONG.replace("T-", "S-"), "--skip-wrong", "--reason", "月度更新")
        self.assertEqual(self.counts(report), (4, 2, 0, 0, 2))
        self.assertGreater(report["batch"], 0)

    def test_what_is_exported_comes_back_as_the_same(self):
        for ending in ("csv", "xlsx"):
            with self.subTest(ending):
                path = self.ledger.folder / f"all.{ending}"
                self.ledger.agglo("export", "--entity", "project", "--out", path).expect(0)
                options = ("--entity", "project", "--dry-run", "--json")
                run = self.ledger.agglo("import", path, *options).expect(0)
                rows, created, changed, same, wrong = self.counts(json.loads(run.out))
                self.assertEqual((created, changed, wrong), (0, 0, 0))
                self.assertEqual(rows, same)


if __name__ == "__main__":
    unittest.main()
