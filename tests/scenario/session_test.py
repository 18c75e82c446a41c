"""Who is asking: demo roles, the first link, passwords, tokens, sign-out."""
import unittest

from scenario import ServedScenario, project
from server import Server

# Headers of a request for a demo role → status. Only what comes to this machine itself is served.
DEMO_REQUESTS = [
    ({}, 200),
    ({"Host": "localhost:8080"}, 200),
    ({"Host": "ledger.example.org"}, 403),
    ({"X-Forwarded-For": "10.0.0.1"}, 403),
    ({"X-Forwarded-Host": "ledger.example.org"}, 403),
    ({"X-Forwarded-Proto": "https"}, 403),
    ({"Forwarded": "for=10.0.0.1"}, 403),
    ({"X-Real-IP": "10.0.0.1"}, 403),
]


class DemoSession(ServedScenario):
    def test_one_click_only_from_this_machine(self):
        for headers, status in DEMO_REQUESTS:
            with self.subTest(headers):
                client = self.server.client()
                client.post("/session/demo", {"role": "leader"}, headers).expect(status)
                offered = client.get("/session", headers).expect(200).json
                self.assertEqual(offered["demo"], status == 200)
                self.assertEqual(bool(offered["demo_roles"]), status == 200)

    def test_a_role_that_is_not_there(self):
        answer = self.server.client().post("/session/demo", {"role": "emperor"})
        self.assertEqual(answer.expect(422).json["errors"][0]["path"], "/role")

    def test_the_session_tells_who_it_is(self):
        client = self.demo("county_investment_bureau")
        session = client.get("/session").expect(200).json
        self.assertEqual(session["csrf"], client.csrf)
        self.assertEqual(session["user"]["roles"][0]["name"], "county_investment_bureau")
        self.assertEqual(session["user"]["roles"][0]["labels"]["zh"], "县级投资促进部门")
        self.assertEqual(set(session["user"]["regions"][0]), {"id", "label", "code"})

    def test_the_cookie_is_kept_from_scripts(self):
        answer = self.server.client().post("/session/demo", {"role": "leader"}).expect(200)
        cookie = answer.headers["set-cookie"]
        for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
            self.assertIn(part, cookie)

    def test_writes_need_the_csrf_token(self):
        client = self.demo()
        for token in (None, "", "wrong"):
            with self.subTest(token):
                headers = {"X-CSRF-Token": token}
                client.post("/project", project("x"), headers).expect(403, "bad_csrf")
        client.post("/project", project("x")).expect(201)

    def test_reads_need_a_session(self):
        client = self.server.client()
        for path in ("/project", "/project/1", "/schema", "/journal", "/activity", "/overview"):
            with self.subTest(path):
                client.get(path).expect(401, "unauthenticated")
        client.post("/project", project("x")).expect(401)
        client.cookie = "made-up"
        client.get("/project").expect(401)

    def test_sign_out_ends_the_session(self):
        client = self.demo()
        client.get("/journal").expect(200)
        client.ask("DELETE", "/session", headers={"X-CSRF-Token": None}).expect(403)
        self.assertIn("Max-Age=0", client.delete("/session").expect(204).headers["set-cookie"])
        client.get("/journal").expect(401)
        self.assertIsNone(client.get("/session").expect(200).json["user"])


class OwnAccounts(ServedScenario):
    options = ()

    def test_no_demo_without_the_flag(self):
        client = self.server.client()
        client.post("/session/demo", {"role": "leader"}).expect(403)
        self.assertEqual(client.get("/session").json["demo_roles"], [])

    def test_each_link_makes_one_administrator(self):
        secret, *others = self.server.link_secrets()
        self.assertTrue(others, "the first start offers a link for each administrator")
        client = self.server.client()
        body = {"token": secret, "name": "root1", "display_name": "首任", "password": "first words 1"}
        wrong = (({"token": "x" * 43}, 401), ({"password": "123"}, 422), ({"name": "A"}, 422))
        for change, status in wrong:
            with self.subTest(change):
                client.post("/session/link", {**body, **change}).expect(status)
        client.adopt(client.post("/session/link", body).expect(200))
        roles = {role["name"] for role in client.get("/session").json["user"]["roles"]}
        self.assertEqual(roles, {"system_admin"}, "the three stand apart")
        second = {**body, "token": others[0], "name": "guard1"}
        other = self.server.client()
        other.adopt(other.post("/session/link", second).expect(200))
        roles = {role["name"] for role in other.get("/session").json["user"]["roles"]}
        self.assertEqual(roles, {"security_admin"})
        client.get("/journal").expect(200)
        again = {**body, "name": "root2"}
        self.server.client().post("/session/link", again).expect(401, "bad_credentials")
        self.the_next_start_offers_none()

    def the_next_start_offers_none(self):
        self.server.stop()
        type(self).server = Server(self.ledger.db)
        self.addClassCleanup(self.server.stop)
        self.assertEqual(self.server.link_secrets(), [])

    def test_passwords(self):
        self.ledger.add_user("lin", "analyst", password="the right one")
        client = self.server.client()
        for name, password in (("lin", "the wrong one"), ("nobody", "the right one")):
            answer = client.post("/session", {"name": name, "password": password})
            answer.expect(401, "bad_credentials")
        client.sign_in("lin", "the right one").get("/journal").expect(200)
        self.assertEqual(client.get("/session").json["user"]["name"], "lin")

    def test_guessing_is_slowed_down(self):
        self.ledger.add_user("wu", "analyst")
        client = self.server.client()
        body = {"name": "wu", "password": "a wrong guess"}
        client.post("/session", body).expect(401)
        # The waits double, so that also a slow machine is told to wait before long.
        answers = (client.post("/session", body) for _ in range(15))
        slowed = next(answer for answer in answers if answer.status != 401)
        slowed.expect(429, "too_many_attempts")
        self.assertGreater(int(slowed.headers["retry-after"]), 0)

    def test_tokens(self):
        self.ledger.add_user("robot", "investment_bureau")
        token = self.ledger.token("robot")
        client = self.server.client(token=token)
        made = client.post("/project", project("令牌写入")).expect(201).json
        [entry] = client.get(f"/project/{made['id']}/history").json["items"]
        self.assertEqual(entry["actor"], "robot")
        self.server.client(token="agt_wrong").get("/project").expect(401)
        lines = (line.split("\t") for line in self.ledger.agglo("user tokens").out.splitlines())
        [number] = (number for number, account, *_ in lines if account == "robot")
        self.ledger.agglo("user revoke", number).expect(0)
        client.get("/project").expect(401)

    def test_who_is_no_proxy_of_ours_is_not_believed(self):
        self.ledger.add_user("lan", "analyst")
        body = {"name": "lan", "password": "correct horse 9"}
        client = self.server.client()
        answer = client.post("/session", body, {"X-Forwarded-Proto": "https"}).expect(200)
        self.assertNotIn("strict-transport-security", answer.headers)
        self.assertTrue(answer.headers["set-cookie"].startswith("agglo_session="))

    def test_a_disabled_account_is_out(self):
        self.ledger.add_user("gone", "analyst")
        client = self.server.client(token=self.ledger.token("gone"))
        client.get("/region").expect(200)
        self.ledger.agglo("user disable", "gone").expect(0)
        client.get("/region").expect(401)
        body = {"name": "gone", "password": "correct horse 9"}
        self.server.client().post("/session", body).expect(401, "bad_credentials")


class BehindProxy(ServedScenario):
    options = ("--demo", "--trusted-proxy", "127.0.0.1")

    def test_a_trusted_proxy_is_never_local(self):
        self.server.client().post("/session/demo", {"role": "leader"}).expect(403)

    def test_the_cookie_over_https(self):
        self.ledger.add_user("mei", "analyst")
        client = self.server.client()
        https = {"X-Forwarded-Proto": "https"}
        body = {"name": "mei", "password": "correct horse 9"}
        answer = client.post("/session", body, https).expect(200)
        cookie = answer.headers["set-cookie"]
        self.assertTrue(cookie.startswith("__Host-agglo_session="), cookie)
        self.assertIn("; Secure", cookie)
        self.assertIn("max-age=", answer.headers["strict-transport-security"])
        secret = cookie.split(";")[0]
        client.get("/journal", {**https, "Cookie": secret}).expect(200)
        client.get("/journal", {"Cookie": secret}).expect(401)
        plain = client.post("/session", body).expect(200)
        self.assertNotIn("strict-transport-security", plain.headers)

if __name__ == "__main__":
    unittest.main()
