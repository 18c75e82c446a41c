"""Who may see and do what, route by route: every route of the OpenAPI description is asked by every kind
of role, and the answer must be what a slow model of the grants allows (grants.py). A route that has no
row here fails the test; so does a refused write that changes anything."""
import csv
import io
import re
import unittest

from grants import Grants, Held, Truth
from scenario import ServedScenario

REGION = "441284"
# Entities that between them have every kind of scope: none, region, park, own, and paths of two steps.
ENTITIES = ("region", "policy", "park", "project", "request", "period_report", "lead", "loan_need",
            "gate_condition")
SAMPLE = 6  # records asked one by one, of each outcome


def people(truth):
    """A holder of every shipped role, in one region; the park's and the firm's hold those."""
    grants = Grants()
    used = {r.get("park") for r in truth.records("project").values()}
    park = next(p["code"] for number, p in truth.records("park").items() if number in used)
    firms = [r["enterprise"] for r in truth.records("request").values() if r.get("enterprise")]
    often = max(set(firms), key=firms.count)
    code = grants.entities["enterprise"]["code"]
    firm = ("enterprise", truth.value("enterprise", often, code))
    return {role: [Held(role, [REGION], [park], [firm])] for role in grants.roles}


class Oracle(ServedScenario):
    options = ()

    @classmethod
    def prepare(cls):
        cls.grants, cls.truth = Grants(), Truth(cls.ledger)
        cls.people = people(cls.truth)
        cls.tokens = {}
        for role, [held] in cls.people.items():
            name = role.replace("_", "-")
            options = ["--role", role, "--region", REGION]
            for park in held.parks:
                options += ["--park", park]
            for entity, code in held.own:
                options += ["--own", f"{entity}:{code}"]
            cls.ledger.agglo("user add", name, *options, stdin="correct horse 9\n").expect(0)
            cls.tokens[role] = cls.ledger.token(name)
        for entity in ENTITIES:
            cls.truth.records(entity)

    def client(self, role):
        return self.server.client(token=self.tokens[role])

    def setUp(self):
        self.visible_of = {}

    def visible(self, role, entity, action="read"):
        key = role, entity, action
        if key not in self.visible_of:
            self.visible_of[key] = self.grants.visible(
                self.truth, self.people[role], entity, action)
        return self.visible_of[key]

    def each(self, check, action="read"):
        """Every role and entity: check(client, entity, whether there is a grant, what it gives)."""
        for role in self.people:
            for entity in ENTITIES:
                may = self.grants.may(self.people[role], action, entity)
                with self.subTest(role=role, entity=entity):
                    check(self.client(role), entity, may, self.visible(role, entity, action))

    def all_pages(self, client, entity):
        rows, cursor = [], None
        while True:
            page = client.get(f"/{entity}", limit=500, cursor=cursor).expect(200).json
            rows += page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return rows, page["total"]

    def assert_fields(self, entity, number, fields, shown):
        """The record's own fields that have a value and are shown, and no other."""
        declared = self.grants.fields(entity)
        there = {n for n in self.truth.records(entity)[number] if n in declared}
        self.assertEqual({n for n in fields if n in declared}, there & shown, (entity, number))

    # The routes, by method and path. What a route answers about records is compared with the model.

    def lists(self):
        def check(client, entity, may, visible):
            if not may:
                return client.get(f"/{entity}", limit=1).expect(403, "forbidden")
            rows, total = self.all_pages(client, entity)
            self.assertEqual({row["id"] for row in rows}, set(visible))
            self.assertEqual(total, len(visible))
            for row in rows:
                self.assert_fields(entity, row["id"], row["fields"], visible[row["id"]])

        self.each(check)

    def sample(self, entity, visible):
        numbers = list(self.truth.records(entity))
        seen = [n for n in numbers if n in visible][:SAMPLE]
        unseen = [n for n in numbers if n not in visible][:SAMPLE]
        return [(n, True) for n in seen] + [(n, False) for n in unseen]

    def records(self, look, ending=""):
        """Some records of each role and entity, one by one: look(entity, id, answer, shown)."""

        def check(client, entity, may, visible):
            for number, seen in self.sample(entity, visible):
                answer = client.get(f"/{entity}/{number}{ending}")
                if not may:
                    answer.expect(403, "forbidden")
                elif not seen:
                    answer.expect(404, "no_such_record")
                else:
                    look(entity, number, answer.expect(200).json, visible[number])

        self.each(check)

    def details(self):
        self.records(lambda entity, number, record, shown: self.assert_fields(
            entity, number, record["fields"], shown))

    def histories(self):
        def look(entity, _, history, shown):
            declared = self.grants.fields(entity)
            for item in history["items"]:
                told = {change["field"] for change in item["changes"]} & set(declared)
                self.assertLessEqual(told, shown)

        self.records(look, "/history")

    def related(self):
        for role in self.people:
            visible = self.visible(role, "project")
            for number, seen in self.sample("project", visible):
                answer = self.client(role).get(f"/project/{number}/related")
                if not seen:
                    self.assertIn(answer.status, (403, 404))
                    continue
                for group in answer.expect(200).json["items"]:
                    if group["entity"] not in ENTITIES:
                        continue
                    theirs = self.visible(role, group["entity"])
                    self.assertLessEqual({i["id"] for i in group["items"]}, set(theirs))
                    pointing = [n for n in theirs
                                if self.truth.value(group["entity"], n, group["field"]) == number]
                    self.assertEqual(group["total"], len(pointing))

    def accesses(self):
        for role in self.people:
            for entity in ENTITIES:
                visible = self.visible(role, entity)
                for number, seen in self.sample(entity, visible):
                    answer = self.client(role).get(f"/{entity}/{number}/access")
                    if not seen:
                        self.assertIn(answer.status, (403, 404))
                        continue
                    told = answer.expect(200).json
                    declared = self.grants.fields(entity)
                    shown = {f["name"] for f in told["fields"]} & set(declared)
                    self.assertEqual(shown, visible[number])
                    for action in ("edit", "delete", "export"):
                        may = number in self.visible(role, entity, action)
                        self.assertEqual(told["may"][action], may, (entity, number, action))

    def queries(self):
        def check(client, entity, may, visible):
            count = {"entity": entity, "measures": [["count"]]}
            if not may:
                return client.post("/query", count).expect(403, "forbidden")
            [row] = client.post("/query", count).expect(200).json["rows"]
            self.assertEqual(row["count"], len(visible))
            for name in self.grants.fields(entity):
                everywhere = all(name in shown for shown in visible.values())
                asked = {"entity": entity, "where": [[name, "null", True]], "limit": 1}
                answer = client.post("/query", asked)
                if not everywhere:  # asking would tell of values that are hidden
                    answer.expect(422, "unknown_field")

        self.each(check)

    def explains(self):
        def check(client, entity, may, _):
            answer = client.post("/query/explain", {"entity": entity, "filter": "id > 0"})
            self.assertEqual(answer.status == 403, not may, answer.body)

        self.each(check)

    def exports(self):
        def check(client, entity, may, visible):
            answer = client.get(f"/{entity}/export", format="csv")
            if not may:
                return self.assertIn(answer.status, (403, 404, 422))
            rows = list(csv.reader(io.StringIO(answer.expect(200).body.decode("utf-8-sig"))))
            self.assertEqual(len(rows) - 1, len(visible))

        self.each(check, "export")

    def searches(self):
        for role in self.people:
            told = self.client(role).get("/search", q="项目").expect(200).json
            for found in told["entities"]:
                if found["entity"] not in ENTITIES:
                    continue
                visible = self.visible(role, found["entity"])
                self.assertLessEqual({hit["id"] for hit in found["hits"]}, set(visible))
                self.assertLessEqual(found["total"], len(visible))

    def differences(self):
        def check(client, entity, may, visible):
            answer = client.get(f"/{entity}/difference", **{"from": 1, "limit": 1})
            if not may:
                return self.assertIn(answer.status, (403, 422))
            self.assertEqual(answer.expect(200).json["created"], len(visible))

        self.each(check)

    def overviews(self):
        for role in self.people:
            self.client(role).get("/overview").expect(200)

    def figures(self):
        for role in self.people:
            self.client(role).get("/figures").expect(200)

    def schemas(self):
        for role, held in self.people.items():
            told = {e["entity"]: e for e in self.client(role).get("/schema").expect(200).json["entities"]}
            for entity in self.grants.entities:
                self.assertEqual(entity in told, self.grants.may(held, "read", entity))
            for name, entity in told.items():
                if name not in self.grants.entities:
                    continue
                for action in ("create", "edit", "delete", "export"):
                    self.assertEqual(entity["may"][action], self.grants.may(held, action, name))

    def activities(self):
        for role in self.people:
            for item in self.client(role).get("/activity", limit=50).expect(200).json["items"]:
                for record in item["records"]:
                    if record["entity"] in ENTITIES:
                        self.assertIn(record["id"], self.visible(role, record["entity"]))

    def unknowns(self):
        filter = 'signed_on > date("2020-01-01")'
        for role in self.people:
            with self.subTest(role=role):
                visible = self.visible(role, "project")
                answer = self.client(role).get("/project/unknown", filter=filter, limit=500)
                if not all("signed_on" in shown for shown in visible.values()):
                    self.assertIn(answer.status, (403, 422))
                elif self.grants.may(self.people[role], "read", "project"):
                    told = {row["id"] for row in answer.expect(200).json["rows"]}
                    lacking = {n for n in visible
                               if self.truth.value("project", n, "signed_on") is None}
                    self.assertLessEqual(told, lacking)
                    self.assertEqual(bool(told), bool(lacking))

    def saved(self):
        for role, held in self.people.items():
            status = self.client(role).get("/saved").status
            self.assertEqual(status == 200, self.grants.may(held, "read", "saved_query"))
            self.client(role).get("/saved/nothing/run").status

    def decisions(self):
        for role, held in self.people.items():
            status = self.client(role).get("/decisions").status
            self.assertEqual(status == 200, self.grants.may(held, "read", "decision"))

    def sweeps(self):
        for role, held in self.people.items():
            body = {"entity": "project"}
            answer = self.client(role).post("/decisions/ADMISSION/sweep", body)
            both = all(self.grants.may(held, "read", e) for e in ("decision", "project"))
            self.assertEqual(answer.status == 200, both, answer.body)
            if both:
                self.assertEqual(answer.json["total"], len(self.visible(role, "project")))

    def head(self):
        return self.client("leader").get("/journal").expect(200).json["sequence"]

    def refused(self, ask):
        """A write that must be refused, and must change nothing."""
        before = self.head()
        answer = ask()
        self.assertIn(answer.status, (403, 404, 422), answer.asked + " " + answer.body.decode())
        self.assertEqual(self.head(), before)

    def edits(self):
        for role in self.people:
            for entity in ("project", "request", "period_report", "lead"):
                editable = self.visible(role, entity, "edit")
                with self.subTest(role=role, entity=entity):
                    for number in [n for n in self.truth.records(entity) if n not in editable][:2]:
                        path = f"/{entity}/{number}"
                        body = {"fields": {"source": "oracle"}}
                        self.refused(lambda: self.client(role).patch(path, body, 1))

    def creates(self):
        for role, held in self.people.items():
            for entity in ("project", "request", "lead"):
                if self.grants.may(held, "create", entity):
                    continue
                with self.subTest(role=role, entity=entity):
                    body = {"fields": {"name": "不许", "region": {"code": REGION}}}
                    self.refused(lambda: self.client(role).post(f"/{entity}", body))
        elsewhere = {"fields": {"name": "外区", "region": {"code": "441202"}, "stage": "lead"}}
        self.refused(lambda: self.client("county_investment_bureau").post("/project", elsewhere))

    def deletes(self):
        for role in self.people:
            deletable = self.visible(role, "project", "delete")
            for number in [n for n in self.truth.records("project") if n not in deletable][:1]:
                with self.subTest(role=role):
                    path = f"/project/{number}"
                    self.refused(lambda: self.client(role).delete(path, 1, reason="oracle"))

    def erasures(self):
        for role, held in self.people.items():
            if not self.grants.may(held, "admin", "project"):
                body = {"fields": ["name"], "reason": "oracle"}
                self.refused(lambda: self.client(role).post("/project/1/erase", body))

    def restores(self):
        for role in self.people:
            if not self.grants.may(self.people[role], "delete", "project"):
                body = {"as_of": 4000, "reason": "oracle"}
                self.refused(lambda: self.client(role).post("/project/1/restore", body))

    def transactions(self):
        for role, held in self.people.items():
            if not self.grants.may(held, "create", "project"):
                change = {"kind": "create", "entity": "project", "fields": {"name": "x"}}
                self.refused(lambda: self.client(role).post("/transactions", {"changes": [change]}))

    def imports(self):
        sheet = "项目代码,项目名称\nO-1,不许\n"
        for role, held in self.people.items():
            writes = any(self.grants.may(held, a, "project") for a in ("create", "edit"))
            if not writes:
                self.refused(lambda: self.client(role).post(
                    "/imports", sheet, entity="project", format="csv"))

    ROUTES = {
        "GET /api/v1/{entity}": lists,
        "GET /api/v1/{entity}/{id}": details,
        "GET /api/v1/{entity}/{id}/history": histories,
        "GET /api/v1/{entity}/{id}/related": related,
        "GET /api/v1/{entity}/{id}/access": accesses,
        "GET /api/v1/{entity}/export": exports,
        "GET /api/v1/{entity}/difference": differences,
        "POST /api/v1/query": queries,
        "POST /api/v1/query/explain": explains,
        "GET /api/v1/search": searches,
        "GET /api/v1/{entity}/unknown": unknowns,
        "GET /api/v1/overview": overviews,
        "GET /api/v1/figures": figures,
        "GET /api/v1/schema": schemas,
        "GET /api/v1/activity": activities,
        "GET /api/v1/saved": saved,
        "GET /api/v1/saved/{code}/run": saved,
        "GET /api/v1/decisions": decisions,
        "POST /api/v1/decisions/{code}/sweep": sweeps,
        "PATCH /api/v1/{entity}/{id}": edits,
        "POST /api/v1/{entity}": creates,
        "DELETE /api/v1/{entity}/{id}": deletes,
        "POST /api/v1/{entity}/{id}/erase": erasures,
        "POST /api/v1/{entity}/{id}/restore": restores,
        "POST /api/v1/transactions": transactions,
        "POST /api/v1/imports": imports,
    }
    # Routes that tell of no record, or are held to the same rules by the test named.
    ELSEWHERE = {
        "GET /api/v1/access/roles": "every role may be read by all who are signed in",
        "GET /api/v1/checkpoint": "proof_test: a sequence and a hash",
        "GET /api/v1/journal": "service_test: a sequence and a hash",
        "GET /api/v1/events": "events_test: test_only_what_may_be_seen_is_told",
        "POST /api/v1/feel/check": "feel_test: fields a role may not read",
        "POST /api/v1/feel/evaluate": "feel_test: fields a role may not read",
        "GET /api/v1/decisions/{code}": "decisions above: the same shelf",
        "POST /api/v1/decisions/{code}/evaluate": "feel_test: by roles",
        "POST /api/v1/decisions/{code}/compare": "sweeps above: the same sweep",
        "GET /api/v1/imports": "past_test: whoever may see none of a batch's records",
        "GET /api/v1/imports/{batch}/undo": "past_test: what the viewer may read",
        "POST /api/v1/imports/{batch}/undo": "past_test: judged as ordinary changes",
        "GET /healthz": "service_test",
        "GET /readyz": "service_test",
        "GET /metrics": "service_test: this machine alone",
        "GET /openapi.json": "service_test",
    }

    # accounts_test asks each of these as every kind of account; none of them tells of records.
    OF_ACCOUNTS = ("/api/v1/account", "/api/v1/accounts", "/api/v1/audit", "/api/v1/session")

    def test_every_route_has_a_row(self):
        told = self.client("leader").get("/openapi.json").expect(200).json
        verbs = ("get", "post", "patch", "delete", "put")
        routes = set()
        for path, item in told["paths"].items():
            for method in verbs:
                if method in item:
                    routes.add(f"{method.upper()} {path}")
        routes = {r for r in routes if not self.is_of_accounts(r.split()[1])}
        known = set(self.ROUTES) | set(self.ELSEWHERE)
        self.assertEqual(routes - known, set(), "routes without a row in the oracle")
        self.assertEqual(known - routes, set(), "rows for routes that are gone")

    def is_of_accounts(self, path):
        return any(path == p or path.startswith(p + "/") for p in self.OF_ACCOUNTS)

    def test_nobody_is_told_nothing(self):
        for route in self.ROUTES:
            method, path = route.split()
            path = re.sub(r"\{id\}", "1", path.replace("{entity}", "project"))
            self.server.client().ask(method, path.replace("{code}", "ADMISSION")).expect(401)


def add_tests():
    for route, check in Oracle.ROUTES.items():
        name = re.sub(r"\W+", "_", route.replace("/api/v1/", "")).strip("_").lower()
        setattr(Oracle, f"test_{name}", lambda self, check=check: check(self))


add_tests()

if __name__ == "__main__":
    unittest.main()
