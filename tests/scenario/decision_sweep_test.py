"""Decisions over all records: swept, compared, paged, explained; over the interface and by hand."""
import pathlib
import unittest

from scenario import ServedScenario

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADMISSION = (ROOT / "packs/zhaoqing/decisions/admission.dmn").read_text()
MILDER = ADMISSION.replace("万元(300)", "万元(250)")
COMPARE = "/decisions/ADMISSION/compare"
SWEEP = "/decisions/ADMISSION/sweep"


class Sweep(ServedScenario):
    def setUp(self):
        self.admin = self.demo("system_admin")
        self.bureau = self.demo("investment_bureau")

    def sweep(self, **body):
        return self.bureau.post(SWEEP, {"entity": "project", **body}).expect(200).json

    def compare(self, **body):
        return self.bureau.post(COMPARE, {"entity": "project", **body}).expect(200).json

    def test_counts_every_record_once(self):
        swept = self.sweep()
        listed = self.bureau.get("/project", limit=1).expect(200).json["total"]
        self.assertEqual(swept["total"], listed)
        self.assertEqual(sum(o["count"] for o in swept["outcomes"]), listed)
        self.assertLessEqual({"admit", "review", "refuse", "not_applicable"},
                             {o["value"] for o in swept["outcomes"]})
        self.assertEqual((swept["asked"], swept["explain"]["path"]), ("admission", "table"))
        [nothing] = [o for o in swept["outcomes"] if o["outcome"] == "null"]
        self.assertTrue(nothing["cause"]["zh"])
        for outcome in swept["outcomes"]:
            one = self.bureau.post("/decisions/ADMISSION/evaluate", {
                "entity": "project", "id": outcome["rows"][0]["id"], "decision": "admission"})
            self.assertEqual(one.expect(200).json["outputs"]["admission"], outcome["value"])

    def test_pages_the_records_of_an_outcome(self):
        [refused] = [o for o in self.sweep()["outcomes"] if o["value"] == "refuse"]
        page = {"outcome": refused["outcome"], "limit": 10}
        seen = []
        while page:
            answer = self.sweep(page=page)
            self.assertEqual(answer["total"], refused["count"])
            seen += [row["id"] for row in answer["rows"]]
            page = answer["next_cursor"] and {**page, "cursor": answer["next_cursor"]}
        self.assertEqual((len(seen), seen), (refused["count"], sorted(set(seen))))

    def test_names_the_missing_facts(self):
        swept = self.sweep(unknown=True, filter="manufacturing")
        [land] = [m for m in swept["missing"] if m["path"] == "land_area"]
        self.assertEqual(land["zh"], "用地面积")
        self.assertGreater(land["alone"], 0)
        self.assertGreaterEqual(land["count"], land["alone"])
        unknown = [o for o in swept["outcomes"] if not o["known"]]
        self.assertTrue(unknown and all(o["value"] is None and o["missing"] for o in unknown))

    def test_inputs_may_be_given_for_all(self):
        swept = self.sweep(inputs={"制造业": False})
        self.assertEqual([o["value"] for o in swept["outcomes"]], ["not_applicable"])
        [given] = [i for i in swept["explain"]["inputs"] if i["lookup"] == "given"]
        self.assertEqual(given["name"], "manufacturing")

    def test_compares_with_a_draft(self):
        same = self.compare(after={"model": ADMISSION})
        self.assertEqual(same["changed"], 0)
        milder = self.compare(after={"model": MILDER})
        [moved] = [c for c in milder["cells"] if c["changed"]]
        self.assertEqual((moved["before"], moved["after"]), ('"review"', '"admit"'))
        self.assertEqual(moved["count"], milder["changed"])
        page = self.compare(after={"model": MILDER}, page={"before": '"review"', "after": '"admit"'})
        self.assertEqual(len(page["rows"]), milder["changed"])

    def test_compares_two_records(self):
        self.admin.post("/decision", {"fields": {
            "code": "MILDER", "name": "准入（宽）", "model": MILDER,
            "valid_from": "2019-01-01"}}).expect(201)
        compared = self.compare(after={"code": "MILDER"})
        self.assertEqual((compared["before"]["code"], compared["after"]["code"]),
                         ("ADMISSION", "MILDER"))
        self.assertGreater(compared["changed"], 0)

    def test_the_command_line_says_the_same(self):
        asked = ("--decision", "ADMISSION", "--entity", "project")
        swept = self.ledger.agglo("dmn sweep", *asked, "--explain").expect(0)
        counts = dict(reversed(line.split("\t")[:2]) for line in swept.out.splitlines())
        self.assertEqual(counts, {o["outcome"]: str(o["count"]) for o in self.sweep()["outcomes"]})
        self.assertIn("land_area", swept.err)
        draft = self.ledger.folder / "draft.dmn"
        draft.write_text(MILDER)
        compared = self.ledger.agglo("dmn compare", *asked, "--model", draft).expect(0)
        self.assertIn('"review"\t→ "admit"', compared.out)
        self.ledger.agglo("dmn compare", *asked).expect(3)

    def test_bodies_and_people_are_checked(self):
        nobody = self.server.client()
        nobody.post(SWEEP, {"entity": "project"}).expect(401)
        for body, code, path in (
                ({}, "required", "/entity"),
                ({"entity": "nothing"}, "unknown_entity", "/entity"),
                ({"entity": "project", "filter": "1 +"}, "feel_syntax", "/filter"),
                ({"entity": "project", "rows": 1000}, "too_large", "/rows"),
                ({"entity": "project", "page": {}}, "required", "/page/outcome"),
                ({"entity": "project", "page": {"outcome": "1", "cursor": "x"}}, "bad_cursor",
                 "/page/cursor"),
                ({"entity": "project", "decision": "no"}, "dmn_no_such_decision", "/decision"),
                ({"entity": "project", "inputs": {"no": 1}}, "dmn_no_such_input", "/inputs/no")):
            with self.subTest(str(body)):
                answer = self.bureau.post(SWEEP, body)
                self.assertIn(code, answer.body.decode() if isinstance(answer.body, bytes)
                              else answer.body)
                self.assertIn(path, str(answer.json))
        for after, code in (({}, "required"), ({"model": "<x/>"}, "dmn_not_dmn"),
                            ({"code": "NOTHING"}, "no_such_record")):
            answer = self.bureau.post(COMPARE, {"entity": "project", "after": after})
            self.assertIn(code, str(answer.json))
        self.bureau.post(COMPARE, {"entity": "project"}).expect(422, "required")


if __name__ == "__main__":
    unittest.main()
