"""`agglo backup` and `agglo restore`: the drill, and what they refuse."""
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import unittest

from ledger import BINARY, Ledger, agglo
from scenario import project
from server import Server


class Backup(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.addCleanup(self.ledger.remove)
        self.folder = self.ledger.folder / "backup"
        self.restored = self.ledger.folder / "restored" / "ledger.db"
        self.restored.parent.mkdir()

    def serve(self):
        self.ledger.add_user("writer", "investment_bureau")
        self.token = self.ledger.token("writer")
        server = Server(self.ledger.db)
        self.addCleanup(server.stop)
        return server.client(token=self.token)

    def back_up(self):
        return self.ledger.agglo("backup", "--to", self.folder).expect(0).out

    def restore(self, *options):
        return agglo("restore", "--from", self.folder, "--db", self.restored, *options)

    def checkpoint(self, db):
        out = agglo("verify", "--db", db).expect(0).out
        return re.search(r"checkpoint (\d+:[0-9a-f]{64})", out).group(1)

    def export(self, db, name, *options):
        out = self.ledger.folder / f"{name}.csv"
        agglo("export", "--db", db, "--entity", "project", "--out", out, *options).expect(0)
        return out.read_bytes()

    def segment(self, number):
        return sorted(self.folder.glob("*.segment"))[number]


class Verify(Backup):
    def verify(self, *options):
        return agglo("verify", "--db", self.folder, *options)

    def test_a_backup_is_verified_where_it_lies(self):
        self.back_up()
        checkpoint = self.checkpoint(self.ledger.db)
        self.assertIn(checkpoint, self.verify("--checkpoint", checkpoint).expect(0).out)
        sequence, digest = checkpoint.split(":")
        run = self.verify("--checkpoint", f"{int(sequence) + 1}:{digest}").expect(1)
        self.assertIn(f"Journal entry {int(sequence) + 1} does not verify", run.err)

    def test_a_flipped_byte_is_found_and_its_file_named(self):
        self.back_up()
        segment = self.segment(1)
        whole = bytearray(segment.read_bytes())
        whole[len(whole) // 2] ^= 1
        segment.write_bytes(whole)
        run = self.verify().expect(1)
        self.assertIn(segment.name, run.err)
        segment.unlink()
        self.assertIn("missing", self.verify().expect(1).err)

    def test_a_folder_that_is_no_backup(self):
        self.folder.mkdir()
        self.assertIn("head", self.verify().expect(1).err)


class Drill(Backup):
    def test_a_served_ledger_is_backed_up_lost_and_restored(self):
        client = self.serve()
        first = self.back_up()
        self.assertIn("含账号 with accounts", first)
        point = re.search(r"checkpoint (\d+):", first).group(1)
        before = self.export(self.ledger.db, "before")
        made = client.post("/project", project("备份之后")).expect(201).json
        client.patch(f"/project/{made['id']}", {"fields": {"name": "又改"}}, 1).expect(200)
        self.assertIn("新增 2 条 entries", self.back_up())
        self.assertIn("新增 0 条 entries, 0 字节 bytes", self.back_up())

        out = self.restore().expect(0).out
        checkpoint = self.checkpoint(self.ledger.db)
        self.assertIn(checkpoint, out)
        self.assertEqual(self.checkpoint(self.restored), checkpoint)
        now = self.export(self.ledger.db, "now")
        self.assertEqual(self.export(self.restored, "restored"), now)
        self.assertNotEqual(now, before)

        # People sign in as before, and the restored ledger is written to and backed up further.
        server = Server(self.restored)
        self.addCleanup(server.stop)
        again = server.client(token=self.token)
        again.post("/project", project("恢复之后")).expect(201)
        agglo("backup", "--db", self.restored, "--to", self.folder).expect(0)

        shutil.rmtree(self.restored.parent, ignore_errors=True)
        self.restored.parent.mkdir()
        self.restore("--at", point).expect(0)
        self.assertEqual(self.export(self.restored, "at a point"), before)

    def test_a_restore_to_an_instant_and_without_accounts(self):
        self.serve()
        self.back_up()
        self.restore("--at", "2022-06-30T00:00:00+08:00", "--without-accounts").expect(0)
        out = agglo("verify", "--db", self.restored).expect(0).out
        self.assertRegex(out, r"checkpoint \d+:[0-9a-f]{64}  202[012]-")
        self.assertEqual([path.name for path in self.restored.parent.glob("*.accounts*")], [])

    def test_only_the_owner_may_read_a_backup(self):
        self.serve()
        self.back_up()
        self.restore().expect(0)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in self.folder.iterdir()
                 if path.name != "lock"}
        self.assertEqual(modes, {0o600})
        self.assertEqual(stat.S_IMODE(self.folder.stat().st_mode), 0o700)
        accounts = self.restored.with_name("ledger.accounts.db")
        self.assertEqual(stat.S_IMODE(accounts.stat().st_mode), 0o600)

    def test_it_follows_until_it_is_stopped(self):
        client = self.serve()
        command = [BINARY, "backup", "--db", self.ledger.db, "--to", self.folder, "--follow", "1"]
        follower = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.addCleanup(follower.stdout.close)
        self.addCleanup(follower.kill)
        follower.stdout.readline()
        client.post("/project", project("跟随")).expect(201)
        give_up = time.monotonic() + 30
        while "新增 1 条 entries" not in follower.stdout.readline():
            self.assertLess(time.monotonic(), give_up)
        follower.send_signal(signal.SIGTERM)
        self.assertEqual(follower.wait(20), 0)
        self.restore().expect(0)
        self.assertEqual(self.checkpoint(self.restored), self.checkpoint(self.ledger.db))


class Refusals(Backup):
    def refused(self, run, *words):
        for word in words:
            self.assertIn(word, run.err)
        self.assertRegex(run.err, "[一-鿿]")
        self.assertEqual(list(self.restored.parent.glob("*.db")), [])

    def test_a_backup_that_is_not_whole(self):
        self.back_up()
        second = self.segment(1)
        whole = second.read_bytes()
        changed = bytearray(whole)
        changed[len(changed) // 2] ^= 1
        for what, content, why in (
            ("changed", bytes(changed), "checksum"),
            ("cut off", whole[:-10], "checksum"),
            ("swapped", self.segment(2).read_bytes(), "begins with another entry"),
            ("missing", None, "missing"),
        ):
            with self.subTest(what):
                second.unlink()
                if content is not None:
                    second.write_bytes(content)
                self.refused(self.restore().expect(3), second.name, why)
                second.write_bytes(whole)
        self.segment(-1).unlink()
        self.refused(self.restore().expect(3), "missing")

    def test_what_it_would_overwrite(self):
        self.back_up()
        run = agglo("restore", "--from", self.folder, "--db", self.ledger.db).expect(3)
        self.assertIn("ledger.db", run.err)
        self.ledger.agglo("verify").expect(0)

    def test_another_ledger_in_the_same_folder(self):
        self.back_up()
        other = self.ledger.folder / "other.db"
        Ledger.copy(self.ledger.db, other)
        agglo("backup", "--db", other, "--to", self.folder).expect(0)  # a copy is the same ledger
        # ... until each goes its own way
        for db, name in ((self.ledger.db, "甲"), (other, "乙")):
            table = self.ledger.folder / f"{name}.csv"
            table.write_text(f"项目名称,属地,阶段\n{name},四会市,线索\n", encoding="utf-8")
            agglo("import", "--db", db, "--entity", "project", table).expect(0)
        self.back_up()
        run = agglo("backup", "--db", other, "--to", self.folder).expect(3)
        self.refused(run, "head", "does not hold any more")

    def test_a_journal_that_does_not_verify(self):
        with sqlite3.connect(self.ledger.db) as db:
            db.execute("UPDATE entry SET hash=zeroblob(32) WHERE sequence=2000")
        db.close()
        run = self.ledger.agglo("backup", "--to", self.folder).expect(1)
        self.refused(run, "Journal entry 2000 does not verify")

    def test_points_it_does_not_reach(self):
        self.back_up()
        self.refused(self.restore("--at", "999999").expect(3), "999999")
        self.refused(self.restore("--at", "yesterday").expect(3), "yesterday")

    def test_a_folder_that_is_none(self):
        self.folder.mkdir()
        self.refused(self.restore().expect(3), "head", "missing")
        if os.geteuid() != 0:
            self.folder.chmod(0o500)
            self.ledger.agglo("backup", "--to", self.folder).expect(4)


if __name__ == "__main__":
    unittest.main()
