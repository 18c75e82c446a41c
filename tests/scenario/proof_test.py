"""What leaves the ledger so that others can hold it to its word: keys, checkpoints, exports."""
import re
import sqlite3
import stat
import subprocess
import unittest

from ledger import BINARY, RUN_SECONDS_MAX, Ledger, Run, agglo
from scenario import LedgerScenario, ServedScenario, project
from server import Server

VERIFIER = BINARY.parent / "agglo-verify"
PERSON = "欧阳不凡"
NAMED_END = 49  # whose a stretch says it is, only a checkpoint can show


def agglo_verify(*arguments):
    done = subprocess.run(
        [VERIFIER, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=RUN_SECONDS_MAX,
    )
    return Run(("(agglo-verify)", *arguments), done.returncode, done.stdout, done.stderr)


class Proof(LedgerScenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.ledger.folder
        cls.key, cls.other_key = folder / "a.key", folder / "b.key"
        cls.public, cls.other_public = folder / "a.public", folder / "b.public"
        for key, public in ((cls.key, cls.public), (cls.other_key, cls.other_public)):
            public.write_text(agglo("key", "new", key).expect(0).out, encoding="utf-8")
        contacts = folder / "contacts.csv"
        contacts.write_text(f"姓名,电话\n{PERSON},13800009999\n", encoding="utf-8")
        cls.ledger.agglo("import", contacts, "--entity", "contact").expect(0)
        cls.signed = folder / "checkpoint.txt"
        cls.ledger.agglo("checkpoint", "--key", cls.key, "--out", cls.signed).expect(0)

    def checkpoint_with(self, name, **changed):
        """A copy of the signed checkpoint in which some lines say something else."""
        text = self.signed.read_text(encoding="utf-8")
        for label, value in changed.items():
            text = re.sub(rf"(?m)( {label}: ).*$", rf"\g<1>{value}", text)
        path = self.ledger.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def export(self, name, *options):
        path = self.ledger.folder / name
        self.ledger.agglo("journal export", "--out", path, *options).expect(0)
        return path

    def test_a_key_is_for_its_owner_alone(self):
        self.assertEqual(stat.S_IMODE(self.key.stat().st_mode), 0o600)
        before = self.key.read_bytes()
        agglo("key", "new", self.key).expect(3)
        self.assertEqual(self.key.read_bytes(), before)
        shown = agglo("key", "show", self.key).expect(0).out
        self.assertEqual(shown, self.public.read_text(encoding="utf-8"))
        secret = re.search(r"secret: (\w+)", before.decode()).group(1)
        self.assertNotIn(secret, shown)

    def test_a_key_that_others_may_read_is_refused(self):
        open_key = self.ledger.folder / "open.key"
        agglo("key", "new", open_key).expect(0)
        open_key.chmod(0o644)
        self.ledger.agglo("checkpoint", "--key", open_key).expect(3)

    def test_a_checkpoint_stands_for_who_has_the_key(self):
        for target in (self.ledger.db, self.export("whole.agglo", "--whole")):
            with self.subTest(target.name):
                run = agglo("verify", "--db", target, "--checkpoint", self.signed,
                            "--key", self.public).expect(0)
                self.assertIn("签名有效", run.out)
                agglo("verify", "--db", target, "--checkpoint", self.signed,
                      "--key", self.other_public, "--key", self.public).expect(0)

    def test_a_checkpoint_changed_or_by_another_is_refused(self):
        rows = (
            ("as signed, another's key", self.signed, self.other_public, "签名"),
            ("sequence", self.checkpoint_with("1.txt", sequence="17"), self.public, "签名"),
            ("ledger", self.checkpoint_with("2.txt", ledger="0" * 32), self.public, "另一账本"),
            ("hash", self.checkpoint_with("3.txt", hash="0" * 64), self.public, "签名"),
        )
        export = self.export("refusing.agglo", "--whole")
        for what, checkpoint, key, said in rows:
            with self.subTest(what):
                for target in (self.ledger.db, export):
                    run = agglo("verify", "--db", target, "--checkpoint", checkpoint,
                                "--key", key).expect(1)
                    self.assertIn(said, run.err)
                run = agglo_verify(export, "--checkpoint", checkpoint, "--key", key).expect(1)
                self.assertIn(said, run.err)

    def test_verifying_goes_on_from_a_checkpoint(self):
        out = self.ledger.agglo("verify", "--from", self.signed).expect(0).out
        self.assertIn("verified: 0 条", out)
        wrong = self.checkpoint_with("wrong.txt", hash="0" * 64)
        self.ledger.agglo("verify", "--from", wrong).expect(1)
        self.ledger.agglo("verify", "--from", "nonsense").expect(3)

    def test_a_tail_cut_off_is_found_by_the_checkpoint(self):
        path = self.ledger.folder / "cut.db"
        Ledger.copy(self.ledger.db, path)
        with sqlite3.connect(path) as db:
            db.execute("DELETE FROM entry WHERE sequence > 4000")
        db.close()
        agglo("verify", "--db", path).expect(0)
        run = agglo("verify", "--db", path, "--checkpoint", self.signed).expect(1)
        self.assertIn("流水第 4001 条校验失败：流水在此之前中断", run.err)
        self.assertIn("Journal entry 4001 does not verify: the journal ends before it", run.err)

    def test_an_outsider_sees_his_part_and_verifies_all(self):
        public = self.export("public.agglo", "--class", "public")
        whole = self.export("all.agglo", "--whole")
        self.assertNotIn(PERSON.encode(), public.read_bytes())
        self.assertIn(PERSON.encode(), whole.read_bytes())
        reports = [agglo_verify(path, "--checkpoint", self.signed, "--key", self.public)
                   .expect(0).out for path in (public, whole)]
        shown = [int(re.search(r"values shown: (\d+)", out).group(1)) for out in reports]
        withheld = [int(re.search(r"erased: (\d+)", out).group(1)) for out in reports]
        self.assertLess(shown[0], shown[1])
        self.assertGreater(withheld[0], 0)
        self.assertEqual(withheld[1], 0)
        self.assertEqual(sum(shown), 2 * shown[1] - withheld[0])

    def test_a_role_gets_what_it_may_see(self):
        out = self.ledger.folder / "role.agglo"
        for role, personal in (("auditor", False), ("investment_bureau", True)):
            with self.subTest(role):
                self.ledger.agglo("journal export", "--out", out, "--role", role).expect(0)
                agglo_verify(out).expect(0)
                self.assertEqual(PERSON.encode() in out.read_bytes(), personal)
        self.ledger.agglo("journal export", "--out", out, "--role", "typo").expect(3)
        self.ledger.agglo("journal export", "--out", out, "--class", "typo").expect(3)
        self.ledger.agglo("journal export", "--out", out).expect(2)

    def test_a_stretch(self):
        path = self.export("stretch.agglo", "--class", "public", "--first", "100", "--last", "200")
        out = agglo_verify(path).expect(0).out
        self.assertIn("entries: 101 (100 – 200)", out)
        self.assertIn("No checkpoint", out)
        run = agglo_verify(path, "--checkpoint", self.signed).expect(1)
        self.assertIn("Journal entry 201", run.err)

    def test_any_byte_of_an_export_matters_to_both(self):
        path = self.export("bytes.agglo", "--class", "public", "--first", "50", "--last", "60")
        good = path.read_bytes()
        for at in range(NAMED_END, len(good), len(good) // 40):
            path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
            theirs = agglo_verify(path)
            ours = agglo("verify", "--db", path)
            self.assertEqual((ours.code != 0, theirs.code), (True, 1), at)
            number = r"Journal entry (\d+) does not verify: (.*)"
            self.assertEqual(re.findall(number, ours.err)[0][0],
                             re.findall(number, theirs.err)[0][0], at)

    def test_the_verifier_says_what_it_wants(self):
        agglo_verify().expect(2)
        agglo_verify("--key").expect(2)
        agglo_verify("--typo", "x").expect(2)
        self.assertIn("Exit codes", agglo_verify("--help").expect(0).out)
        agglo_verify(self.ledger.folder / "none").expect(3)
        agglo_verify(self.signed).expect(3)
        whole = self.export("small.agglo", "--whole", "--last", "3")
        agglo_verify(whole, "--checkpoint", self.key).expect(3)
        agglo_verify(whole, "--key", "12").expect(3)


class Served(ServedScenario):
    @classmethod
    def prepare(cls):
        cls.key = cls.ledger.folder / "a.key"
        cls.notary = cls.ledger.folder / "notary"
        cls.notary.mkdir()
        cls.public = agglo("key", "new", cls.key).expect(0).out
        cls.options = ("--demo", "--checkpoint-key", cls.key, "--checkpoint-folder", cls.notary)

    def test_the_server_signs_its_checkpoint(self):
        client = self.demo()
        answer = client.get("/checkpoint").expect(200)
        text = answer.body.decode()
        journal = client.get("/journal").expect(200).json
        self.assertIn(f"hash: {journal['hash']}", text)
        self.assertIn(journal["key"]["id"], text)
        self.assertIn(journal["key"]["public"], self.public)
        self.assertIn("checkpoint-", answer.headers["content-disposition"])
        path = self.ledger.folder / "fetched.txt"
        path.write_bytes(answer.body)
        self.ledger.agglo("verify", "--checkpoint", path, "--key", journal["key"]["public"]).expect(0)
        self.server.client().get("/checkpoint").expect(401)

    def test_the_folder_holds_the_first_and_the_last(self):
        notary = self.ledger.folder / "other"
        notary.mkdir()
        ledger = Ledger()
        self.addCleanup(ledger.remove)
        server = Server(ledger.db, "--demo", "--checkpoint-key", self.key,
                        "--checkpoint-folder", notary)
        try:
            first = sorted(path.name for path in notary.iterdir())
            client = server.client().sign_in_demo("investment_bureau")
            client.post("/project", project("新项目")).expect(201)
        finally:
            server.stop()
        names = sorted(path.name for path in notary.iterdir())
        self.assertEqual(len(first), 1)
        self.assertEqual(len(names), 2)
        for name in names:
            ledger.agglo("verify", "--checkpoint", notary / name,
                         "--key", re.search(r"public: (\w+)", self.public).group(1)).expect(0)

    def test_without_a_key_it_is_not_signed(self):
        ledger = Ledger()
        self.addCleanup(ledger.remove)
        server = Server(ledger.db, "--demo")
        self.addCleanup(server.stop)
        client = server.client().sign_in_demo("investment_bureau")
        self.assertIsNone(client.get("/journal").expect(200).json["key"])
        self.assertNotIn("signature", client.get("/checkpoint").expect(200).body.decode())


if __name__ == "__main__":
    unittest.main()
