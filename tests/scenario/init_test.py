"""From a pack to a ledger that answers the published figures, and a second time the same."""
import tempfile
import unittest
from pathlib import Path

from ledger import PACK, agglo


class Init(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="agglo-scenario-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def init(self, name):
        db = self.folder / name
        return db, agglo("init", "--pack", PACK, "--db", db)

    def test_makes_a_ledger_whose_figures_hold(self):
        db, made = self.init("a.db")
        self.assertRegex(made.expect(0).out, r"记录 records \d{4,}")
        lines = agglo("figures", "--db", db).expect(0).out.splitlines()
        figures = [line for line in lines if line.startswith("✓")]
        self.assertGreaterEqual(len(figures), 30)
        self.assertEqual(lines[-1], f"{len(figures)} 项公布数据中 {len(figures)} 项相符")
        english = agglo("figures", "--db", db, "--en").expect(0).out.splitlines()
        self.assertEqual(len(english), len(lines))
        self.assertRegex(english[-1], "^[ -~]+$")
        self.same_size_again(db)
        self.refuses_what_exists(db)

    def same_size_again(self, db):
        """The seed decides everything but the ledger's identity: the same entries and values."""
        again, made = self.init("b.db")
        made.expect(0)
        first, second = (agglo("verify", "--db", path).expect(0).out for path in (db, again))
        self.assertEqual(first.splitlines()[0], second.splitlines()[0])

    def refuses_what_exists(self, db):
        before = agglo("verify", "--db", db).expect(0).out
        run = agglo("init", "--pack", PACK, "--db", db).expect(3)
        self.assertIn("文件已存在", run.err)
        self.assertIn("exists already", run.err)
        self.assertEqual(agglo("verify", "--db", db).expect(0).out, before)


if __name__ == "__main__":
    unittest.main()
