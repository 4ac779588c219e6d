"""Breaks the contract in the way that its parameter `mode` names, at question `at`, by default its third; until then it is the
nearest place with room. No module of Meridian's: it must be able to be wrong everywhere."""
import json
import os
import signal
import subprocess
import sys
import time

MODES = {}


def mode(function):
    MODES[function.__name__] = function
    return function


def write(text):
    os.write(1, text.encode())


def decided(message, **change):
    decisions = []
    for job in message["jobs"]:
        room = [one for one in job["places"] if one["room"]]
        decisions.append({"job": job["id"], **({"site": room[0]["site"]} if room else {"wait": "full"})})
    return {"type": "decisions", "id": message["id"], "decisions": decisions, **change}


def answer(message, **change):
    write(json.dumps(decided(message, **change)) + "\n")


@mode
def crash(message):
    os.kill(os.getpid(), signal.SIGSEGV)


@mode
def leave(message):
    print("I have had enough", file=sys.stderr)
    sys.exit(3)


@mode
def hang(message):
    time.sleep(3600)


@mode
def stubborn(message):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while True:
        time.sleep(3600)


@mode
def rubbish(message):
    write("\x00\x01 this is no JSON\n")


@mode
def a_list(message):
    write("[1, 2]\n")


@mode
def half(message):
    write('{"type": "decisions", "id": ')
    time.sleep(3600)


@mode
def twice(message):
    answer(message)
    answer(message)


@mode
def twice_for_a_job(message):
    reply = decided(message)
    reply["decisions"] *= 2
    write(json.dumps(reply) + "\n")


@mode
def no_decision(message):
    answer(message, decisions=[])


@mode
def other_question(message):
    answer(message, id=message["id"] + 7)


@mode
def other_job(message):
    answer(message, decisions=[{"job": "99999999", "wait": "full"}])


@mode
def unknown_site(message):
    answer(message, decisions=[{"job": job["id"], "site": "atlantis"} for job in message["jobs"]])


@mode
def unknown_reason(message):
    answer(message, decisions=[{"job": job["id"], "wait": "tomorrow"} for job in message["jobs"]])


@mode
def into_the_past(message):
    answer(message, decisions=[{"job": job["id"], "defer_until_ns": -5} for job in message["jobs"]])


@mode
def huge_number(message):
    write('{"type":"decisions","id":%d,"decisions":[{"job":"%s","defer_until_ns":1e400}]}\n'
          % (message["id"], message["jobs"][0]["id"]))


@mode
def grow(message):
    all_of_it = []
    while True:
        all_of_it.append(bytearray(32 << 20))


@mode
def endless(message):
    while True:
        write("a" * 65536)


@mode
def endless_log(message):
    while True:
        os.write(2, b"b" * 65536 + b"\n")


@mode
def closes_output(message):
    os.close(1)
    time.sleep(3600)


@mode
def closes_input(message):
    os.close(0)
    answer(message)
    time.sleep(3600)


@mode
def with_children(message):
    subprocess.Popen(["sleep", "3599"], stdout=1)
    os.kill(os.getpid(), signal.SIGKILL)


def main():
    asked = 0
    parameters = {}
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "hello":
            parameters = message["parameters"]
            if parameters["mode"] == "old_version":
                write('{"type":"hello","version":0}\n')
            elif parameters["mode"] == "dies_at_once":
                sys.exit(1)
            else:
                write('{"type":"hello","version":1,"sees":["places"]}\n')
        elif message["type"] == "begin":
            write('{"type":"ready"}\n')
        else:
            asked += 1
            (MODES[parameters["mode"]] if asked == parameters.get("at", 3) else answer)(message)


if __name__ == "__main__":
    if sys.argv[1:] == ["--modes"]:
        print("\n".join(MODES))
    else:
        main()
