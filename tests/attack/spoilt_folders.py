"""Folders of runs and studies whose files were damaged, and the commands that read them."""
import os
import re
import shutil
import subprocess
from collections.abc import Callable

import pristine
from contract import Case

NAME = "spoilt_folders"
TIMING = "manifest.json"
NUMBERS = (b"nan", b"inf", b"1e308", b"-1e308", b"-1", b"0", b"1e999", b"18446744073709551616", b"x", b"", b"7")


def attack(case: Case) -> None:
    name = case.chance.choice(("study", "study", "run"))
    pristine.lay_out(case, name)
    files = pristine.files(case.binary, name)
    spoilt = []
    for _ in range(case.chance.choice((1, 1, 1, 2, 5))):
        file = case.chance.choice(files)
        path = case.path(name, file)
        how = case.chance.choice(WAYS)
        if os.path.isfile(path) and not os.path.islink(path):
            how(case, path)
            spoilt.append(f"{how.__name__} {file}")
    if name == "study" and case.chance.random() < 0.1:
        spoilt.append(spoil_folder(case, name))
    case.write("attack.txt", "\n".join(spoilt) + "\n")
    case.note = name
    case.protect(name, "report")
    honest = not any(TIMING in line for line in spoilt)
    readers = [lambda: report(case, name, honest)]
    if name == "study":
        readers += [lambda: text_of(case, "compare", honest), lambda: text_of(case, "status", False)]
    for reader in case.chance.sample(readers, case.chance.randint(1, len(readers))):
        reader()
    if name == "study" and case.chance.random() < 0.5:
        heal(case)
    case.check_files()


# ----- damage

def flip_bit(case: Case, path: str) -> None:
    data = bytearray(pristine.content(path))
    if data:
        data[case.chance.randrange(len(data))] ^= 1 << case.chance.randrange(8)
        rewrite(path, bytes(data))


def cut(case: Case, path: str) -> None:
    data = pristine.content(path)
    rewrite(path, data[:case.chance.randrange(len(data) + 1)])


def empty(_: Case, path: str) -> None:
    rewrite(path, b"")


def drop(_: Case, path: str) -> None:
    os.unlink(path)


def exchange(case: Case, path: str) -> None:
    others = sorted(entry.path for entry in os.scandir(os.path.dirname(path)) if entry.is_file(follow_symlinks=False))
    rewrite(path, pristine.content(case.chance.choice(others)))


def make_folder(_: Case, path: str) -> None:
    os.unlink(path)
    os.mkdir(path)


def make_pipe(_: Case, path: str) -> None:
    os.unlink(path)
    os.mkfifo(path)


def link_device(case: Case, path: str) -> None:
    os.unlink(path)
    os.symlink(case.chance.choice(("/dev/zero", "/dev/random", "/dev/full")), path)


def forbid(_: Case, path: str) -> None:
    os.chmod(path, 0)


def append(case: Case, path: str) -> None:
    rewrite(path, pristine.content(path) + case.chance.choice((b"\n", b"\x00" * 100, b"a,b,c\n" * 50, b"\xff\xff", b'"', b"{}")))


def edit_number(case: Case, path: str) -> None:
    data = pristine.content(path)
    found = list(re.finditer(rb"(?<=[,: \[])-?[0-9][0-9.e+-]*", data))
    if found:
        chosen = case.chance.choice(found)
        value = case.chance.choice(NUMBERS)
        rewrite(path, data[:chosen.start()] + value + data[chosen.end():])


def repeat_line(case: Case, path: str) -> None:
    lines = pristine.content(path).splitlines(True)
    if lines:
        rewrite(path, b"".join(lines + [case.chance.choice(lines)] * case.chance.choice((1, 1000))))


def drop_line(case: Case, path: str) -> None:
    lines = pristine.content(path).splitlines(True)
    if lines:
        lines.pop(case.chance.randrange(len(lines)))
        rewrite(path, b"".join(lines))


def long_cell(case: Case, path: str) -> None:
    data = pristine.content(path)
    at = case.chance.randrange(len(data) + 1)
    rewrite(path, data[:at] + b"y" * 300_000 + data[at:])


WAYS: list[Callable[[Case, str], None]] = [
    flip_bit, flip_bit, flip_bit, cut, empty, drop, exchange, make_folder, make_pipe, link_device, forbid, append, edit_number,
    edit_number, repeat_line, drop_line, long_cell]


def rewrite(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def spoil_folder(case: Case, name: str) -> str:
    """A folder within the study is removed, emptied or replaced."""
    chosen = case.chance.choice(pristine.folders(case.binary, name))
    path = case.path(name, chosen)
    if os.path.isdir(path):
        shutil.rmtree(path)
        how = case.chance.choice(("removed", "file", "empty", "pipe"))
        if how == "file":
            rewrite(path, b"not a folder\n")
        elif how == "empty":
            os.mkdir(path)
        elif how == "pipe":
            os.mkfifo(path)
        return f"{how} {chosen}"
    return f"left {chosen}"


# ----- commands

def report(case: Case, name: str, honest: bool) -> None:
    kind = case.chance.choice(pristine.FORMATS)
    ended = case.run("report", name, "--format", kind, "--out", "report", "--quiet")
    if ended.code == 0 and honest and not ended.err.strip() and kind != "xlsx":
        compare_with(case, ("report", name, "--format", kind, "--out", "report-of-" + name + "-" + kind, "--quiet"), kind)


def compare_with(case: Case, words: tuple[str, ...], kind: str) -> None:
    """The report of damaged files, without a word of warning, is that of the sound ones."""
    expected = os.path.join(pristine.folder(case.binary), words[5])
    if not os.path.exists(expected):
        pristine.made(case.binary, pristine.folder(case.binary), *words)
    ours = case.path("report")
    if kind == "csv":
        mine, other = pristine.results(ours), pristine.results(expected)
        differs = mine.keys() != other.keys() or any(pristine.content(mine[key]) != pristine.content(other[key]) for key in mine)
    else:
        differs = pristine.content(ours) != pristine.content(expected)
    if differs:
        case.violate(f"a report of damaged files is another, without a warning: {damage(case)}")


def text_of(case: Case, command: str, honest: bool) -> None:
    ended = case.run(command, "study")
    if ended.code == 0 and honest and not ended.err.strip():
        expected = text_of_sound(case.binary, command)
        case.check(ended.out == expected,
                   f"{command} of damaged files shows other figures, without a warning: {damage(case)}")


def damage(case: Case) -> str:
    return repr(pristine.content(case.path("attack.txt")).decode())


def text_of_sound(binary: str, command: str) -> str:
    path = os.path.join(pristine.folder(binary), f"{command}.txt")
    if not os.path.exists(path):
        ended = subprocess.run([binary, command, "study"], cwd=pristine.folder(binary), capture_output=True, check=True)
        rewrite(path, ended.stdout)
    return pristine.content(path).decode()


def heal(case: Case) -> None:
    """A sweep into the damaged study refuses, or makes it whole."""
    if case.run(*pristine.SWEEP).code == 0:
        pristine.check_equal(case, "study", "after the sweep")
