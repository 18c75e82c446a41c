"""The command line itself: help, exit codes, the schema check."""
import tempfile
import unittest
from pathlib import Path

from ledger import PACK, ROOT, agglo
from scenario import LedgerScenario

COMMANDS = """
    init serve import export project figures verify query user schema openapi
    user|add user|list user|password user|roles user|disable user|enable user|token user|tokens
    user|revoke user|link schema|check
""".split()

# Arguments → exit code; DB is a ledger, NONE a file that is not there.
EXIT_CODES = [
    ("--version", 0),
    ("--help-all", 0),
    ("figures --db DB", 0),
    (f"verify --db DB --checkpoint 3:{'0' * 64}", 1),
    ("", 2),
    ("nonsense", 2),
    ("serve", 2),
    ("query --db DB --nonsense", 2),
    ("init --db NONE --pack NONE", 2),
    ("init --db NONE --pack PACK --scale 0", 2),
    ("serve --db DB --port 70000", 2),
    ("user --db DB", 2),
    ("query --db NONE {}", 3),
    ("verify --db NONE", 3),
    ("figures --db NONE", 3),
    ("serve --db NONE", 3),
    ("user list --db NONE", 3),
    ("init --db DB --pack PACK", 3),
    ("query --db DB {", 3),
    ("query --db DB {}", 3),
    ("query --db DB --as-of 999999 {\"entity\":\"project\"}", 3),
    ("query --db DB --as-of yesterday {\"entity\":\"project\"}", 3),
    ("export --db DB --entity nobody --out NONE.csv", 3),
    ("export --db DB --entity project --out NONE.docx", 3),
    ("export --db DB --entity project --out NONE.csv --where [[\"name\"]]", 3),
    ("schema check NONE", 3),
    ("user token --db DB nobody --label x", 3),
    ("user revoke --db DB 77", 3),
    ("export --db DB --entity region --out NONE/region.csv", 4),
]

BROKEN_SCHEMA = """\
entity: gadget
labels: {zh: 器件, en: Gadget}
description: {zh: 器件, en: A gadget}
group: nowhere
title: name
field_groups:
  - {name: all, labels: {zh: 全部, en: All}}
fields:
  - {name: name, type: txet, labels: {zh: 名称, en: Name}}
  - {name: owner, type: reference, to: nobody, labels: {zh: 主, en: Owner}}
  - {name: Size, type: integer, labels: {zh: 大小}}
"""
# Line of the broken schema → what is said about it in both languages.
MISTAKES = {4: "nowhere", 9: "txet", 10: "nobody", 11: "Size"}


class CommandLine(LedgerScenario):
    def arguments(self, text):
        names = {"DB": self.ledger.db, "PACK": PACK}
        missing = str(self.ledger.folder / "missing")
        return [names.get(word, word.replace("NONE", missing)) for word in text.split()]

    def test_every_command_has_help(self):
        for command in COMMANDS:
            with self.subTest(command):
                out = agglo(*command.split("|"), "--help").expect(0).out
                self.assertIn("--help", out)
                self.assertRegex(out, "[一-鿿]")

    def test_help_tells_the_exit_codes(self):
        out = agglo("--help").expect(0).out
        for code in ("0 成功", "1 结论为否", "2 命令行有误", "3 输入有误", "4 存储"):
            self.assertIn(code, out)

    def test_exit_codes(self):
        for text, code in EXIT_CODES:
            with self.subTest(text):
                run = agglo(*self.arguments(text)).expect(code)
                if code > 1:
                    self.assertNotEqual(run.err, "", "says why on standard error")

    def test_a_ledger_that_is_not_there_is_not_made(self):
        for command in ("user list", "query", "verify", "figures", "serve"):
            with self.subTest(command):
                agglo(*command.split(), "--db", self.ledger.folder / "missing.db").expect(3)
                self.assertEqual(list(self.ledger.folder.glob("missing*")), [])


class SchemaCheck(unittest.TestCase):
    def test_the_shared_schema_is_right(self):
        self.assertIn("表结构正确", agglo("schema", "check", ROOT / "schema").expect(0).out)

    def test_each_mistake_is_named_with_its_place(self):
        with tempfile.TemporaryDirectory(prefix="agglo-scenario-") as folder:
            Path(folder, "gadget.yaml").write_text(BROKEN_SCHEMA, encoding="utf-8")
            run = agglo("schema", "check", ROOT / "schema", folder).expect(3)
        said = run.err.splitlines()
        for line, word in MISTAKES.items():
            with self.subTest(line=line):
                places = [i for i, text in enumerate(said) if f"gadget.yaml:{line}:" in text]
                self.assertTrue(places, run.err)
                at = places[0]
                self.assertRegex(said[at], rf"gadget\.yaml:{line}:\d+: .*[一-鿿]")
                self.assertIn(word, said[at])
                self.assertRegex(said[at + 1], r"^  [A-Za-z“]", "the same in English")


if __name__ == "__main__":
    unittest.main()
