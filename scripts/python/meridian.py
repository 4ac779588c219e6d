"""Meridian from Python: run scenarios and studies, and read their results as data frames of pandas.

    import meridian
    result = meridian.run("scenario.yaml", set={"policy": "least_loaded"})
    result["sites"]                                   # sites.csv, typed
    result["sites"].attrs["units"]["energy_kwh_it"]   # "kWh"

One file: put it beside a notebook, or its folder on PYTHONPATH. It needs pandas, and finds the program by the
environment variable MERIDIAN, on the PATH, or in the tree or the installation that it lies in.
"""
from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Optional, Union

import pandas as pd

__all__ = ["MeridianError", "Results", "load", "load_study", "program", "run", "sweep", "to_geo"]

PathText = Union[str, "os.PathLike[str]"]
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")


class MeridianError(RuntimeError):
    """What the program said went wrong. `exit_code`: 2 invalid input, 3 cannot be met, 4 internal, 5 system."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Results(Mapping[str, pd.DataFrame]):
    """The tables of a run or a study by name, as `meridian export sqlite` has them.

    Each data frame has in `attrs`: `units` {column: "kWh"}, `titles` and `titles_zh` {column: head}, `meanings`
    {column: sentence}, `intervals` {column: the figure whose low or high end it is}, `names` {column: the kind of its
    identifiers}. A column without a unit, a meaning and so on is not in them. Shares have no unit, and 1 is all.
    """

    def __init__(self, tables: dict[str, pd.DataFrame], units: pd.DataFrame) -> None:
        self._tables = tables
        self.units = units  #: the table `units`: a row per column of each table
        facts = tables["facts"]
        self.about: dict[str, Any] = dict(zip(facts["what"], facts["value"]))  #: scenario, policy, command ...
        self.names: dict[tuple[str, str], tuple[str, str]] = {}  #: {(kind, id): (English, Chinese)}
        for row in tables["names"].itertuples():
            self.names[row.kind, row.id] = (row.name_en, row.name_zh or row.name_en)

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._tables:
            raise KeyError(f"there is no table '{table}'; there are: {', '.join(self._tables)}")
        return self._tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    @property
    def figures(self) -> pd.Series:
        """Of a run: the figures of the whole network by key, with `attrs["units"]` and `attrs["titles"]` by key."""
        table = self["figures"]
        series = pd.Series(table["value"].to_numpy(dtype=float), index=table["key"], name="value")
        series.attrs.update(table.attrs)
        return series

    def display_name(self, kind: str, identifier: str, language: str = "en") -> str:
        """What reports call a site, a region ... ; the identifier itself where it has no other name."""
        names = self.names.get((kind, identifier), (identifier, identifier))
        return names[1 if language == "zh" else 0]

    def named(self, table: str, language: str = "en") -> pd.DataFrame:
        """A copy of a table with display names in place of identifiers."""
        named = self[table].copy()
        for column, kind in named.attrs["names"].items():
            named[column] = [
                self.display_name(kind, text, language) if isinstance(text, str) else text for text in named[column]
            ]
        return named


def program() -> str:
    """The path of the program `meridian`."""
    above = [*Path(__file__).resolve().parents, *[Path("/")] * 3]
    in_tree = above[2] / "build/release/sim/meridian"
    installed = above[3] / "bin/meridian"  # of share/meridian/python
    for found in (os.environ.get("MERIDIAN"), shutil.which("meridian"), str(in_tree), str(installed)):
        if found and os.access(found, os.X_OK):
            return found
        if found and found == os.environ.get("MERIDIAN"):
            raise FileNotFoundError(f"MERIDIAN={found}: there is no such program")
    raise FileNotFoundError("there is no program 'meridian'\n  fix: put it on the PATH, or its path into MERIDIAN")


def _call(*words: PathText) -> str:
    done = subprocess.run([program(), *map(os.fspath, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MeridianError(done.stderr.strip() or done.stdout.strip(), done.returncode)
    return done.stdout


def _as_paths(layout: Union[PathText, Iterable[PathText]]) -> list[PathText]:
    return [layout] if isinstance(layout, (str, os.PathLike)) else list(layout)


def _value(value: Any) -> str:
    """As --set takes it: lists and mappings are YAML's flow style, of which JSON is a part."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def run(
    scenario: PathText,
    out: Optional[PathText] = None,
    set: Mapping[str, Any] = {},  # pylint: disable=redefined-builtin,dangerous-default-value
    layout: Union[PathText, Iterable[PathText]] = (),
    policy: Optional[str] = None,
    network: Optional[str] = None,
    seed: Optional[int] = None,
    replication: Optional[int] = None,
    log: Iterable[str] = (),
    allow_large: bool = False,
    allow_unservable: bool = False,
) -> Results:
    """Simulates a scenario, and loads what it came to.

    `out`: the folder to keep the results in; none: they are not kept. `set`: {path: value}, such as
    {"tariffs.west.price": "0.3 CNY/kWh"}. `layout`: overlay files. `log`: of "jobs" and
    "decisions", the tables of each job and decision. Raises MeridianError.
    """
    words: list[PathText] = ["run", scenario, "--quiet"]
    for one in _as_paths(layout):
        words += ["--layout", one]
    for path, value in set.items():
        words += ["--set", f"{path}={_value(value)}"]
    for option, value in (("--policy", policy), ("--network", network), ("--seed", seed), ("--run", replication)):
        if value is not None:
            words += [option, str(value)]
    for one in log:
        words += ["--log", one]
    words += ["--allow-large"] * allow_large + ["--allow-unservable"] * allow_unservable
    if out is not None:
        _call(*words, "--out", out)
        return load(out)
    with tempfile.TemporaryDirectory(prefix="meridian-") as folder:
        _call(*words, "--out", os.path.join(folder, "run"))
        return load(os.path.join(folder, "run"))


def sweep(study: PathText, out: PathText, workers: Optional[int] = None) -> Results:
    """Runs a study into a folder, where what was run before is not run again, and loads its tables."""
    words: list[PathText] = ["sweep", study, "--out", out, "--quiet"]
    _call(*words, *(["--workers", str(workers)] if workers is not None else []))
    return load_study(out)


def load(folder: PathText) -> Results:
    """The results of `meridian run --out` in a folder. Raises MeridianError."""
    return _load(folder)


def load_study(folder: PathText) -> Results:
    """The tables of `meridian sweep --out` in a folder; interval ends are columns `X_low` and `X_high` beside a mean X,
    or `low` and `high` of long tables. Raises MeridianError."""
    return _load(folder)


def to_geo(source: PathText, as_frame: bool = False) -> Any:
    """A scenario file's map, or that of a run's folder with its figures, as a GeoJSON dictionary (RFC 7946).

    `as_frame`: as a GeoDataFrame instead, with the units in `attrs["units"]`; needs geopandas. Raises MeridianError.
    """
    with tempfile.TemporaryDirectory(prefix="meridian-") as folder:
        file = os.path.join(folder, "map.geojson")
        _call("export", "geojson", source, "--out", file)
        with open(file, encoding="utf-8") as opened:
            geo = json.load(opened)
    if not as_frame:
        return geo
    import geopandas  # pylint: disable=import-outside-toplevel,import-error

    frame = geopandas.GeoDataFrame.from_features(geo["features"], crs="EPSG:4326")
    frame.attrs["units"] = {key: column["unit"] for key, column in geo["columns"].items() if "unit" in column}
    return frame


def _load(folder: PathText) -> Results:
    with tempfile.TemporaryDirectory(prefix="meridian-") as work:
        file = os.path.join(work, "results.sqlite")
        _call("export", "sqlite", folder, "--out", file)
        with closing(sqlite3.connect(file)) as database:
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_master ORDER BY rowid")]
            tables = {name: _read_table(database, name) for name in names}
    units = tables.pop("units")
    for name, table in tables.items():
        table.attrs.update(_attributes(units[units["table_name"] == name]))
    return Results(tables, units)


def _read_table(database: sqlite3.Connection, name: str) -> pd.DataFrame:
    quoted = '"' + name.replace('"', '""') + '"'
    frame = pd.read_sql_query(f"SELECT * FROM {quoted}", database)
    types = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({quoted})")}
    for column, kind in types.items():
        if kind == "REAL":
            frame[column] = frame[column].astype("float64")
        elif kind == "INTEGER":  # with <NA> where there is none
            frame[column] = frame[column].astype("Int64" if frame[column].isna().any() else "int64")
        elif kind == "TEXT":
            frame[column] = _times_or_texts(frame[column])
    return frame


def _times_or_texts(texts: pd.Series) -> pd.Series:
    """Times with an offset where all texts are; of several offsets, as over a change to summer time, in UTC."""
    known = texts.dropna()
    if known.empty or not known.map(lambda text: bool(_TIME.fullmatch(text))).all():
        return texts
    offsets = known.str.extract(r"(Z|[+-]\d{2}:\d{2})$")[0].nunique()
    return pd.to_datetime(texts, utc=offsets > 1)


def _attributes(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    def by_column(key: str) -> dict[str, str]:
        given = rows[rows[key].notna()]
        return dict(zip(given["column_name"], given[key]))

    return {
        "units": by_column("unit"),
        "titles": by_column("title_en"),
        "titles_zh": by_column("title_zh"),
        "meanings": by_column("meaning"),
        "intervals": by_column("interval_of"),
        "names": by_column("names"),
    }
