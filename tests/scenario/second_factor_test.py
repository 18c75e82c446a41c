"""One-time codes, showing again who one is, and streams that end with the right to them."""
import json
import sqlite3
import threading
import unittest

from administrators import Administered, totp
from scenario import project
from server import Server


class Codes(Administered):
    options = ("--second-factor-role", "leader")

    def test_from_setting_up_to_doing_without(self):
        client = self.person("zhu", "analyst")
        enrolment = client.post("/account/totp").expect(200).json
        self.assertIn(f"secret={enrolment['secret']}", enrolment["uri"])
        client.post("/account/totp/confirm", {"code": "000000"}).expect(401, "bad_second_factor")
        shown = {"code": totp(enrolment["secret"])}
        codes = client.post("/account/totp/confirm", shown).expect(200).json["recovery_codes"]
        self.assertEqual(len(set(codes)), 10)
        body = {"name": "zhu", "password": "correct horse 9"}
        other = self.server.client()
        other.post("/session", body).expect(401, "second_factor_required")
        other.post("/session", {**body, "password": "no"}).expect(401, "bad_credentials")
        other.post("/session", {**body, **shown}).expect(401, "bad_second_factor")
        later = {"code": totp(enrolment["secret"], 1)}
        other.adopt(other.post("/session", {**body, **later}).expect(200))
        other.post("/session", {**body, "code": codes[0].lower()}).expect(200)
        other.post("/session", {**body, "code": codes[0]}).expect(401, "bad_second_factor")
        self.assertEqual(other.get("/account").json["recovery_codes_left"], 9)
        held = b"".join(f.read_bytes() for f in self.ledger.folder.glob("ledger.accounts.db*"))
        self.assertFalse([code for code in codes if code.encode() in held])
        self.system.delete("/accounts/zhu/totp").expect(204)
        self.server.client().sign_in("zhu")

    def test_a_role_may_require_them(self):
        client = self.person("mayor", "leader")
        self.assertTrue(client.get("/session").json["must_enrol"])
        client.get("/project").expect(403, "second_factor_enrolment_required")
        secret = client.post("/account/totp").expect(200).json["secret"]
        client.post("/account/totp/confirm", {"code": totp(secret)}).expect(200)
        self.assertFalse(client.get("/session").json["must_enrol"])
        client.get("/project").expect(200)


class Confirming(Administered):
    def age(self, name):
        """As if he had signed in long ago."""
        self.server.stop()
        path = self.ledger.folder / "ledger.accounts.db"
        with sqlite3.connect(path) as accounts:
            accounts.execute("UPDATE session SET proved_at = proved_at - 601000000")
        accounts.close()
        type(self).server = Server(self.ledger.db, *self.options)
        self.addClassCleanup(self.server.stop)

    def test_dangerous_acts_need_it(self):
        self.ledger.add_user("hua")
        self.age("root1")
        client = self.server.client()
        client.cookie, client.csrf = self.system.cookie, self.system.csrf
        client.get("/accounts").expect(200)
        for method, path in (
            ("POST", "/accounts/hua/disable"),
            ("POST", "/accounts/hua/reset"),
            ("POST", "/account/totp"),
            ("POST", "/account/tokens"),
        ):
            with self.subTest(path):
                client.ask(method, path, {}).expect(403, "reauthentication_required")
        client.post("/session/confirm", {"password": "wrong horse 9"}).expect(401)
        client.post("/accounts/hua/disable").expect(403, "reauthentication_required")
        client.post("/session/confirm", {"password": "correct horse 9"}).expect(204)
        client.post("/accounts/hua/disable").expect(204)


class Streams(Administered):
    def listen(self, client):
        """Reads a stream in a thread; the thread ends with the stream."""
        connection, response = client.open("GET", "/events")
        self.assertEqual(response.status, 200)
        self.addCleanup(connection.close)
        thread = threading.Thread(target=response.read, daemon=True)
        thread.start()
        return thread

    def test_end_with_the_right_to_them(self):
        self.ledger.add_user("lou", "analyst")
        for what, end, status in (
            ("roles", lambda: self.security.post("/accounts/lou/memberships", {"role": "leader"}), 200),
            ("sessions", lambda: self.security.delete("/accounts/lou/sessions"), 401),
            ("password", lambda: self.system.post("/accounts/lou/reset"), 401),
        ):
            with self.subTest(what):
                client = self.server.client().sign_in("lou")
                stream = self.listen(client)
                self.assertLess(end().status, 300)
                stream.join(9)
                self.assertFalse(stream.is_alive(), "told at once")
                self.assertEqual(client.get("/session").json["user"] is not None, status == 200)
                connection, response = client.open("GET", "/events")
                connection.close()
                self.assertEqual(response.status, status)

    def test_end_when_another_process_revokes(self):
        self.ledger.add_user("kang", "analyst")
        token = self.server.client(token=self.ledger.token("kang"))
        signed_in = self.server.client().sign_in("kang")
        streams = [self.listen(token), self.listen(signed_in)]
        self.ledger.agglo("user disable", "kang").expect(0)
        for stream in streams:
            stream.join(25)
            self.assertFalse(stream.is_alive())
        for client in (token, signed_in):
            client.get("/events").expect(401)

    def test_go_on_for_others(self):
        self.ledger.add_user("stays", "investment_bureau")
        client = self.server.client().sign_in("stays")
        connection, response = client.open("GET", "/events")
        self.addCleanup(connection.close)
        self.ledger.add_user("goes", "analyst")
        self.system.post("/accounts/goes/disable").expect(204)
        client.post("/project", project("仍在听")).expect(201)
        for line in response:
            if line.startswith(b"data:"):
                self.assertEqual(json.loads(line[5:])["entity"], "project")
                break


if __name__ == "__main__":
    unittest.main()
