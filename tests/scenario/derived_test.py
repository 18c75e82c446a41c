"""Computed fields, roll-ups and invariants over the interface, of the schema as it is shipped."""
import unittest

from scenario import ServedScenario, project


class Derived(ServedScenario):
    def setUp(self):
        self.bureau = self.demo("investment_bureau")

    def create(self, **fields):
        return self.bureau.post("/project", project("计算示例", **fields)).expect(201).json

    def fields(self, record, **query):
        return self.bureau.get(f"/project/{record['id']}", **query).expect(200).json["fields"]

    def test_a_record_answers_with_its_computed_fields(self):
        made = self.create(total_investment=300_000_000, land_area=20_000, signed_on="2024-01-01")
        self.assertEqual(made["fields"]["investment_intensity"], 10_000_000)
        self.assertEqual(made["fields"]["milestone_count"], 0)
        on = self.fields(made, on="2024-01-31")
        self.assertEqual(on["days_since_signing"], 30)

    def test_children_are_rolled_up_and_points_remembered(self):
        made = self.create(signed_on="2024-01-01")
        point = self.bureau.get("/project", limit=1).expect(200).json["as_of"]
        body = {"project": made["id"], "stage": "signed", "actual_on": "2024-01-01"}
        self.bureau.post("/milestone", {"fields": body}).expect(201)
        now, then = self.fields(made), self.fields(made, as_of=str(point))
        self.assertEqual((then["milestones_done"], then.get("last_milestone")), (0, None))
        self.assertEqual((now["milestones_done"], now["last_milestone"]), (1, "signed"))

    def test_they_are_asked_for_like_facts(self):
        where = [["milestones_done", "ge", 3], ["investment_intensity", "gt", 0]]
        page = self.bureau.get("/project", where=where, sort="-investment_intensity", limit=20)
        values = [r["fields"]["investment_intensity"] for r in page.expect(200).json["items"]]
        self.assertEqual(values, sorted(values, reverse=True))
        self.assertGreater(len(values), 5)
        grouped = self.bureau.post("/query", {"entity": "project", "group": ["last_milestone"],
                                              "measures": [["count"]]}).expect(200).json
        self.assertGreater(grouped["total"], 3)
        none = self.bureau.get("/project", filter="投资强度 < 0").expect(200).json
        self.assertEqual(none["total"], 0)

    def test_nobody_sets_them(self):
        body = project("不可填写", milestone_count=3)
        refused = self.bureau.post("/project", body).expect(422, "validation_failed").json
        self.assertEqual([(e["code"], e["path"]) for e in refused["errors"]],
                         [("computed_field", "/fields/milestone_count")])

    def test_invariants_refuse_or_warn(self):
        body = project("早竣工", started_on="2024-05-01", completed_on="2024-04-01")
        refused = self.bureau.post("/project", body).expect(422, "validation_failed").json
        self.assertEqual([(e["code"], e["path"]) for e in refused["errors"]],
                         [("invariant_broken", "/fields/completed_on")])
        made = self.create(total_investment=100, invested=200)
        self.assertEqual([w["path"] for w in made["warnings"]], ["/fields/invested"])

    def test_the_schema_tells_them(self):
        schema = self.bureau.get("/schema").expect(200).json
        entity = next(e for e in schema["entities"] if e["entity"] == "project")
        fields = {f["name"]: f for f in entity["fields"]}
        done = fields["milestones_done"]
        self.assertTrue(done["computed"])
        self.assertIn("节点", done["formula"]["zh"])
        self.assertIn("Planned total investment", fields["investment_intensity"]["formula"]["en"])
        self.assertNotIn("computed", fields["total_investment"])

    def test_a_sheet_with_them_is_read_without_them(self):
        sheet = "项目名称,属地,阶段,投资强度（元/亩）\n表格项目,四会市,lead,5\n".encode()
        report = self.bureau.post("/imports", sheet, entity="project", format="csv",
                                  dry_run="true").expect(200).json
        self.assertEqual((report["created"], report["wrong"]), (1, 0), report)
        self.assertIn("computed_field", [w["code"] for w in report["warnings"]])


if __name__ == "__main__":
    unittest.main()
