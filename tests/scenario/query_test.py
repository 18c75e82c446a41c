"""`agglo query`: JSON in, JSON out, now and as of a point."""
import json
import unittest

from scenario import LedgerScenario

MANUFACTURING_2023 = [
    ["manufacturing", "eq", True],
    ["signed_on", "between", ["2023-01-01", "2023-12-31"]],
]


class Query(LedgerScenario):
    def rows(self, body, *options):
        return self.query(body, *options)["rows"]

    def test_counts(self):
        answer = self.query({"entity": "project", "measures": [["count"]]})
        self.assertEqual(len(answer["rows"]), 1)
        self.assertGreater(answer["rows"][0]["count"], 500)
        self.assertRegex(answer["on"], r"^\d{4}-\d\d-\d\d$")
        self.assertGreater(answer["as_of"], 1000)

    def test_filters_by_feel_as_by_conditions(self):
        for filter_text, where in (
            ("total_investment >= 亿元(10)", [["total_investment", "ge", 1_000_000_000]]),
            ("制造业 and 签约日期 in [date(\"2023-01-01\")..date(\"2023-12-31\")]",
             MANUFACTURING_2023),
            ("region.code = \"441284\"", [["region.code", "eq", "441284"]]),
            ("company = null", [["company", "null", True]]),
        ):
            with self.subTest(filter_text):
                by_feel = self.rows({"entity": "project", "filter": filter_text,
                                     "measures": [["count"]]})
                by_where = self.rows({"entity": "project", "where": where, "measures": [["count"]]})
                self.assertGreater(by_feel[0]["count"], 0)
                self.assertEqual(by_feel, by_where)

    def test_refuses_a_filter_with_its_place(self):
        for text, said in (("总投资嘛 > 3", "feel_unknown_name"), ("1 +", "feel_syntax"),
                           ("total_investment", "feel_not_boolean")):
            with self.subTest(text):
                body = json.dumps({"entity": "project", "filter": text})
                self.assertIn("/filter", self.ledger.agglo("query", body).err, said)

    def test_explains_a_filter(self):
        body = {"entity": "project",
                "filter": "total_investment / land_area >= 5000 and contains(name, \"电池\")"}
        explained = self.query(body, "--explain")
        self.assertEqual(explained["filter"][0]["depth"], 0)
        hows = [line["how_en"] for line in explained["filter"]]
        self.assertTrue(any("does not divide" in how for how in hows), hows)
        self.assertGreater(explained["rows"], 500)

    def test_groups_add_up(self):
        measures = [["count"], ["sum", "total_investment"], ["distinct", "region", "regions"]]
        base = {"entity": "project", "where": MANUFACTURING_2023, "measures": measures}
        [whole] = self.rows(base)
        parts = self.rows({**base, "group": ["region"], "sort": ["-count"]})
        self.assertEqual(sum(row["count"] for row in parts), whole["count"])
        total = sum(round(row["sum_total_investment"] * 100) for row in parts)
        self.assertEqual(total, round(whole["sum_total_investment"] * 100))
        self.assertEqual(len(parts), whole["regions"])
        counts = [row["count"] for row in parts]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertEqual(set(parts[0]["region"]), {"id", "label", "code"})

    def test_groups_dates_by_part(self):
        shapes = {"year": r"20\d\d", "quarter": r"20\d\dQ[1-4]", "month": r"20\d\d-[01]\d"}
        for part, shape in shapes.items():
            with self.subTest(part):
                where = [["signed_on", "null", False]]
                key = f"signed_on:{part}"
                rows = self.rows({"entity": "project", "where": where, "group": [key]})
                self.assertGreater(len(rows), 2)
                for row in rows:
                    self.assertRegex(str(row[key]), f"^{shape}$")

    def test_drills_to_the_records_of_a_group(self):
        size = {"feel": 'if total_investment > 亿元(1) then "大" else "小"', "name": "size"}
        measures = [["count"], ["count", {"if": "manufacturing", "name": "keys"}]]
        measures.append(["percentile", "total_investment", 0.9, "p90"])
        body = {"entity": "project", "group": [size], "measures": measures, "drill": True}
        rows = self.rows(body)
        self.assertEqual({row["size"] for row in rows}, {"大", "小"})
        for row in rows:
            drill = row["drill"]
            for name, asked in [("count", drill), ("keys", drill["measures"]["keys"])]:
                records = {"entity": "project", "where": asked["where"], "limit": 1}
                if asked["filter"]:
                    records["filter"] = asked["filter"]
                self.assertEqual(self.query(records)["total"], row[name], drill)

    def test_runs_up_and_compares_with_the_year_before(self):
        body = {"entity": "project", "where": [["signed_on", "null", False]]}
        body.update(group=["signed_on:month"], running=["count"])
        body.update(compare={"key": "signed_on:month", "by": "year"})
        rows = self.rows(body)
        self.assertEqual(rows[-1]["running_count"], sum(row["count"] for row in rows))
        by_month = {row["signed_on:month"]: row for row in rows}
        for month, row in by_month.items():
            before = by_month.get(f"{int(month[:4]) - 1}{month[4:]}")
            self.assertEqual(row["count_before"], before and before["count"])
            if before:
                self.assertEqual(row["count_difference"], row["count"] - before["count"])

    def test_ratio_is_sum_over_sum(self):
        where = [["total_investment", "null", False], ["land_area", "gt", 0]]
        measures = [["sum", "total_investment"], ["sum", "land_area"]]
        measures.append(["ratio", "total_investment", "land_area", "intensity"])
        [row] = self.rows({"entity": "project", "where": where, "measures": measures})
        expected = row["sum_total_investment"] / row["sum_land_area"]
        self.assertAlmostEqual(row["intensity"], expected, places=5)

    def test_ratio_by_nothing_is_null(self):
        body = {"entity": "project", "where": [["code", "eq", "none"]]}
        body["measures"] = [["ratio", "total_investment", "land_area"]]
        self.assertEqual(self.rows(body), [{"ratio_total_investment_land_area": None}])

    def test_follows_references(self):
        direct = self.rows({"entity": "region", "where": [["code", "eq", "441284"]]})
        by_code = {"entity": "project", "measures": [["count"]]}
        by_code["where"] = [["region.code", "eq", "441284"]]
        by_id = {**by_code, "where": [["region", "eq", direct[0]["id"]]]}
        by_text = {**by_code, "where": [["region", "eq", "441284"]]}
        counts = [self.rows(body)[0]["count"] for body in (by_code, by_id, by_text)]
        self.assertEqual(len(set(counts)), 1)
        self.assertGreater(counts[0], 10)

    def test_rows_without_group_are_records(self):
        answer = self.query({"entity": "region", "sort": ["code"], "limit": 3})
        self.assertEqual(len(answer["rows"]), 3)
        for record in answer["rows"]:
            self.assertLessEqual({"id", "version", "label", "code", "fields"}, set(record))

    def test_as_of_a_sequence_and_an_instant(self):
        body = {"entity": "project", "measures": [["count"]]}
        now = self.query(body)
        for point in ("1000", "2021-06-30T00:00:00Z"):
            with self.subTest(point):
                then = self.query(body, "--as-of", point)
                self.assertLess(then["as_of"], now["as_of"])
                self.assertLess(then["rows"][0]["count"], now["rows"][0]["count"])
                same = self.query({**body, "as_of": int(point) if point.isdigit() else point})
                self.assertEqual(same, then)

    def test_reads_standard_input(self):
        body = '{"entity":"region","measures":[["count"]]}'
        self.assertEqual(
            self.ledger.agglo("query", stdin=body).expect(0).out,
            self.ledger.agglo("query", body).expect(0).out,
        )

    def test_wrong_queries_say_where(self):
        for body, path in (
            ({"entity": "project", "where": [["name", "like", "x"]]}, "/where/0/1"),
            ({"entity": "project", "where": [["nom", "eq", "x"]]}, "/where/0"),
            ({"entity": "project", "measures": [["sum", "name"]]}, "/measures/0"),
            ({"entity": "project", "group": ["name:year"]}, "/group/0"),
            ({"entity": "project", "surprise": 1}, "/surprise"),
            ({"entity": "nobody"}, "/entity"),
        ):
            with self.subTest(body):
                run = self.ledger.agglo("query", json.dumps(body)).expect(3)
                self.assertTrue(run.err.startswith(path), run.err)


if __name__ == "__main__":
    unittest.main()
