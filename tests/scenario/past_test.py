"""The past: reads as of a point, differences, restoring, undoing an import."""
import json
import unittest

from ledger import Ledger
from scenario import ServedScenario

SHEET = "项目代码,项目名称,落地行政区,阶段,计划总投资（万元）\nU-1,甲,441284,已签约,100\nU-2,乙,441284,线索,\n"


class Past(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def sequence(self):
        return self.client.get("/journal").json["sequence"]

    def import_sheet(self, code, sheet=SHEET):
        sheet = sheet.replace("U-", f"{code}-")
        answer = self.client.post("/imports", sheet, entity="project", format="csv", reason="月报")
        return answer.expect(200).json["batch"]

    def project(self, code):
        [found] = self.client.get("/project", where=[["code", "eq", code]]).json["items"]
        return found

    def edit(self, code, **fields):
        record = self.project(code)
        body = {"fields": fields, "reason": "更正"}
        return self.client.patch(f"/project/{record['id']}", body, record["version"]).expect(200)

    def difference(self, **query):
        return self.client.get("/project/difference", **query).expect(200).json

    def test_every_read_says_its_points(self):
        at = self.sequence() - 5
        for path in ("/project", "/overview", "/figures", "/schema", "/project/1/related",
                     "/project/1/history"):
            with self.subTest(path):
                told = self.client.get(path, as_of=at, on="2024-01-31").expect(200).json
                self.assertEqual((told["as_of"], told["on"]), (at, "2024-01-31"))
                self.client.get(path, as_of=10**9).expect(422, "bad_point")
                self.client.get(path, on="soon").expect(422, "bad_date")

    def test_a_difference_says_what_who_and_why(self):
        self.import_sheet("D")
        before = self.sequence()
        self.edit("D-1", name="甲改", total_investment=2000000)
        self.import_sheet("E")
        told = self.difference(**{"from": before}, where=[["code", "contains", "D-"]])
        [item] = told["items"]
        self.assertEqual((item["kind"], item["label"], told["total"]), ("changed", "甲改", 1))
        changes = {change["field"]: (change["before"], change["after"]) for change in item["changes"]}
        self.assertEqual(changes, {"name": ("甲", "甲改"), "total_investment": (1000000, 2000000)})
        [entry] = item["entries"]
        self.assertEqual((entry["reason"], entry["batch"]), ("更正", None))
        whole = self.difference(**{"from": before}, limit=1)
        self.assertEqual((whole["created"], whole["changed"], whole["deleted"]), (2, 1, 0))
        rest = self.difference(**{"from": before}, limit=5, after=whole["next_after"])
        self.assertEqual([item["kind"] for item in rest["items"]], ["created", "created"])
        self.client.get("/project/difference").expect(422, "required")
        self.client.get("/project/difference", **{"from": 10**9}).expect(422, "bad_point")
        backward = {"from": self.sequence(), "to": before}
        self.client.get("/project/difference", **backward).expect(422, "bad_point")

    def test_a_field_and_a_record_come_back(self):
        self.import_sheet("R")
        then = self.sequence()
        self.edit("R-1", name="错", total_investment=5)
        record = self.project("R-1")
        path = f"/project/{record['id']}/restore"
        some = {"as_of": then, "fields": ["name"], "reason": "误改"}
        back = self.client.post(path, some).expect(200).json
        self.assertEqual((back["label"], back["fields"]["total_investment"]), ("甲", 5))
        self.client.post(path, {"as_of": then}, {"If-Match": '"1"'}).expect(409, "version_conflict")
        back = self.client.post(path, {"as_of": then}).expect(200).json
        self.assertEqual(back["fields"]["total_investment"], 1000000)
        self.client.post(path, {"fields": ["name"]}).expect(422, "required")
        self.client.post(path, {"as_of": 1, "fields": ["name"]}).expect(404, "no_such_record")
        self.client.post(path, {"as_of": then, "fields": ["ship"]}).expect(422, "unknown_field")
        self.client.delete(f"/project/{record['id']}", back["version"]).expect(204)
        back = self.client.post(path, {"as_of": then, "reason": "误删"}).expect(200).json
        self.assertEqual(back["label"], "甲")
        history = self.client.get(f"/project/{record['id']}/history").json["items"]
        self.assertEqual((history[0]["kind"], history[0]["reason"]), ("restore", "误删"))

    def test_undoing_an_import_keeps_what_was_edited(self):
        batch = self.import_sheet("V")
        self.edit("V-2", name="乙改")
        [newest] = self.client.get("/imports", limit=1).json["items"]
        self.assertEqual((newest["batch"], newest["reason"]), (batch, "月报"))
        counts = {"entity": "project", "created": 2, "changed": 0, "deleted": 0}
        self.assertEqual(newest["entities"], [counts])
        self.assertIsNone(newest["undone"])
        before = self.sequence()
        tried = self.client.get(f"/imports/{batch}/undo").expect(200).json
        self.assertEqual((tried["undone_by"], self.sequence()), (None, before))
        self.assertEqual((tried["counts"]["undone"], tried["counts"]["edited"]), (1, 1))
        [kept] = [r for r in tried["records"] if r["fate"] == "edited"]
        self.assertEqual((kept["label"], kept["edited"]), ("乙改", ["name"]))
        chosen = {"records": [{"entity": "project", "id": kept["id"]}]}
        alone = self.client.post(f"/imports/{batch}/undo", chosen, dry_run=True).expect(200).json
        self.assertEqual((alone["undone_by"], self.sequence()), (None, before))
        self.assertEqual((alone["counts"]["left_out"], alone["counts"]["edited"]), (1, 1))
        done = self.client.post(f"/imports/{batch}/undo", {"reason": "表头错位"}).expect(200).json
        self.assertEqual(done["undone_by"], before + 1)
        undoing, undone = self.client.get("/imports", limit=2).json["items"]
        by = {"batch": undoing["batch"], "sequence": before + 1, "records": 1}
        self.assertEqual(undone["undone"], {"whole": False, "by": [by]})
        self.assertEqual(self.client.get("/project", where=[["code", "eq", "V-1"]]).json["total"], 0)
        self.assertEqual(self.project("V-2")["label"], "乙改")
        self.client.get("/imports/999999/undo").expect(404, "no_such_batch")
        self.client.get("/imports/x/undo").expect(404, "no_such_batch")
        self.client.post(f"/imports/{batch}/undo", {"records": []}).expect(422, "required")

    def test_who_may_not_write_may_not_undo(self):
        batch = self.import_sheet("W")
        reader = self.demo("analyst")
        done = reader.post(f"/imports/{batch}/undo", {}).expect(200).json
        self.assertEqual((done["counts"]["undone"], done["undone_by"]), (0, None))
        self.assertEqual(done["counts"]["refused"], 2)
        self.assertEqual(self.project("W-1")["label"], "甲")


class CommandLine(unittest.TestCase):
    def test_diff_restore_and_undo(self):
        with Ledger() as ledger:
            sheet = ledger.folder / "sheet.csv"
            sheet.write_text(SHEET, encoding="utf-8")
            start = json.loads(ledger.agglo("query", '{"entity":"region"}').expect(0).out)["as_of"]
            ledger.agglo("import", sheet, "--entity", "project").expect(0)
            told = json.loads(ledger.agglo(f"diff --entity project --from {start}").expect(0).out)
            ids = [item["id"] for item in told["items"]]
            self.assertEqual((told["created"], len(ids)), (2, 2))
            sheet.write_text(SHEET.replace("乙", "丙"), encoding="utf-8")
            ledger.agglo("import", sheet, "--entity", "project").expect(0)
            back = f"restore-record project:{ids[1]} --as-of {start + 1} --field name"
            ledger.agglo(back).expect(0)
            told = json.loads(ledger.agglo(f"diff --entity project --from {start}").out)
            self.assertEqual([item["label"] for item in told["items"]], ["甲", "乙"])
            kept = ledger.agglo("undo --batch 2").expect(1)
            self.assertIn("edited project", kept.out)
            tried = ledger.agglo("undo --batch 1 --dry-run").expect(1)
            self.assertIn("dry run", tried.out)
            ledger.agglo(f"undo --batch 1 --only project:{ids[0]}").expect(0)
            told = json.loads(ledger.agglo(f"diff --entity project --from {start}").out)
            self.assertEqual([item["label"] for item in told["items"]], ["乙"])
            ledger.agglo("undo --batch 9").expect(3)
            ledger.agglo("undo --batch 1 --only project").expect(3)
            ledger.agglo("diff --entity ship --from 1").expect(3)


if __name__ == "__main__":
    unittest.main()
