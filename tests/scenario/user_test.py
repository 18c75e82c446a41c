"""`agglo user`: accounts and tokens beside the ledger."""
import unittest

from scenario import LedgerScenario


class User(LedgerScenario):
    def listed(self, name):
        lines = self.ledger.agglo("user list").expect(0).out.splitlines()
        return next((line.split("\t") for line in lines if line.startswith(name + "\t")), None)

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
        [line] = self.ledger.agglo("user tokens").expect(0).out.splitlines()
        number, account, label, _, ends = line.split("\t")
        self.assertEqual((account, label, ends), ("robot", "scenario", "-"))
        self.assertNotIn(token, line)
        self.ledger.agglo("user revoke", number).expect(0)
        self.assertEqual(self.ledger.agglo("user tokens").expect(0).out, "")

    def test_what_is_refused(self):
        self.ledger.add_user("taken", "analyst")
        for arguments, stdin, said in (
            (("taken",), "long enough\n", "taken"),
            (("A B",), "long enough\n", "lower-case"),
            (("short",), "123\n", "8"),
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
