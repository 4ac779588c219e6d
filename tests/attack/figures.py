"""Results of the program as figures: finite, within range, in balance."""
import csv
import itertools
import json
import math
import os
import re

from contract import Case

SIGNED = re.compile(r"accelerators_short|latitude|longitude|residual|relative|priority|score|celsius|cny_per_tonne|surplus|npv")
SHARE = re.compile(r"^(?!static).*(^|_)(share|shares)(_|$)|^(allocation|utilisation|\w*slo_attainment(_least)?|effective_training_time_ratio)$")
BOUND = re.compile(r"_(low|high|half_width)$")  # of an interval, which may leave the range
RATIO = re.compile(r"^pue")
TEXT = re.compile(r"^(note|province|name|name_en|name_zh|kind|node|site|class|region|link|a|b|pool|service|accelerator|tier|state|what|source|grade|value"
                  r"|path|key|job|policy|origin|why|reason|reasons|command|alternative|response|future|level)$")
QUANTILES = ("_p50", "_p95", "_p99")
SUMMED = {  # what a table's column adds up to in the summary; classes have no idle energy, sites no links
    "sites.csv": re.compile(r"^(jobs_(?!.*mean)|accelerator_hours_|energy_kwh|carbon_kg|cost_cny_(energy|operations))"),
    "classes.csv": re.compile(r"^jobs_"),
}
LARGEST = 1e30
MOST_ROWS = 100_000
csv.field_size_limit(1 << 30)
SLACK = 1e-9


def not_json(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in found}) != len(found):
        raise ValueError("a key stands twice")
    return dict(found)


def load_json(path: str) -> object:
    """Strict: no NaN, no Infinity, no key twice."""
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_constant=not_json, object_pairs_hook=pairs)


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def check_value(case: Case, where: str, key: str, value: float, signed: bool) -> None:
    """One figure against what its name says of it."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        case.violate(f"not finite: {where} {key} = {value}")
    elif SHARE.search(key) and not BOUND.search(key) and not (signed and key == "share") and not -SLACK <= value <= 1 + SLACK:
        case.violate(f"no share: {where} {key} = {value}")
    elif RATIO.search(key) and value and value < 1 - SLACK:
        case.violate(f"below 1: {where} {key} = {value}")
    elif not signed and value < -SLACK and not SIGNED.search(key):
        case.violate(f"negative: {where} {key} = {value}")


def check_tree(case: Case, where: str, key: str, value: object, static: bool = False) -> None:
    """A document. static: demand over supply, which may be more than all of it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            check_tree(case, where, name, inner, static or name == "static")
        ordered = [value[key] for key in quantile_keys(value)]
        case.check(all(a <= b for a, b in zip(ordered, ordered[1:])), f"quantiles fall: {where} {key} {ordered}")
    elif isinstance(value, list):
        for inner in value:
            check_tree(case, where, key, inner, static)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        check_value(case, where, f"static.{key}" if static else key, float(value), False)


def quantile_keys(row: dict[str, object]) -> list[str]:
    """Of the wait alone, in order; those that have a figure."""
    return [f"wait_s{end}" for end in QUANTILES if isinstance(row.get(f"wait_s{end}"), (int, float))]


def check_table(case: Case, path: str, where: str, signed: bool) -> None:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(itertools.islice(csv.reader(file, strict=True), MOST_ROWS))
    case.check(bool(rows), f"empty: {where}")
    for row in rows[1:]:
        case.check(len(row) == len(rows[0]), f"a row of {len(row)} cells under {len(rows[0])} names: {where}")
        for key, text in zip(rows[0], row):
            value = number(text)
            if value is not None and not TEXT.search(key):
                check_value(case, where, key, value, signed)


def check_balance(case: Case, path: str) -> None:
    """Every law of a run holds, and the run's own sums agree."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("holds") not in (None, "yes"):
                case.violate(f"does not balance: {row.get('law')} {row.get('residual')}")


def check_jobs(case: Case, summary: dict) -> None:
    parts = [summary.get(f"jobs_{end}", 0) for end in ("completed", "rejected", "lost", "unfinished")]
    if "jobs_arrived" in summary:
        case.check(summary["jobs_arrived"] == sum(parts), f"jobs do not add up: {summary['jobs_arrived']} != {parts}")


def check_sums(case: Case, folder: str) -> None:
    """What the summary says of a run is the sum of what its tables say of sites and of classes."""
    summary = load_json(os.path.join(folder, "summary.json"))
    for name, columns in SUMMED.items():
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for key in set(rows[0] if rows else ()) & set(summary):
            values = [number(row[key]) for row in rows]
            if columns.search(key) and None not in values:
                total, expected = math.fsum(values), summary[key]
                case.check(abs(total - expected) <= 1e-6 * max(1, abs(expected)),
                           f"{name} {key} adds up to {total}, not to {expected}")


def check_folder(case: Case, folder: str, signed: bool = False) -> None:
    """Every table and document below a folder of results. signed: tables of differences."""
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(parent, name)
            where = os.path.relpath(path, case.folder)
            try:
                if name.endswith(".json") and name != "study.json":
                    document = load_json(path)
                    check_tree(case, where, "", document)
                    if name == "summary.json" and isinstance(document, dict):
                        check_jobs(case, document)
                elif name.endswith(".csv"):
                    check_table(case, path, where, signed)
                    if name == "audit.csv":
                        check_balance(case, path)
            except (ValueError, csv.Error) as error:
                case.violate(f"unreadable: {where}: {error}")
