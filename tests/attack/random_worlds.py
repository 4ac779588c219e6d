"""Random worlds: whatever is valid runs, balances, and gives the same bytes again."""
import os
import re

import figures
import pristine
import worlds
from contract import Case
from schema import scenario_schema

NAME = "random_worlds"
SWEEP_SHARE = 0.15
CANNOT = re.compile(r"no site can run|no job ever arrives|no pool can hold a replica")  # what the draws do not exclude


def attack(case: Case) -> None:
    has_simgrid = os.path.exists(os.path.join(os.path.dirname(case.binary), "meridian_simgrid.so"))
    world = worlds.World(case.chance, scenario_schema(case.binary), () if has_simgrid else ("simgrid",)).scenario()
    case.write("world.yaml", worlds.text(world))
    if case.chance.random() < SWEEP_SHARE:
        sweep(case)
    else:
        run(case, world["horizon"] in ("1 h", "3 h"))


def run(case: Case, short: bool) -> None:
    """short: a row of each site per decision is not too much."""
    case.protect("a", "b")
    log = case.chance.choice(([], ["--log", "jobs"], ["--log", "decisions", "--log", "jobs"] if short else []))
    first = case.run("run", "world.yaml", "--out", "a", "--quiet", *log)
    case.note = f"ends with {first.code}"
    if first.code not in (0, 3) and not CANNOT.search(first.err):
        case.violate(f"a valid world ends with {first.code}: {first.first_error()}")
    if first.code == 0:
        figures.check_folder(case, case.path("a"))
        figures.check_sums(case, case.path("a"))
        case.run("run", "world.yaml", "--out", "b", "--quiet", *log)
        pristine.check_same(case, case.path("a"), case.path("b"), "again")
    case.check_files()


def sweep(case: Case) -> None:
    case.write("study.yaml", worlds.text({
        "study": 1, "name": "Seeds", "scenario": "world.yaml", "replications": 2,
        "axes": [{"name": "policy", "policies": ["nearest_user", "least_loaded"]}],
        "baseline": {"policy": "nearest_user"}}))
    case.protect("a", "b")
    if case.run("sweep", "study.yaml", "--out", "a", "--workers", "1", "--quiet").code == 0:
        figures.check_folder(case, case.path("a"), signed=True)
        case.run("sweep", "study.yaml", "--out", "b", "--workers", "2", "--quiet")
        pristine.check_same(case, case.path("a"), case.path("b"), "again")
    case.check_files()
