"""What a role does not see is nowhere: not in the schema, records, filters, history, previews."""
import unittest

from scenario import ServedScenario, project


def entities_of(client):
    entities = client.get("/schema").expect(200).json["entities"]
    return {entity["entity"]: entity for entity in entities}


def field_names(entity):
    return {field["name"] for field in entity["fields"]}


class Roles(ServedScenario):
    def setUp(self):
        self.bureau = self.demo("investment_bureau")

    def test_the_schema_leaves_out_hidden_fields(self):
        whole = entities_of(self.bureau)["project"]
        seen = entities_of(self.demo("analyst"))["project"]
        hidden = field_names(whole) - field_names(seen)
        self.assertLessEqual({"contact_name", "contact_phone"}, hidden)
        self.assertEqual({field["class"] for field in seen["fields"]}, {"public", "internal"})
        self.assertTrue(whole["may"]["create"])
        self.assertFalse(seen["may"]["create"] or seen["may"]["edit"] or seen["may"]["delete"])

    def test_the_schema_leaves_out_hidden_entities(self):
        whole, seen = entities_of(self.bureau), entities_of(self.demo("permit_desk"))
        self.assertIn("loan_need", whole)
        self.assertNotIn("loan_need", seen)
        firm = self.demo("enterprise")  # of no firm: what is shared by all, and nothing else
        self.assertNotIn("blocker", entities_of(firm))
        self.assertEqual(firm.get("/project", limit=1).expect(200).json["total"], 0)
        self.assertGreater(firm.get("/policy", limit=1).expect(200).json["total"], 0)

    def test_hidden_fields_cannot_be_had_another_way(self):
        secret = {"contact_name": "张三丰", "contact_phone": "13800000000"}
        made = self.bureau.post("/project", project("隐私", code="P-1", **secret)).expect(201).json
        path, where = f"/project/{made['id']}", [["code", "eq", "P-1"]]
        self.assertEqual(self.bureau.get(path).json["fields"]["contact_name"], "张三丰")
        analyst = self.demo("analyst")
        for asked in (
            ("GET", path, None, {}),
            ("GET", "/project", None, {"where": where}),
            ("GET", "/project", None, {"where": where, "fields": "name,contact_name"}),
            ("GET", f"{path}/history", None, {}),
            ("POST", "/query", {"entity": "project", "where": where}, {}),
            ("GET", "/project/export", None, {"where": where, "format": "csv"}),
            ("GET", "/project", None, {"q": "张三丰"}),
        ):
            with self.subTest(asked):
                method, address, body, query = asked
                answer = analyst.ask(method, address, body, query=query).expect(200)
                self.assertNotIn("张三丰", answer.body.decode())
        for query in ({"where": [["contact_name", "eq", "张三丰"]]}, {"sort": "contact_name"}):
            with self.subTest(query):
                analyst.get("/project", **query).expect(422, "unknown_field")
        grouped = {"entity": "project", "group": ["contact_name"]}
        analyst.post("/query", grouped).expect(422, "unknown_field")

    def test_a_region_sees_its_own_rows(self):
        county = self.demo("county_investment_bureau")
        [region] = county.get("/session").json["user"]["regions"]
        own = county.get("/project", limit=500).expect(200).json
        every = self.bureau.get("/project", limit=1).json["total"]
        self.assertTrue(0 < own["total"] < every)
        self.assertEqual({r["fields"]["region"]["code"] for r in own["items"]}, {region["code"]})
        count = {"entity": "project", "measures": [["count"]]}
        [row] = county.post("/query", count).expect(200).json["rows"]
        self.assertEqual(row["count"], own["total"])
        other = self.bureau.get("/project", where=[["region.code", "ne", region["code"]]], limit=1)
        path = f"/project/{other.json['items'][0]['id']}"
        for address in (path, f"{path}/history", f"{path}/related"):
            county.get(address).expect(404, "no_such_record")
        version = other.json["items"][0]["version"]
        county.patch(path, {"fields": {"name": "x"}}, version).expect(404, "no_such_record")

    def test_a_region_writes_its_own_rows(self):
        county = self.demo("county_investment_bureau")
        code = county.get("/session").json["user"]["regions"][0]["code"]
        made = county.post("/project", project("本区", code)).expect(201).json
        elsewhere = "441284" if code != "441284" else "441202"
        county.post("/project", project("他区", elsewhere)).expect(403)
        moved = {"fields": {"region": {"code": elsewhere}}}
        county.patch(f"/project/{made['id']}", moved, 1).expect(403)

    def test_references_out_of_sight_are_ids_alone(self):
        county = self.demo("county_investment_bureau")
        code = county.get("/session").json["user"]["regions"][0]["code"]
        far = self.bureau.post("/project", project("看不见的母项目", "441284")).expect(201).json
        body = project("看得见的子项目", code, code="V-1", parent=far["id"])
        near = self.bureau.post("/project", body).expect(201).json
        path = f"/project/{near['id']}"
        table = "项目代码,项目名称,母项目\nV-1,看得见的子项目,本区母项目\n"
        county.post("/project", project("本区母项目", code)).expect(201)
        preview = {"entity": "project", "format": "csv", "dry_run": True}
        for answer in (
            county.get(path),
            county.get("/project", where=[["code", "eq", "V-1"]]),
            county.get(f"{path}/history"),
            county.post("/imports", table, **preview),
            county.get("/project/export", where=[["code", "eq", "V-1"]], format="csv"),
        ):
            with self.subTest(answer.asked):
                text = answer.expect(200).body.decode()
                self.assertIn("看得见的子项目", text)
                self.assertNotIn("看不见的母项目", text)
        [shown] = county.post("/imports", table, **preview).json["preview"]
        [change] = shown["changes"]
        self.assertEqual(change["before"], {"id": far["id"]})
        self.assertEqual(change["after"]["label"], "本区母项目")

    def test_activity_shows_what_may_be_seen(self):
        self.bureau.post("/project", project("远方动态", "441284")).expect(201)
        self.assertIn("远方动态", self.bureau.get("/activity", limit=5).body.decode())
        self.assertNotIn("远方动态", self.demo("county_investment_bureau").get("/activity").body.decode())


if __name__ == "__main__":
    unittest.main()
