"""`agglo verify`: what was written stands, and where it does not."""
import re
import sqlite3
import unittest

from ledger import Ledger, agglo
from scenario import LedgerScenario


class Verify(LedgerScenario):
    def copy(self, name):
        """A copy in one file, so that its bytes may be reached."""
        path = self.ledger.folder / name
        Ledger.copy(self.ledger.db, path)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("PRAGMA journal_mode=DELETE")
        db.close()
        return path

    def checkpoint(self):
        out = self.ledger.agglo("verify").expect(0).out
        return re.search(r"checkpoint (\d+):([0-9a-f]{64})", out).groups()

    def test_the_chain_stands(self):
        sequence, digest = self.checkpoint()
        out = self.ledger.agglo("verify", "--checkpoint", f"{sequence}:{digest}").expect(0).out
        self.assertIn(f"校验通过 verified: {sequence} 条", out)

    def test_a_checkpoint_that_does_not_stand(self):
        sequence, digest = self.checkpoint()
        wrong = digest[:-1] + ("0" if digest[-1] != "0" else "1")
        self.ledger.agglo("verify", "--checkpoint", f"{sequence}:{wrong}").expect(1)
        self.ledger.agglo("verify", "--checkpoint", f"{int(sequence) + 5}:{digest}").expect(1)
        self.ledger.agglo("verify", "--checkpoint", "nonsense").expect(3)

    def test_a_flipped_byte_is_found_where_it_is(self):
        for column in ("body", "head", "hash"):
            with self.subTest(column):
                path = self.copy(f"{column}.db")
                with sqlite3.connect(path) as db:
                    wanted = f"SELECT {column} FROM entry WHERE sequence=2000"
                    [value] = db.execute(wanted).fetchone()
                    at = len(value) - 3
                    flipped = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
                    db.execute(f"UPDATE entry SET {column}=? WHERE sequence=2000", (flipped,))
                db.close()
                run = agglo("verify", "--db", path).expect(1)
                self.assertIn("流水第 2000 条校验失败", run.err)
                self.assertIn("Journal entry 2000 does not verify", run.err)

    def test_a_byte_flipped_on_the_disk_is_found(self):
        path = self.copy("disk.db")
        with sqlite3.connect(path) as db:
            [body] = db.execute("SELECT body FROM entry WHERE sequence=3000").fetchone()
        db.close()
        bytes_ = bytearray(path.read_bytes())
        at = bytes_.find(body[1:33])  # the entry's secret: 32 random bytes stand nowhere else
        self.assertGreater(at, 0)
        bytes_[at + 7] ^= 0x10
        path.write_bytes(bytes_)
        run = agglo("verify", "--db", path).expect(1)
        self.assertIn("3000", run.err)

    def test_a_missing_entry_is_found(self):
        path = self.copy("missing.db")
        with sqlite3.connect(path) as db:
            db.execute("DELETE FROM entry WHERE sequence=1500")
        db.close()
        self.assertIn("1500", agglo("verify", "--db", path).expect(1).err)


if __name__ == "__main__":
    unittest.main()
