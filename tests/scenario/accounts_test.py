"""The three administrators and what each of them, and nobody else, does with accounts."""
import unittest
from datetime import date, timedelta

from administrators import Administered
from scenario import project
from server import Server

NEW = "a quiet lantern 7"

# Method, path, body → who may: by each kind of administrator alone.
DUTIES = [
    ("GET", "/accounts", None, {"system", "security", "audit"}),
    ("GET", "/accounts/lin", None, {"system", "security", "audit"}),
    ("POST", "/accounts", {"name": "made"}, {"system"}),
    ("POST", "/accounts/lin/disable", None, {"system"}),
    ("POST", "/accounts/lin/enable", None, {"system"}),
    ("POST", "/accounts/lin/reset", None, {"system"}),
    ("DELETE", "/accounts/lin/totp", None, {"system"}),
    ("POST", "/accounts/lin/memberships", {"role": "analyst"}, {"security"}),
    ("GET", "/accounts/lin/sessions", None, {"security"}),
    ("DELETE", "/accounts/lin/sessions", None, {"security"}),
    ("POST", "/accounts/lin/identities", {"issuer": "https://x", "subject": "1"}, {"security"}),
    ("DELETE", "/accounts/lin/identities", {"issuer": "https://x", "subject": "1"}, {"security"}),
    ("GET", "/audit", None, {"audit"}),
]


class Duties(Administered):
    def test_each_has_his_own(self):
        business = self.person("lin", "investment_bureau")
        token = self.server.client(token=self.ledger.token("root1"))
        askers = {"system": self.system, "security": self.security, "audit": self.audit}
        for method, path, body, allowed in DUTIES:
            with self.subTest(f"{method} {path}"):
                business.ask(method, path, body).expect(403, "forbidden")
                token.ask(method, path, body).expect(403, "token_scope")
                self.server.client().ask(method, path, body).expect(401)
                for duty, client in askers.items():
                    answer = client.ask(method, path, body)
                    self.assertEqual(answer.status < 300, duty in allowed, (duty, answer.body))
                business = self.again(business, method, path)

    def again(self, business, method, path):
        """Signs lin in again when what was done has ended the sessions."""
        if method == "GET":
            return business
        self.ledger.agglo("user enable", "lin").expect(0)
        self.ledger.agglo("user password", "lin", stdin="correct horse 9\n").expect(0)
        self.ledger.agglo("user roles", "lin", "--role", "investment_bureau").expect(0)
        return self.server.client().sign_in("lin")

    def test_an_account_from_first_to_last(self):
        body = {"name": "wu.mei", "display_name": "吴梅"}
        once = self.system.post("/accounts", body).expect(201).json["one_time_password"]
        self.system.post("/accounts", body).expect(409)
        client = self.server.client().sign_in("wu.mei", once)
        self.assertTrue(client.get("/session").json["must_replace_password"])
        client.get("/journal").expect(403, "password_replacement_required")
        for wrong, code in (("password1", "common_password"), ("wu.mei-12", "guessable_password")):
            answer = client.post("/account/password", {"old_password": once, "password": wrong})
            self.assertEqual(answer.expect(422).json["code"], code)
        client.post("/account/password", {"old_password": "x", "password": NEW}).expect(401)
        client.post("/account/password", {"old_password": once, "password": NEW}).expect(204)
        self.assertEqual(client.get("/project").expect(403).code, "forbidden")
        right = {"role": "investment_bureau", "until": str(date.today() + timedelta(days=9))}
        given = self.security.post("/accounts/wu.mei/memberships", right).expect(201).json
        self.assertTrue(given["valid"])
        client.get("/project").expect(200)
        path = f"/accounts/wu.mei/memberships/{given['id']}"
        self.system.delete(path).expect(403)
        self.security.delete(path).expect(204)
        client.get("/project").expect(403)
        self.system.post("/accounts/wu.mei/disable").expect(204)
        client.get("/account").expect(401)
        acts = [(act, who) for act, _, who, subject in self.noted(limit=50) if "wu.mei" in subject]
        self.assertEqual(
            acts[:3],
            [("account_disable", "root1"), ("membership_take", "guard1"), ("membership_take", "root1")],
        )
        listed = self.system.get("/accounts", search="吴").expect(200).json["items"]
        self.assertEqual([each["name"] for each in listed], ["wu.mei"])
        self.assertTrue(listed[0]["disabled"])

    def test_nobody_changes_his_own_rights(self):
        path = "/accounts/guard1/memberships"
        self.security.post(path, {"role": "leader"}).expect(403, "own_membership")
        [own] = self.security.get("/accounts/guard1").json["memberships"]
        self.security.delete(f"{path}/{own['id']}").expect(403, "own_membership")
        for act in ("disable", "reset"):
            self.system.post(f"/accounts/root1/{act}").expect(403)

    def test_duties_are_kept_apart(self):
        self.ledger.add_user("tao", "analyst")
        answer = self.security.post("/accounts/tao/memberships", {"role": "system_admin"})
        self.assertIn("三员分立", answer.expect(409, "duties_conflict").json["detail"])
        self.security.post("/accounts/root1/memberships", {"role": "leader"}).expect(409)
        self.security.post("/accounts/root1/memberships", {"role": "audit_admin"}).expect(409)

    def test_what_a_membership_may_not_name(self):
        self.ledger.add_user("qin")
        for change, path in (
            ({"role": "emperor"}, "/role"),
            ({"regions": ["999999"]}, "/regions"),
            ({"parks": ["NOWHERE"]}, "/parks"),
            ({"unit": "NOBODY"}, "/unit"),
            ({"own": [{"entity": "enterprise", "code": "X"}]}, "/own"),
            ({"from": "2026-02-30"}, "/from"),
            ({"from": "2026-02-02", "until": "2026-02-01"}, "/until"),
        ):
            with self.subTest(change):
                body = {"role": "promoter", **change}
                answer = self.security.post("/accounts/qin/memberships", body).expect(422)
                self.assertEqual(answer.json["errors"][0]["path"], path)


class Delegation(Administered):
    def part_of(self, client, **change):
        [own] = client.get("/account").json["account"]["memberships"]
        until = str(date.today() + timedelta(days=7))
        return {"membership": own["id"], "to": "stand.in", "until": until, **change}

    def test_from_giving_to_taking_back(self):
        officer = self.person("officer1", "promoter", regions=["441284", "441202"])
        helper = self.person("stand.in")
        helper.get("/project").expect(403)
        wider = self.part_of(officer, regions=["441203"])
        officer.post("/account/delegations", wider).expect(422)
        late = self.part_of(officer, until=str(date.today() + timedelta(days=92)))
        officer.post("/account/delegations", late).expect(422)
        narrow = self.part_of(officer, regions=["441284"])
        made = officer.post("/account/delegations", narrow).expect(201).json
        self.assertEqual(made["delegated_by"], "officer1")
        helper.get("/project").expect(200)
        self.assertEqual(officer.get("/account").json["delegated"][0]["holder"], "stand.in")
        held = helper.get("/account").json["account"]["memberships"][0]
        on = {**narrow, "membership": held["id"], "to": "officer1"}
        helper.post("/account/delegations", on).expect(404)
        self.person("stranger", "analyst").delete(f"/account/delegations/{made['id']}").expect(404)
        officer.delete(f"/account/delegations/{made['id']}").expect(204)
        helper.get("/project").expect(403)
        for end in (
            lambda made: helper.delete(f"/account/delegations/{made['id']}"),
            lambda made: self.security.delete(f"/accounts/stand.in/memberships/{made['id']}"),
            lambda made: self.system.post("/accounts/officer1/disable"),
        ):
            made = officer.post("/account/delegations", narrow).expect(201).json
            helper.get("/project").expect(200)
            end(made).expect(204)
            helper.get("/project").expect(403)


class Tokens(Administered):
    def test_scope_and_end(self):
        bureau = self.person("bureau1", "investment_bureau")
        soon = str(date.today() + timedelta(days=30))
        for change, status in (
            ({"expires_at": None}, 422),
            ({"expires_at": str(date.today() + timedelta(days=400))}, 422),
            ({"entities": ["unicorn"]}, 404),
        ):
            body = {"label": "x", "expires_at": soon, **change}
            bureau.post("/account/tokens", body).expect(status)
        body = {"label": "表格", "expires_at": soon, "entities": ["project", "region"]}
        secret = bureau.post("/account/tokens", body).expect(201).json["token"]
        reader = self.server.client(token=secret)
        reader.get("/project").expect(200)
        reader.post("/query", {"entity": "project", "limit": 1}).expect(200)
        reader.get("/park").expect(403)
        reader.post("/project", project("令牌")).expect(403, "token_scope")
        reader.get("/account").expect(403, "token_scope")
        reader.post("/account/tokens", body).expect(403, "token_scope")
        writing = bureau.post("/account/tokens", {**body, "write": True}).expect(201).json["token"]
        writer = self.server.client(token=writing)
        made = writer.post("/project", project("可写令牌")).expect(201).json
        erase = {"fields": ["name"], "reason": "x"}
        writer.post(f"/project/{made['id']}/erase", erase).expect(403, "token_scope")
        tokens = bureau.get("/account/tokens").json["items"]
        self.assertEqual([each["write"] for each in tokens], [False, True])
        self.person("other1", "analyst").delete(f"/account/tokens/{tokens[0]['id']}").expect(404)
        bureau.delete(f"/account/tokens/{tokens[0]['id']}").expect(204)
        reader.get("/project").expect(401)
        self.security.delete("/accounts/bureau1/sessions").expect(204)
        bureau.get("/project").expect(401)


class Audit(Administered):
    def test_all_outcomes_and_no_secrets(self):
        self.ledger.add_user("zhou", "analyst", password="correct horse 9")
        client = self.server.client()
        client.post("/session", {"name": "zhou", "password": "wrong secret words"}).expect(401)
        client.post("/session", {"name": "ghost", "password": "wrong secret words"}).expect(401)
        client.sign_in("zhou")
        client.post("/session/confirm", {"password": "wrong secret words"}).expect(401)
        client.post("/session/confirm", {"password": "correct horse 9"}).expect(204)
        client.get("/region/export", format="csv").expect(200)
        client.get("/audit").expect(403)
        client.delete("/session").expect(204)
        seen = [event for event in self.noted() if event[2] in ("zhou", "ghost")]
        self.assertEqual(
            seen,
            [
                ("sign_out", "ok", "zhou", ""),
                ("audit_read", "forbidden", "zhou", ""),
                ("export", "ok", "zhou", "region"),
                ("confirm", "ok", "zhou", ""),
                ("confirm", "bad_credentials", "zhou", ""),
                ("sign_in", "ok", "zhou", ""),
                ("sign_in", "bad_credentials", "ghost", ""),
                ("sign_in", "bad_credentials", "zhou", ""),
            ],
        )
        held = b"".join(f.read_bytes() for f in self.ledger.folder.glob("ledger.audit.db*"))
        for secret in (b"wrong secret words", b"correct horse", client.cookie.encode()):
            self.assertNotIn(secret, held)

    def test_reads_of_personal_fields_are_noted_without_them(self):
        bureau = self.person("bureau2", "investment_bureau")
        analyst = self.person("analyst2", "analyst")
        secret = {"contact_name": "张三丰", "contact_phone": "13800000000"}
        made = bureau.post("/project", project("隐私", **secret)).expect(201).json
        bureau.get(f"/project/{made['id']}").expect(200)
        analyst.get(f"/project/{made['id']}").expect(200)  # is shown none of these fields
        page = self.audit.get("/audit", act="read_confidential").expect(200).json["items"]
        own = [event for event in page if event["subject"] == f"project/{made['id']}"]
        self.assertEqual([(e["account"], e["detail"]) for e in own],
                         [("bureau2", "contact_name,contact_phone")])

    def test_filters_and_pages(self):
        self.assertTrue(all(event[0] == "sign_in" for event in self.noted(act="sign_in")))
        page = self.audit.get("/audit", limit=1).expect(200).json
        rest = self.audit.get("/audit", limit=1, before=page["next_before"]).expect(200).json
        self.assertEqual(rest["items"][0]["number"], page["items"][0]["number"] - 1)
        self.assertEqual(self.noted(**{"from": "2999-01-01T00:00:00Z"}), [])
        self.audit.get("/audit", **{"from": "yesterday"}).expect(422)
        self.audit.get("/audit", limit=501).expect(413)

    def test_it_outlives_the_server(self):
        before = self.noted(act="sign_in")
        self.server.kill()
        type(self).server = Server(self.ledger.db)
        self.addClassCleanup(self.server.stop)
        type(self).audit = self.server.client().sign_in("audit1")
        self.assertEqual(self.noted(act="sign_in")[1:], before)
        self.ledger.agglo("audit verify").expect(0)


if __name__ == "__main__":
    unittest.main()
