"""`agglo project --to postgresql://…`: the ledger as tables of a PostGIS database."""
import subprocess
import time
import unittest

import postgres
from ledger import BINARY
from projecting import Follower, ProjectScenario


@unittest.skipIf(postgres.missing(), postgres.missing() or "")
class PostGis(ProjectScenario):
    @classmethod
    def prepare(cls):
        cls.postgres = cls.enterClassContext(postgres.Postgres())

    def project(self, *options, uri=None, code=0):
        command = [BINARY, "project", "--db", self.ledger.db, "--to", uri or self.postgres.uri,
                   *options]
        done = subprocess.run(command, env=self.postgres.environment, capture_output=True,
                              text=True, encoding="utf-8", timeout=120)
        told = done.stdout + done.stderr
        self.assertNotIn(self.postgres.password, told)
        self.assertEqual(done.returncode, code, told)
        return told

    def ask(self, sql, **options):
        return self.postgres.ask(sql, **options)

    def test_sql_joins_and_measures(self):
        self.create("联接", total_investment=1234567.89, land_area=6666.67)
        self.assertIn("rebuilt", self.project("--everything"))
        self.assertIn("up to date", self.project("--everything"))
        [row] = self.ask(
            "SELECT p.total_investment, p.land_area_mu, r.name, e.zh FROM agglo.project p "
            "JOIN agglo.region r ON r.id = p.region JOIN agglo.enumeration_value e "
            "ON e.enumeration = 'project_stage' AND e.code = p.stage WHERE p.name = '联接'")
        self.assertEqual(row, ["1234567.89", "10.000005", "四会市", "线索"])
        [row] = self.ask('SELECT "计划总投资（元）", "落地行政区（代码）" FROM agglo."项目" '
                         "WHERE \"项目名称\" = '联接'")
        self.assertEqual(row, ["1234567.89", "441284"])
        [[parcels, alike]] = self.ask(
            "SELECT count(*), count(*) FILTER (WHERE abs(ST_Area(boundary::geography) * 0.0015 "
            "/ area_mu - 1) < 0.01) FROM agglo.parcel WHERE boundary IS NOT NULL AND area > 0")
        self.assertGreater(int(parcels), 0)
        self.assertEqual(parcels, alike, "the boundary's area is the one written beside it")
        [[comment]] = self.ask("SELECT col_description('agglo.project'::regclass, attnum) FROM "
                               "pg_attribute WHERE attrelid = 'agglo.project'::regclass AND "
                               "attname = 'total_investment'")
        self.assertTrue(comment.startswith("计划总投资（元） / Planned total investment (yuan)"))

    def test_a_rebuild_hands_on_who_may_read(self):
        self.project("--role", "analyst", "--sql-schema", "kept")
        self.ask("CREATE ROLE reader LOGIN PASSWORD 's3cret-word'")
        self.ask("GRANT USAGE ON SCHEMA kept TO reader; GRANT SELECT ON kept.park TO reader")
        self.assertIn("rebuilt", self.project("--role", "leader", "--sql-schema", "kept"))
        self.assertEqual(self.ask("SELECT count(*) > 0 FROM kept.park", user="reader"), [["t"]])
        [[may]] = self.ask("SELECT has_table_privilege('reader', 'kept.project', 'SELECT')")
        self.assertEqual(may, "f")
        self.ask("CREATE VIEW public.mine AS SELECT id FROM kept.park")
        refused = self.project("--role", "analyst", "--sql-schema", "kept", code=4)
        self.assertIn("depend", refused)
        self.assertEqual(self.ask("SELECT roles FROM kept.agglo_projection"), [["leader"]])

    def test_what_is_not_a_projection_is_left_alone(self):
        self.ask("CREATE SCHEMA theirs; CREATE TABLE theirs.t (i int)")
        self.assertIn("theirs", self.project("--everything", "--sql-schema", "theirs", code=4))
        self.assertEqual(self.ask("SELECT count(*) FROM theirs.t"), [["0"]])

    def test_a_password_is_never_told(self):
        word = self.postgres.password
        with_word = self.postgres.uri.replace("postgres@", f"postgres:{word}@")
        self.project("--everything", "--sql-schema", "told", uri=with_word)
        self.project("--everything", uri=with_word.replace("/zone", "/nowhere"), code=4)
        self.project("--everything", uri=f"postgresql://postgres:{word}@[bad/zone", code=3)

    def test_follow_outlives_the_database(self):
        record = self.create("断线前")
        to = ("--db", self.ledger.db, "--to", self.postgres.uri, "--role", "analyst",
              "--sql-schema", "followed")
        name = f"SELECT name FROM followed.project WHERE id = {record['id']}"
        with Follower(*to, environment=self.postgres.environment) as follower:
            self.assertIn("rebuilt", follower.line())
            self.edit(record, name="断线中")
            self.postgres.wait_for(name, "断线中")
            self.postgres.stop()
            self.edit(record, name="重连后")
            time.sleep(2)
            self.postgres.start()
            self.postgres.wait_for(name, "重连后")
            code, told = follower.stop()
        self.assertEqual(code, 0)
        self.assertIn("PostgreSQL", told)
        self.assertNotIn(self.postgres.password, told)


if __name__ == "__main__":
    unittest.main()
