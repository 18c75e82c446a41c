"""`agglo user`: accounts and tokens beside the ledger."""
import unittest

from scenario import LedgerScenario


class User(LedgerScenario):
    def listed(self, name):
        lines = self.ledger.agglo("user list").expect(0).out.splitlines()
        return next((line.split("\t") for line in lines if line.startswith(name + "\t")), None)

    def tokens_of(self, name):
        lines = self.ledger.agglo("user tokens").expect(0).out.splitlines()
        return [line for line in lines if line.split("\t")[1] == name]

    def test_an_account_from_first_to_last(self):
        self.ledger.add_user("chen", "promoter", regions=["441284"])
        self.assertEqual(self.listed("chen")[2:4], ["promoter", "441284"])
        change = ("chen", "--role", "analyst", "--role", "auditor")
        self.ledger.agglo("user roles", *change).expect(0)
        self.assertEqual(self.listed("chen")[2:4], ["analyst,auditor", ""])
        self.ledger.agglo("user disable", "chen").expect(0)
        self.assertIn("停用 disabled", self.listed("chen"))
        self.ledger.agglo("user enable", "chen").expect(0)
        self.assertNotIn("停用 disabled", self.listed("chen"))
        self.ledger.agglo("user password", "chen", stdin="another good one\n").expect(0)

    def test_tokens(self):
        self.ledger.add_user("robot", "analyst")
        token = self.ledger.token("robot")
        self.assertRegex(token, r"^agt_[\w-]{20,}$")
        [line] = self.tokens_of("robot")
        number, account, label, begins, ends, may, entities = line.split("\t")
        self.assertEqual((account, label, may, entities), ("robot", "scenario", "读写 write", ""))
        self.assertEqual(int(ends[:4]), int(begins[:4]) + 1)
        self.assertNotIn(token, line)
        self.ledger.agglo("user revoke", number).expect(0)
        self.assertEqual(self.tokens_of("robot"), [])

    def test_a_narrow_token(self):
        self.ledger.add_user("reader", "analyst")
        self.ledger.token("reader", "--entity", "project", "--entity", "park", "--days", "7")
        [line] = self.tokens_of("reader")
        self.assertEqual(line.split("\t")[5:], ["只读 read", "project,park"])
        for days in ("0", "367"):
            self.ledger.agglo("user token", "reader", "--label", "x", "--days", days).expect(2)

    def test_a_membership_has_its_places(self):
        rights = ("--role", "chief_service_officer", "--region", "441284")
        self.ledger.agglo("user add", "wei", *rights, stdin="long enough words\n").expect(0)
        for option, wrong in (("--park", "NO-PARK"), ("--unit", "NO-UNIT"), ("--own", "firm:X")):
            run = self.ledger.agglo("user roles", "wei", *rights, option, wrong).expect(3)
            self.assertIn(wrong.split(":")[0], run.err)

    def test_administrators_stand_apart(self):
        for roles in (("system_admin", "security_admin"), ("security_admin", "analyst")):
            options = [word for role in roles for word in ("--role", role)]
            run = self.ledger.agglo("user add", "both", *options, stdin="long enough words\n")
            self.assertIn("三员分立", run.expect(3).err)

    def test_what_is_done_is_audited(self):
        self.ledger.add_user("noted", "analyst", password="very secret words")
        once = self.ledger.agglo("user reset", "noted").expect(0).out.strip()
        self.ledger.agglo("user disable", "noted").expect(0)
        listed = self.ledger.agglo("audit list").expect(0).out
        lines = [line.split("\t")[2:7] for line in listed.splitlines() if "\tnoted" in line]
        acts = ["account_disable", "password_reset", "account_create"]
        self.assertEqual(lines, [["(owner)", act, "ok", "", "noted"] for act in acts])
        for secret in (once, "very secret words"):
            self.assertNotIn(secret, listed)
        self.assertIn("完好", self.ledger.agglo("audit verify").expect(0).out)
        self.ledger.agglo("audit prune", "--days", "182").expect(3)
        self.assertIn(": 0", self.ledger.agglo("audit prune", "--days", "183").expect(0).out)

    def test_what_is_refused(self):
        self.ledger.add_user("taken", "analyst")
        for arguments, stdin, said in (
            (("taken",), "long enough\n", "taken"),
            (("A B",), "long enough\n", "lower-case"),
            (("short",), "123\n", "8"),
            (("common",), "Password1\n", "过于常见"),
            (("wangming",), "wangming1\n", "wangming"),
            (("nobody1", "--role", "emperor"), "long enough\n", "emperor"),
            (("nobody2", "--region", "999999"), "long enough\n", "999999"),
        ):
            with self.subTest(arguments):
                run = self.ledger.agglo("user add", *arguments, stdin=stdin).expect(3)
                self.assertIn(said, run.err)
        self.ledger.agglo("user disable", "ghost").expect(3)
        self.ledger.agglo("user roles", "ghost", "--role", "analyst").expect(3)

    def test_the_file_of_secrets_is_the_owners_alone(self):
        self.ledger.add_user("keeper", "analyst", password="very secret words")
        path = self.ledger.folder / "ledger.accounts.db"
        self.assertEqual(path.stat().st_mode & 0o077, 0)
        files = self.ledger.folder.glob("ledger.accounts.db*")
        held = b"".join(file.read_bytes() for file in files)
        self.assertNotIn(b"very secret words", held)


if __name__ == "__main__":
    unittest.main()
