"""Undisturbed results to damage and to compare with, made once per process."""
import os
import shutil
import stat
import subprocess
from functools import lru_cache

import worlds
from contract import Case

FORMATS = ("html", "md", "csv", "json", "xlsx")
RUN = ("run", "base.yaml", "--out", "run", "--quiet", "--log", "jobs")
SWEEP = ("sweep", "study.yaml", "--out", "study", "--quiet", "--workers", "2")


def made(binary: str, folder: str, *words: str) -> None:
    ended = subprocess.run([binary, *words], cwd=folder, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"{words} ends with {ended.returncode}: {ended.stderr}")


@lru_cache
def folder(binary: str) -> str:
    """The small study's files, with `run` and `study`, and `reported`: the study with its reports."""
    here = os.path.join(os.path.dirname(os.path.dirname(binary)), f"pristine-{os.getpid()}")
    os.makedirs(here)
    for name, content in worlds.STUDY_FILES.items():
        with open(os.path.join(here, name), "w", encoding="utf-8") as file:
            file.write(content)
    made(binary, here, *RUN)
    made(binary, here, *SWEEP)
    shutil.copytree(os.path.join(here, "study"), os.path.join(here, "reported"))
    for kind in FORMATS:
        made(binary, here, "report", "reported", "--format", kind)
    return here


@lru_cache
def scratch(binary: str) -> str:
    """A copy in which commands may run that leave files."""
    here = os.path.join(folder(binary), "scratch")
    os.mkdir(here)
    for name in worlds.STUDY_FILES:
        shutil.copy(os.path.join(folder(binary), name), here)
    for name in ("run", "study"):
        shutil.copytree(os.path.join(folder(binary), name), os.path.join(here, name))
    return here


def lay_out(case: Case, *names: str) -> None:
    """The study's files and some of the results, in the case's folder."""
    for name in [*worlds.STUDY_FILES, *names]:
        source = os.path.join(folder(case.binary), name)
        if os.path.isdir(source):
            shutil.copytree(source, case.path(name))
        else:
            shutil.copy(source, case.path(name))


def files(binary: str, name: str) -> list[str]:
    """Of a folder of results, relative, sorted."""
    top = os.path.join(folder(binary), name)
    return sorted(os.path.relpath(os.path.join(parent, file), top) for parent, _, found in os.walk(top) for file in found)


def folders(binary: str, name: str) -> list[str]:
    top = os.path.join(folder(binary), name)
    return sorted(os.path.relpath(os.path.join(parent, inner), top) for parent, found, _ in os.walk(top) for inner in found)


def check_equal(case: Case, name: str, what: str) -> None:
    """A folder of results has the bytes that an undisturbed command makes, and no file besides."""
    check_same(case, case.path(name), os.path.join(folder(case.binary), name), what)


def check_same(case: Case, ours: str, theirs: str, what: str) -> None:
    """Two folders of results have the same files with the same bytes, but for what holds timing."""
    mine, other = results(ours), results(theirs)
    name = os.path.relpath(ours, case.folder)
    case.check(mine.keys() == other.keys(), f"{what}: other files in {name}: {sorted(mine.keys() ^ other.keys())}")
    for file in sorted(mine.keys() & other.keys()):
        case.check(content(mine[file]) == content(other[file]), f"{what}: other bytes: {name}/{file}")


def content(path: str) -> bytes:
    """Of a regular file; of what is none, or may not be read, a word that no file holds."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return b"(no file)"
    try:
        with open(path, "rb") as file:
            return file.read()
    except PermissionError:
        return b"(forbidden)"


def results(top: str) -> dict[str, str]:
    """Files that equal commands make equal, by name: not those of timing, nor rows in order of arrival."""
    found = {}
    for parent, inner, names in os.walk(top):
        inner[:] = [name for name in inner if name not in ("shards", "slurm")]
        for name in names:
            if name not in ("manifest.json", "results.sqlite") and not name.startswith("."):
                path = os.path.join(parent, name)
                found[os.path.relpath(path, top)] = path
    return found
