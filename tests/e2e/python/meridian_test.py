"""meridian.py against the real program, named by the environment variable MERIDIAN."""
import csv
import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import pandas as pd

import meridian

ROOT = Path(__file__).resolve().parents[3]
CHAT = ROOT / "scenarios/tiny/chat.yaml"
STUDY = ROOT / "tests/e2e/cluster/study"


class InFolder(unittest.TestCase):
    """With a folder of its own."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))


class RunTest(InFolder):
    def test_tables_have_types_units_and_titles(self):
        result = meridian.run(CHAT, out=self.folder / "run", log=["jobs", "decisions"])
        sites = result["sites"]
        self.assertEqual(sites["energy_kwh_it"].dtype, "float64")
        self.assertEqual(sites["power_limit_kw"].dtype, "float64")  # there is none
        self.assertTrue(sites["power_limit_kw"].isna().all())
        self.assertEqual(sites["jobs_placed"].dtype, "int64")
        self.assertEqual(sites["site"].tolist(), ["hall"])
        units = sites.attrs["units"]
        self.assertEqual(units["energy_kwh_it"], "kWh")
        self.assertEqual(units["cost_cny_energy"], "CNY")
        self.assertEqual(units["it_kw_all_busy"], "kW")
        self.assertNotIn("allocation", units)  # a share
        self.assertNotIn("site", units)
        self.assertEqual(sites.attrs["titles"]["energy_kwh_it"], "IT energy")
        self.assertEqual(sites.attrs["titles_zh"]["it_kw_all_busy"], "满载 IT 功率")
        self.assertEqual(sites.attrs["meanings"]["pue_mean"], "facility over IT energy")
        self.assertEqual(result["jobs"]["started_s"].dtype, "float64")
        self.assertEqual(result["jobs"].attrs["units"]["started_s"], "s")
        self.assertEqual(result["decisions"]["answer"].dtype, "int64")

    def test_every_file_is_a_table_with_its_rows_and_figures(self):
        result = meridian.run(CHAT, out=self.folder / "run")
        for file in (self.folder / "run").glob("*.csv"):
            with self.subTest(file.stem), open(file, encoding="utf-8", newline="") as opened:
                rows = list(csv.DictReader(opened))
                table = result[file.stem]
                self.assertEqual(len(table), len(rows))
                for column in table.columns:
                    if table[column].dtype == "float64":
                        expected = [float(row[column]) if row[column] else None for row in rows]
                        found = [None if pd.isna(value) else value for value in table[column]]
                        self.assertEqual(found, expected, column)
        summary = json.loads((self.folder / "run/summary.json").read_text(encoding="utf-8"))
        self.assertEqual(result.figures["net_cost_cny"] if "net_cost_cny" in result.figures else None,
                         summary.get("net_cost_cny"))
        self.assertEqual(result.figures["energy_kwh_it"], summary["energy_kwh_it"])
        self.assertEqual(result.figures.attrs["units"]["energy_kwh_it"], "kWh")
        self.assertEqual(result.figures.attrs["titles"]["utilisation"], "utilisation")

    def test_times_are_times(self):
        times = meridian.run(CHAT)["timeseries"]["bin_start"]
        self.assertIsInstance(times.dtype, pd.DatetimeTZDtype)
        self.assertEqual(times.iloc[0], pd.Timestamp("2025-01-06T00:00:00+08:00"))
        self.assertEqual(times.iloc[0].utcoffset().total_seconds(), 8 * 3600)

    def test_times_over_a_change_to_summer_time_are_in_utc(self):
        change = {"timezone": "Europe/Berlin", "start": "2025-03-30T00:00:00+01:00"}
        times = meridian.run(CHAT, set=change)["timeseries"]["bin_start"]
        self.assertEqual(str(times.dt.tz), "UTC")
        self.assertEqual(times.iloc[0], pd.Timestamp("2025-03-29T23:00:00Z"))
        self.assertTrue((times.drop_duplicates().diff().dropna() == times.drop_duplicates().diff().iloc[1]).all())

    def test_display_names_in_both_languages(self):
        result = meridian.run(CHAT)
        self.assertEqual(result.display_name("site", "hall"), "Hall")
        self.assertEqual(result.display_name("site", "hall", "zh"), "机房")
        self.assertEqual(result.display_name("site", "nowhere"), "nowhere")
        self.assertEqual(result.named("sites")["site"].tolist(), ["Hall"])
        self.assertEqual(result.named("sites", "zh")["node"].tolist(), ["城镇"])
        self.assertEqual(result["sites"]["site"].tolist(), ["hall"])  # the table itself stays
        self.assertEqual(result.named("sites").attrs["units"]["energy_kwh_it"], "kWh")

    def test_options_reach_the_program(self):
        layout = self.folder / "five.yaml"
        layout.write_text("meridian: 1\npools: [{site: hall, accelerator: card, servers: 5, width: 1}]\n")
        changes = {"classes.batch.runtime": "2 h", "serving": {"epoch": "30 min", "lends": True}}
        result = meridian.run(CHAT, set=changes, layout=layout, policy="least_loaded", seed=7, replication=3)
        self.assertEqual(result["sites"]["accelerators"].tolist(), [5])
        self.assertEqual(result.about["policy"], "least_loaded")
        self.assertEqual((result.about["seed"], result.about["run"]), (7, 3))
        with self.assertRaises(meridian.MeridianError) as no:
            meridian.run(CHAT, network="carrier_pigeon")
        self.assertIn("carrier_pigeon", str(no.exception))

    def test_a_folder_loads_as_it_was_run(self):
        result = meridian.run(CHAT, out=self.folder / "run")
        again = meridian.load(self.folder / "run")
        self.assertEqual(list(again), list(result))
        for name, table in result.items():
            pd.testing.assert_frame_equal(again[name], table)


class StudyTest(InFolder):
    def test_tables_with_intervals(self):
        shutil.copytree(STUDY, self.folder / "study")
        file = self.folder / "study/study.yaml"
        file.write_text(file.read_text().replace("replications: 150", "replications: 3"))
        study = meridian.sweep(file, self.folder / "out", workers=1)
        self.assertEqual(study.about["study"], "A town and a desert")
        comparison = study["comparison"].dropna(subset=["mean"])
        self.assertGreater(len(comparison), 12)
        self.assertEqual(comparison.attrs["units"]["cost_cny_total_per_year"], "CNY")  # of the rows of that metric
        self.assertTrue((comparison["low"] <= comparison["mean"]).all())
        self.assertTrue((comparison["mean"] <= comparison["high"]).all())
        points = study["points"]
        self.assertEqual(points.attrs["intervals"]["cost_cny_total_per_year_low"], "cost_cny_total_per_year")
        self.assertTrue((points["cost_cny_total_per_year_low"] < points["cost_cny_total_per_year_high"]).all())
        self.assertEqual(points.attrs["units"]["cost_cny_total_per_year"], "CNY")
        self.assertEqual(study["runs"]["run"].dtype, "int64")
        self.assertEqual(len(study["runs"]), 12 * 3)  # points x replications
        self.assertEqual(study.display_name("layout", "near"), "Near")
        with self.assertRaisesRegex(KeyError, "there is no table 'sites'; there are: .*points"):
            study["sites"]  # pylint: disable=pointless-statement
        again = meridian.load_study(self.folder / "out")
        pd.testing.assert_frame_equal(again["points"], points)
        with self.assertRaisesRegex(meridian.MeridianError, "representative_runs"):
            meridian.to_geo(self.folder / "out")


class MapTest(InFolder):
    def test_of_a_scenario_and_of_a_run(self):
        plan = meridian.to_geo(CHAT)
        self.assertEqual(plan["type"], "FeatureCollection")
        site = next(one for one in plan["features"] if one["id"] == "site:hall")
        self.assertEqual(site["geometry"], {"type": "Point", "coordinates": [110, 30]})
        self.assertNotIn("allocation", site["properties"])
        result = meridian.run(CHAT, out=self.folder / "run")
        figures = meridian.to_geo(self.folder / "run")
        site = next(one for one in figures["features"] if one["id"] == "site:hall")
        self.assertEqual(site["properties"]["allocation"], result["sites"]["allocation"][0])
        self.assertEqual(figures["columns"]["energy_kwh_it"]["unit"], "kWh")


class ErrorTest(InFolder):
    def test_what_the_program_says_is_the_message(self):
        wrong = self.folder / "wrong.yaml"
        wrong.write_text("meridian: 1\nhorizn: 1 d\n")
        with self.assertRaises(meridian.MeridianError) as caught:
            meridian.run(wrong)
        self.assertEqual(caught.exception.exit_code, 2)
        self.assertIn("wrong.yaml:2:1: there is no key 'horizn'", str(caught.exception))
        for load in (meridian.load, meridian.load_study, meridian.to_geo):
            with self.assertRaisesRegex(meridian.MeridianError, "neither a run nor a study"):
                load(self.folder)
        with self.assertRaisesRegex(meridian.MeridianError, "something else"):
            meridian.run(CHAT, out=self.folder)  # wrong.yaml is there
        self.assertEqual(wrong.read_text(), "meridian: 1\nhorizn: 1 d\n")

    def test_a_damaged_folder_is_not_loaded(self):
        meridian.run(CHAT, out=self.folder / "run")
        (self.folder / "run/sites.csv").write_text("site\nhall\n")
        with self.assertRaises(meridian.MeridianError) as caught:
            meridian.load(self.folder / "run")
        self.assertEqual(caught.exception.exit_code, 5)
        self.assertIn("check sum", str(caught.exception))

    def test_the_program_is_found_by_name_or_reported(self):
        with mock.patch.dict(os.environ, {"MERIDIAN": "/nowhere/meridian"}):
            with self.assertRaisesRegex(FileNotFoundError, "MERIDIAN=/nowhere/meridian"):
                meridian.program()
        for place in ("bin/meridian", "tree/build/release/sim/meridian"):
            (self.folder / place).parent.mkdir(parents=True)
            (self.folder / place).symlink_to(os.environ["MERIDIAN"])
        with mock.patch.dict(os.environ, {"MERIDIAN": "", "PATH": str(self.folder / "bin")}):
            self.assertEqual(meridian.program(), str(self.folder / "bin/meridian"))
        with mock.patch.dict(os.environ, {"MERIDIAN": "", "PATH": ""}):
            for module, found in (("tree/scripts/python", "tree/build/release/sim/meridian"),
                                  ("share/meridian/python", "bin/meridian")):
                with mock.patch.object(meridian, "__file__", str(self.folder / module / "meridian.py")):
                    self.assertEqual(meridian.program(), str(self.folder / found))
            with mock.patch.object(meridian, "__file__", "/meridian.py"):
                with self.assertRaisesRegex(FileNotFoundError, "fix: put it on the PATH"):
                    meridian.program()


if __name__ == "__main__":
    unittest.main()
