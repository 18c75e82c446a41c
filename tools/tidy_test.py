#!/usr/bin/env python3
"""Tests of tools/tidy: each row is a small tree and the findings it must give, no more, no fewer."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TIDY = Path(__file__).resolve().parent / "tidy"
HEADER = "#pragma once\n"


def lines(count):
    return "int x;\n" * count


def function(length, head="int f(int a)"):
    return f"{head} {{\n" + "    g();\n" * (length - 2) + "}\n"


# name, {path: text}, [finding prefixes]
TREES = [
    ("nothing wrong", {"src/base/result.h": HEADER + "int f();\n"}, []),
    (
        "an upward include",
        {"src/base/a.cpp": '#include "query/page.h"\n'},
        ["src/base/a.cpp:1: layer: base does not stand on query"],
    ),
    ("a transitive downward include", {"src/cli/a.cpp": '#include "base/result.h"\n'}, []),
    (
        "a sideways include",
        {"src/http/a.cpp": '\n#include "model/entity.h"\n'},
        ["src/http/a.cpp:2: layer: http does not stand on model"],
    ),
    ("a library's header of the same folder name", {"src/base/a.cpp": "#include <query>\n"}, []),
    (
        "a relative include",
        {"src/base/a.cpp": '#include "../model/entity.h"\n'},
        ["src/base/a.cpp:1: layer: include by path"],
    ),
    (
        "an unknown module",
        {"src/magic/a.cpp": "\n"},
        ["src/magic/a.cpp:1: layer: module 'magic'"],
    ),
    (
        "a link against the table",
        {"CMakeLists.txt": "agglo_module(base)\nagglo_module(geo STANDS_ON base desk LINKS x)\n"},
        ["CMakeLists.txt:2: layer: geo does not stand on desk"],
    ),
    ("no pragma", {"src/base/a.h": "int f();\n"}, ["src/base/a.h:1: pragma"]),
    (
        "using namespace",
        {"src/base/a.cpp": "// using namespace x;\nusing namespace std;\n"},
        ["src/base/a.cpp:2: using"],
    ),
    (
        "vague and ill-formed names",
        {
            "src/base/text_utils.cpp": "",
            "src/base/Text.cpp": "",
            "web/src/api/requestHelper.ts": "",
            "web/src/views/ProjectList.vue": "",
        },
        [
            "src/base/Text.cpp:1: name: files are snake_case",
            "src/base/text_utils.cpp:1: name: name the concept",
            "web/src/api/requestHelper.ts:1: name: name the concept",
        ],
    ),
    (
        "long files, at the limit and one past it",
        {
            "src/base/a.cpp": lines(450),
            "src/base/b.cpp": lines(451),
            "src/base/b.h": HEADER + lines(280),
            "web/src/a.ts": lines(201),
            "web/src/locales/en.ts": lines(999),
        },
        [
            "src/base/b.cpp:1: length: 451 lines, at most 450",
            "src/base/b.h:1: length: 281 lines, at most 280",
            "web/src/a.ts:1: length: 201 lines, at most 200",
        ],
    ),
    (
        "long functions, at the limit and one past it",
        {
            "src/base/a.cpp": function(70) + function(71),
            "src/base/b.cpp": "namespace a {\nclass B {\n" + function(71, "B(): x{1}, y(2)") + "};\n}\n",
            "src/base/c.cpp": "auto f(T t) const noexcept -> std::vector<int>" + function(71, ""),
            "src/base/d.cpp": "TEST(A, b)" + function(71, ""),
            "src/base/e.cpp": "namespace {\n" + function(69) * 3 + "}\n",
            "src/base/f.cpp": "int const kTable[] = {\n" + "    1,\n" * 100 + "};\n",
            "src/base/g.cpp": 'auto a = R"({{{)";\nchar b = \'{\';\nint c = 1\'000;\n' + function(70),
        },
        [
            "src/base/a.cpp:71: function: 71 lines, at most 70",
            "src/base/b.cpp:3: function: 71 lines, at most 70",
            "src/base/c.cpp:1: function: 71 lines, at most 70",
            "src/base/d.cpp:1: function: 71 lines, at most 70",
        ],
    ),
    (
        "the ratchet lets a known exception be",
        {
            "src/base/a.cpp": lines(500),
            "src/base/b.cpp": function(90),
            "tools/tidy_ratchet.txt": "file src/base/a.cpp 500  # why\nfunction src/base/b.cpp 90\n",
        },
        [],
    ),
    (
        "the ratchet never loosens",
        {
            "src/base/a.cpp": lines(501),
            "src/base/b.cpp": lines(460),
            "src/base/c.cpp": function(20),
            "tools/tidy_ratchet.txt": "file src/base/a.cpp 500\nfile src/base/b.cpp 500\n"
            "function src/base/c.cpp 90\nfile src/base/gone.cpp 500\n",
        },
        [
            "src/base/a.cpp:1: length: 501 lines, at most 500",
            "tools/tidy_ratchet.txt:1: ratchet: 'file src/base/b.cpp' is down to 460",
            "tools/tidy_ratchet.txt:1: ratchet: 'function src/base/c.cpp' is within",
            "tools/tidy_ratchet.txt:1: ratchet: 'file src/base/gone.cpp' is within",
        ],
    ),
]

TITLES = [
    ("base: Add decimals", True),
    ("api, web: Show the activity", True),
    ("docs/api: Say what a point is", True),
    ("Add decimals", False),
    ("base: add decimals", False),
    ("base: Add decimals.", False),
    ("Base: Add decimals", False),
    ("base: " + "A" * 75, False),
]


def tidy(root):
    run = subprocess.run(
        [sys.executable, TIDY, "--root", root], capture_output=True, text=True, check=False
    )
    found = run.stdout.splitlines()
    return found[:-1], run.returncode


class TidyTest(unittest.TestCase):
    maxDiff = None

    def test_trees(self):
        for name, tree, expected in TREES:
            with self.subTest(name), tempfile.TemporaryDirectory() as root:
                for path, text in tree.items():
                    file = Path(root, path)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text)
                found, code = tidy(root)
                self.assertEqual(len(found), len(expected), found)
                for line, prefix in zip(found, expected):
                    self.assertTrue(line.startswith(prefix), f"{line}\nis not {prefix}")
                self.assertEqual(code, 1 if expected else 0)

    def test_titles(self):
        with tempfile.TemporaryDirectory() as root:

            def git(*arguments):
                who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
                command = ["git", "-C", root, *who, *arguments]
                return subprocess.run(command, capture_output=True, text=True, check=True).stdout

            git("init", "-q")
            for title, _ in TITLES:
                git("commit", "-q", "--allow-empty", "-m", title)
            wrong = [title for title, right in reversed(TITLES) if not right]
            found, _ = tidy(root)
            self.assertEqual([line.split("`: ", 1)[1] for line in found], wrong)
            Path(root, "tools").mkdir()
            Path(root, "tools/tidy_ratchet.txt").write_text(
                "".join(f"commit {line}\n" for line in git("log", "--format=%h").split())
            )
            self.assertEqual(tidy(root)[0], [])


if __name__ == "__main__":
    unittest.main()
