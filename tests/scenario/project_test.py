"""`agglo project --to FILE.gpkg`: the ledger as tables for QGIS and SQL."""
import sqlite3
import subprocess
import unittest
from contextlib import closing

from ledger import agglo
from projecting import Follower, ProjectScenario


class GeoPackage(ProjectScenario):
    @classmethod
    def prepare(cls):
        cls.ledger.add_user("root", "system_admin")

    def path(self, name):
        return self.ledger.folder / name

    def project(self, name, *options):
        return self.ledger.agglo("project", "--to", self.path(name), *options)

    def ask(self, name, sql, *values):
        with closing(sqlite3.connect(self.path(name))) as database:
            return database.execute(sql, values).fetchall()

    def ogrinfo(self, name, *options):
        command = ["ogrinfo", "-so", self.path(name), *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr.strip(), "")
        return done.stdout

    def test_gdal_reads_tables_labels_and_geometry(self):
        self.project("gdal.gpkg", "--everything").expect(0)
        layers = self.ogrinfo("gdal.gpkg")
        for layer in ("parcel (Multi Polygon)", "project (Point)", "地块 (Multi Polygon)",
                      "milestone (None)", "enumeration_value (None)", "agglo_projection (None)"):
            self.assertIn(f": {layer}\n", layers)
        parcel = self.ogrinfo("gdal.gpkg", "parcel")
        for told in ("IDENTIFIER=地块 / Parcel", 'ID["EPSG",4490]', "FID Column = id",
                     "Geometry Column = boundary", "area_mu: Real", "region: Integer64",
                     "domain name=land_use"):
            self.assertIn(told, parcel)
        count = self.ask("gdal.gpkg", "SELECT count(*) FROM parcel")[0][0]
        self.assertGreater(count, 0)
        self.assertIn(f"Feature Count: {count}\n", parcel)
        labelled = self.ogrinfo("gdal.gpkg", "地块")
        self.assertIn("面积（亩）: Real", labelled)
        self.assertIn(f"Feature Count: {count}\n", labelled)

    def test_gdal_finds_and_keeps_the_spatial_index(self):
        self.project("index.gpkg", "--everything").expect(0)
        path = str(self.path("index.gpkg"))

        def gdal(*command):
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr.strip()), (0, ""))
            return done.stdout

        has = "SELECT HasSpatialIndex('parcel', 'boundary')"
        self.assertIn("HasSpatialIndex (Integer) = 1", gdal("ogrinfo", "-q", path, "-sql", has))
        [[count]] = self.ask("index.gpkg", "SELECT count(*) FROM parcel WHERE boundary NOT NULL")
        [row] = self.ask("index.gpkg", "SELECT count(*), min(minx), max(maxy) "
                         "FROM rtree_parcel_boundary")
        self.assertEqual(row[0], count)
        gdal("ogrinfo", "-q", path, "-sql", "DELETE FROM parcel WHERE id <= 3")
        [[left]] = self.ask("index.gpkg", "SELECT count(*) FROM rtree_parcel_boundary")
        self.assertEqual(left, count - 3)

    def test_an_erased_value_disappears_from_what_follows(self):
        record = self.create("抹除前", contact_name="张三丰一")
        to = ("--db", self.ledger.db, "--to", self.path("erase.gpkg"), "--everything")
        with Follower(*to) as follower:
            self.assertIn("rebuilt", follower.line())
            self.assertIn("张三丰一".encode(), self.path("erase.gpkg").read_bytes())
            body = {"fields": ["contact_name"], "reason": "依申请删除"}
            admin = self.server.client().sign_in("root")
            admin.post(f"/project/{record['id']}/erase", body).expect(200)
            self.assertIn("rebuilt", follower.line())
            self.assertNotIn("张三丰一".encode(), self.path("erase.gpkg").read_bytes())
            self.assertEqual(follower.stop(), (0, ""))
        found = self.ask("erase.gpkg", "SELECT contact_name FROM project WHERE id = ?",
                         record["id"])
        self.assertEqual(found, [(None,)])

    def test_sql_joins_tables(self):
        self.create("联接", total_investment=1234567.89, land_area=6666.67)
        self.project("join.gpkg", "--everything").expect(0)
        [row] = self.ask(
            "join.gpkg",
            "SELECT p.total_investment, p.land_area_mu, r.name, e.zh FROM project p "
            "JOIN region r ON r.id = p.region JOIN enumeration_value e "
            "ON e.enumeration = 'project_stage' AND e.code = p.stage WHERE p.name = '联接'",
        )
        self.assertEqual(row, (1234567.89, 10.000005, "四会市", "线索"))
        [row] = self.ask(
            "join.gpkg",
            'SELECT "计划总投资（元）", "落地行政区", "落地行政区（代码）", "阶段" '
            'FROM "项目" WHERE "项目名称" = ?', "联接")
        self.assertEqual(row, (1234567.89, "四会市", "441284", "线索"))
        [[title]] = self.ask("join.gpkg", "SELECT title FROM gpkg_data_columns "
                             "WHERE table_name = 'project' AND column_name = 'total_investment'")
        self.assertEqual(title, "计划总投资（元） / Planned total investment (yuan)")

    def test_it_goes_on_where_it_stood(self):
        record = self.create("续作一")
        self.project("on.gpkg", "--everything").expect(0)
        self.assertIn("up to date", self.project("on.gpkg", "--everything").expect(0).out)
        self.edit(record, name="续作二")
        gone = self.create("删去")
        self.client.delete(f"/project/{gone['id']}", 1, reason="误建").expect(204)
        run = self.project("on.gpkg", "--everything").expect(0)
        self.assertIn("updated", run.out)
        names = self.ask("on.gpkg", "SELECT name, version FROM project WHERE id >= ?", record["id"])
        self.assertEqual(names, [("续作二", 2)])

    def test_a_tampered_state_or_another_scope_is_made_anew(self):
        self.project("anew.gpkg", "--everything").expect(0)
        with closing(sqlite3.connect(self.path("anew.gpkg"))) as database, database:
            database.execute("UPDATE agglo_projection SET hash = 'ff'")
            database.execute("DELETE FROM project")
        self.assertIn("rebuilt", self.project("anew.gpkg", "--everything").expect(0).out)
        self.assertGreater(self.ask("anew.gpkg", "SELECT count(*) FROM project")[0][0], 0)
        self.assertIn("rebuilt", self.project("anew.gpkg", "--role", "analyst").expect(0).out)
        again = self.project("anew.gpkg", "--role", "analyst", "--rebuild").expect(0)
        self.assertIn("rebuilt", again.out)

    def test_a_role_hides_rows_and_fields(self):
        self.create("四会的", contact_name="张三")
        self.create("端州的", "441202")
        by_role = ("--role", "county_industry_bureau", "--region", "441284")
        self.project("role.gpkg", *by_role).expect(0)
        columns = {row[1] for row in self.ask("role.gpkg", "PRAGMA table_info(project)")}
        self.assertIn("total_investment", columns)
        self.assertNotIn("contact_name", columns)
        regions = self.ask("role.gpkg", "SELECT DISTINCT r.code FROM project p "
                           "JOIN region r ON r.id = p.region")
        self.assertEqual(regions, [("441284",)])
        [[milestones]] = self.ask("role.gpkg", "SELECT count(*) FROM milestone")
        [[inside]] = self.ask("role.gpkg", "SELECT count(*) FROM milestone m "
                              "JOIN project p ON p.id = m.project")
        self.assertEqual(milestones, inside)
        self.assertGreater(milestones, 0)

    def test_follow_picks_up_an_edit_and_stops_when_asked(self):
        record = self.create("跟随前")
        to = ("--db", self.ledger.db, "--to", self.path("follow.gpkg"), "--everything")
        with Follower(*to) as follower:
            self.assertIn("rebuilt", follower.line())
            self.edit(record, name="跟随后", region={"code": "441202"})
            self.assertIn("updated", follower.line())
            second = self.project("follow.gpkg", "--everything")
            self.assertEqual(second.code, 4, "two processes project into one file")
            self.assertEqual(follower.stop(), (0, ""))
        [row] = self.ask("follow.gpkg", 'SELECT "项目名称", "落地行政区" FROM "项目" '
                         'WHERE "记录号" = ?', record["id"])
        self.assertEqual(row, ("跟随后", "端州区"))

    def test_wrong_usage(self):
        db, to = ("--db", self.ledger.db), ("--to", self.path("wrong.gpkg"))
        scope = ("--everything",)
        self.path("mine.gpkg").write_text("mine")
        for arguments, code in [
            ((*db, *to), 2),
            ((*db, *scope), 2),
            ((*db, *to, *scope, "--role", "analyst"), 2),
            ((*db, *to, *scope, "--region", "441284"), 2),
            ((*db, *to, *scope, "--labels", "fr"), 2),
            ((*db, *to, "--role", "county_industry_bureau"), 3),
            ((*db, *to, "--role", "wizard"), 3),
            ((*db, *to, "--role", "county_industry_bureau", "--region", "1"), 3),
            ((*db, "--to", self.path("table.shp"), *scope), 3),
            ((*db, "--to", self.path("mine.gpkg"), *scope), 3),
        ]:
            with self.subTest(arguments[2:]):
                agglo("project", *map(str, arguments)).expect(code)
        self.assertEqual(self.path("mine.gpkg").read_text(), "mine")
        self.assertFalse(self.path("wrong.gpkg").exists())


if __name__ == "__main__":
    unittest.main()
