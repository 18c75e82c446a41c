"""Writing: create, edit, conflict, delete, restore, history, related, transactions, repeats."""
import unittest

from scenario import ServedScenario, project


class Writing(ServedScenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.server.client().sign_in_demo("investment_bureau")

    def make(self, name, **fields):
        return self.client.post("/project", project(name, **fields)).expect(201).json

    def sequence(self):
        return self.client.get("/journal").expect(200).json["sequence"]

    def test_create(self):
        body = project("新建", total_investment=1234567.89, signed_on="2024-02-29")
        body["reason"] = "签约"
        answer = self.client.post("/project", body).expect(201)
        record = answer.json
        self.assertEqual(answer.headers["location"], f"/api/v1/project/{record['id']}")
        self.assertEqual((record["version"], answer.etag), (1, '"1"'))
        self.assertIn(b'"total_investment":1234567.89', answer.body, "exact digits")
        self.assertEqual(record["fields"]["region"]["code"], "441284")
        read = self.client.get(f"/project/{record['id']}").expect(200).json
        self.assertEqual(read["fields"], record["fields"])
        self.assertIn("investment_bureau", read["provenance"]["created_by"])

    def test_references_by_id_object_and_code(self):
        region = self.client.get("/region", where=[["code", "eq", "441284"]]).json["items"][0]
        for given in (region["id"], {"id": region["id"]}, {"code": "441284"}, "441284"):
            with self.subTest(given):
                body = {"fields": {"name": "引用", "region": given, "stage": "lead"}}
                made = self.client.post("/project", body).expect(201).json
                self.assertEqual(made["fields"]["region"]["id"], region["id"])

    def test_edit_and_clear(self):
        path = f"/project/{self.make('编辑', investor='甲方')['id']}"
        change = {"fields": {"name": "改名", "investor": None}}
        answer = self.client.patch(path, change, 1).expect(200)
        self.assertEqual(answer.etag, '"2"')
        self.assertEqual(answer.json["fields"]["name"], "改名")
        self.assertNotIn("investor", answer.json["fields"])

    def test_an_edit_that_changes_nothing_writes_nothing(self):
        path = f"/project/{self.make('不变')['id']}"
        before = self.sequence()
        same = self.client.patch(path, {"fields": {"name": "不变"}}, 1).expect(200)
        self.assertEqual(same.etag, '"1"')
        self.assertEqual(self.sequence(), before)

    def test_a_stale_edit_shows_what_is_there(self):
        path = f"/project/{self.make('并发')['id']}"
        self.client.patch(path, {"fields": {"name": "先改"}}, 1).expect(200)
        other = self.demo("industry_bureau")
        refused = other.patch(path, {"fields": {"name": "后改"}}, 1)
        stale = refused.expect(409, "version_conflict").json
        self.assertEqual(stale["current"]["version"], 2)
        self.assertEqual(stale["current"]["fields"]["name"], "先改")
        self.assertIn("investment_bureau", stale["changed_by"])
        self.assertRegex(stale["changed_at"], r"^\d{4}-\d\d-\d\dT")

    def test_an_edit_must_say_what_it_saw(self):
        path = f"/project/{self.make('无版本')['id']}"
        self.client.patch(path, {"fields": {"name": "x"}}).expect(428, "version_required")
        self.client.delete(path).expect(428, "version_required")
        headers = {"If-Match": "newest"}
        self.client.patch(path, {"fields": {"name": "x"}}, headers=headers).expect(422, "malformed")

    def test_delete_and_restore(self):
        path = f"/project/{self.make('删除')['id']}"
        self.client.post(f"{path}/restore").expect(409, "not_deleted")
        self.client.delete(path, 1, reason="重复").expect(204)
        self.client.get(path).expect(404)
        self.client.patch(path, {"fields": {"name": "x"}}, 1).expect(404)
        restored = self.client.post(f"{path}/restore", {"reason": "误删"}).expect(200)
        self.assertEqual(restored.etag, '"3"')
        kinds = [item["kind"] for item in self.client.get(f"{path}/history").json["items"]]
        self.assertEqual(kinds, ["restore", "delete", "create"])

    def test_what_is_referred_to_stays(self):
        parent = self.make("母项目")
        child = self.make("子项目", parent=parent["id"])
        path = f"/project/{parent['id']}"
        refused = self.client.delete(path, 1).expect(409, "still_referenced").json
        self.assertIn("子项目", refused["detail"] + str(refused.get("errors")))
        [group] = self.client.get(f"{path}/related").expect(200).json["items"]
        [shown] = group.pop("items")
        self.assertEqual(group, {"entity": "project", "field": "parent", "total": 1})
        self.assertEqual(shown["id"], child["id"])
        self.client.delete(f"/project/{child['id']}", 1).expect(204)
        self.client.delete(path, 1).expect(204)
        self.client.post(f"/project/{child['id']}/restore").expect(422)

    def test_history_tells_who_when_why(self):
        record = self.make("历史")
        path = f"/project/{record['id']}"
        self.client.patch(path, {"fields": {"name": "历史二"}, "reason": "更正"}, 1).expect(200)
        newest, oldest = self.client.get(f"{path}/history").expect(200).json["items"]
        self.assertEqual((newest["kind"], newest["version"], newest["reason"]), ("update", 2, "更正"))
        self.assertEqual(newest["changes"], [{"field": "name", "before": "历史", "after": "历史二"}])
        self.assertFalse(newest["synthetic"])
        self.assertEqual(oldest["kind"], "create")
        self.assertGreater(newest["sequence"], oldest["sequence"])
        then = self.client.get(path, as_of=oldest["sequence"]).expect(200).json
        self.assertEqual(then["fields"]["name"], "历史")

    def test_who_may_not_edit(self):
        path = f"/project/{self.make('只读')['id']}"
        for role in ("analyst", "leader", "auditor"):
            with self.subTest(role):
                reader = self.demo(role)
                reader.post("/project", project("x")).expect(403, "forbidden")
                reader.patch(path, {"fields": {"name": "x"}}, 1).expect(403, "forbidden")
                reader.delete(path, 1).expect(403, "forbidden")


class Transactions(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def send(self, *changes, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"reason": "一并提交", "changes": list(changes)}
        return self.client.post("/transactions", body, headers)

    def create(self, name, **fields):
        return {"op": "create", "entity": "project", **project(name, **fields)}

    def found(self, name):
        return self.client.get("/project", where=[["name", "eq", name]]).json["total"]

    def test_local_references(self):
        first = {**self.create("联动母"), "as": "$p"}
        answer = self.send(first, self.create("联动子", parent={"ref": "$p"})).expect(200).json
        mother, child = answer["records"]
        self.assertEqual((mother["op"], mother["version"]), ("create", 1))
        read = self.client.get(f"/project/{child['id']}").json
        self.assertEqual(read["fields"]["parent"]["id"], mother["id"])
        for record in (mother, child):
            [entry] = self.client.get(f"/project/{record['id']}/history").json["items"]
            self.assertEqual(entry["sequence"], answer["sequence"])

    def test_all_or_nothing(self):
        before = self.client.get("/journal").json["sequence"]
        wrong = self.create("全无二", region="999999")
        refused = self.send(self.create("全无一"), wrong).expect(422).json
        self.assertEqual(refused["errors"][0]["path"], "/changes/1/fields/region")
        self.assertEqual(self.found("全无一"), 0)
        self.assertEqual(self.client.get("/journal").json["sequence"], before)

    def test_every_kind_of_change(self):
        made = self.send(self.create("多甲"), self.create("多乙")).expect(200).json["records"]
        one, two = (record["id"] for record in made)
        seen = {"entity": "project", "version": 1}
        self.send(
            {"op": "update", "id": one, "fields": {"name": "多丙"}, **seen},
            {"op": "delete", "id": two, **seen},
        ).expect(200)
        self.send({"op": "restore", "entity": "project", "id": two}).expect(200)
        self.assertEqual(self.client.get(f"/project/{one}").json["version"], 2)
        self.assertEqual(self.client.get(f"/project/{two}").json["version"], 3)

    def test_a_repeated_key_writes_once(self):
        first = self.send(self.create("幂等"), Idempotency_Key="k-1").expect(200).json
        again = self.send(self.create("幂等"), Idempotency_Key="k-1").expect(200).json
        self.assertEqual((first["repeated"], again["repeated"]), (False, True))
        self.assertEqual(again["records"], first["records"])
        self.assertEqual(self.found("幂等"), 1)
        self.send(self.create("另一"), Idempotency_Key="k-1").expect(409, "idempotency_mismatch")

    def test_a_repeated_create_answers_the_same(self):
        headers = {"Idempotency-Key": "k-2"}
        body = project("重发")
        first, again = (self.client.post("/project", body, headers).expect(201) for _ in range(2))
        self.assertEqual(first.json["id"], again.json["id"])
        path = f"/project/{first.json['id']}"
        change, headers = {"fields": {"name": "重发二"}}, {"Idempotency-Key": "k-3"}
        edits = [self.client.patch(path, change, 1, headers).expect(200) for _ in range(2)]
        self.assertEqual([edit.json["version"] for edit in edits], [2, 2])

    def test_keys_belong_to_their_actor(self):
        self.send(self.create("各自"), Idempotency_Key="k-4").expect(200)
        self.client = self.demo("industry_bureau")
        again = self.send(self.create("各自"), Idempotency_Key="k-4").expect(200)
        self.assertFalse(again.json["repeated"])

    def test_a_repeated_delete_answers_the_same(self):
        [record] = self.send(self.create("重删")).json["records"]
        path, headers = f"/project/{record['id']}", {"If-Match": '"1"', "Idempotency-Key": "k-5"}
        for _ in range(2):
            self.client.ask("DELETE", path, headers=headers).expect(204)


if __name__ == "__main__":
    unittest.main()
