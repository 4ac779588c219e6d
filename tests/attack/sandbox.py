"""Where the attack runs: namespaces that can write one temporary folder, no device and no network."""
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_NOATIME, MS_NODIRATIME, MS_RELATIME = 1024, 2048, 1 << 21
LOCKED = {"nosuid": MS_NOSUID, "nodev": MS_NODEV, "noexec": MS_NOEXEC, "noatime": MS_NOATIME,
          "nodiratime": MS_NODIRATIME, "relatime": MS_RELATIME}
DEVICES = ("null", "zero", "full", "random", "urandom")
SPACE = "size=3g"
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, CAP_LAST = 1, 36, 24, 38, 40
SKIPPED = 77

libc = ctypes.CDLL(None, use_errno=True)


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Raises OSError where the kernel refuses."""
    if libc.mount(source.encode(), target.encode(), kind.encode(), flags, data.encode()) != 0:
        raise OSError(ctypes.get_errno(), f"mount {target}")


def isolation() -> list[str] | None:
    """The command that makes the namespaces; None where the machine does not permit them."""
    spaces = ["unshare", "--mount", "--pid", "--net", "--ipc", "--fork", "--kill-child", "--mount-proc"]
    ways = [spaces] if os.geteuid() == 0 else [spaces + ["--user", "--map-root-user"]]
    for command in ways:
        try:
            if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
                return command
        except FileNotFoundError:
            return None
    return None


def start(script: str, arguments: list[str], keep: str) -> int:
    """Runs the script again inside; returns its exit code. `keep` stays writable by a descriptor alone."""
    command = isolation()
    if command is None and os.geteuid() == 0:
        print("attack: skipped: namespaces are not permitted here, and without them it does not run as root\n"
              "  fix: run it as an ordinary user, or permit `unshare --mount --pid`", file=sys.stderr)
        return SKIPPED
    work = tempfile.mkdtemp(prefix="meridian-attack-")
    folder = os.open(keep, os.O_RDONLY | os.O_DIRECTORY)
    inside = [sys.executable, script, "--inside", work, str(folder), "bare" if command is None else "confined", *arguments]
    if command is None:
        print("attack: no namespaces: canaries alone guard what is outside of the temporary folder", file=sys.stderr)
    try:
        return subprocess.run((command or []) + inside, pass_fds=[folder], preexec_fn=end_with_parent).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        os.close(folder)
        shutil.rmtree(work, ignore_errors=True)


def end_with_parent() -> None:
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def mounts() -> list[tuple[str, int]]:
    """Every mount with the flags that a remount must repeat."""
    found = []
    with open("/proc/self/mountinfo") as lines:
        for line in lines:
            words = line.split()
            target = words[4].encode().decode("unicode_escape")
            found.append((target, sum(LOCKED.get(word, 0) for word in words[5].split(","))))
    return found


def confine(work: str) -> None:
    """In new namespaces: everything but `work` becomes read-only, /dev keeps harmless devices alone."""
    for target, flags in reversed(mounts()):
        try:
            mount("none", target, "none", MS_REMOUNT | MS_BIND | MS_RDONLY | flags)
        except OSError:
            if os.statvfs(target).f_flag & os.ST_RDONLY == 0 and not target.startswith(("/proc/", "/sys/")):
                raise
    mount("attack", work, "tmpfs", MS_NOSUID, SPACE)
    devices = os.path.join(work, ".dev")
    os.mkdir(devices)
    for name in DEVICES:
        path = os.path.join(devices, name)
        open(path, "w").close()
        mount(f"/dev/{name}", path, "none", MS_BIND)
    shared = os.path.join(devices, "shm")  # locks of this harness's own processes
    os.mkdir(shared)
    mount("attack", shared, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m")
    mount(devices, "/dev", "none", MS_BIND | 16384)  # MS_REC: with the devices
    mount("none", "/dev", "none", MS_REMOUNT | MS_BIND | MS_RDONLY)
    refuses_outside(work)


def refuses_outside(work: str) -> None:
    """Ends the program unless the confinement holds."""
    for outside in ("/", "/tmp", "/dev", os.path.dirname(work), os.path.dirname(os.path.abspath(__file__))):
        probe = os.path.join(outside, ".meridian-attack-probe")
        try:
            os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        except OSError:
            continue
        os.unlink(probe)
        sys.exit(f"attack: the sandbox leaks: {outside} can be written")


def has_all_users() -> bool:
    """Whether this process may become any user: root, and not of a namespace of one user."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        return os.getuid() == 0 and int(file.read().split()[2]) > 65535


def unmount(folder: str) -> None:
    libc.umount2(folder.encode(), 2)  # MNT_DETACH


def reap_orphans() -> None:
    """Processes that a case leaves behind become children of this one, where it can see them."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def give_up_privileges() -> None:
    """Before exec: root without capabilities obeys file modes as any user does."""
    for capability in range(CAP_LAST + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def install(binary: str, work: str) -> str:
    """A copy of the program and its modules inside, where any user can read them."""
    folder = os.path.join(work, "bin")
    os.mkdir(folder)
    source = os.path.dirname(os.path.abspath(binary))
    for name in os.listdir(source):
        if name.endswith(".so"):
            shutil.copy(os.path.join(source, name), folder)
    return shutil.copy(binary, os.path.join(folder, "meridian"))
