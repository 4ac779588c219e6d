"""Classes of bad values, and damage to bytes."""
from random import Random

from schema import Key

LONG = 200_000
TOKENS = (b"&a ", b"*a", b"<<: *a", b"!!binary ", b"\t", b"{", b"[", b'"', b"'", b"#", b"%", b"\n---\n", b"\n...\n", b"\xff\xfe",
          b"\x00", b"\r", b"\xef\xbb\xbf", b"\xc3\x28", b"\xed\xa0\x80", b"? ", b"- ", b": ", b"|\n", b">\n", b",,,,", b'"\n"',
          b"." * 3000, b"[" * 3000, b"{a: " * 500, b"1e308", b"nan", b"-1", b"99999999999999999999", b"\x1b[31m")


def with_units(key: Key, chance: Random, *numbers: str) -> list[str]:
    return [f"{number} {chance.choice(key.units)}" for number in numbers] if key.units else list(numbers)


def deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = {"a": value} if levels % 2 else [value]
    return value


def classes(key: Key, chance: Random) -> dict[str, object]:
    """A value of each class; the classes are the same for every key."""
    small, large = with_units(key, chance, "1e-308", "1e308")
    zero, negative, one, billion = with_units(key, chance, "0", "-1", "1", "1e9")
    many, fine, none, endless = with_units(key, chance, "1e18", "1e-12", "nan", "inf")
    limit, million, trillion, half = with_units(key, chance, "9223372036854775807", "1e6", "1e12", "0.5")
    return {
        "null": None, "empty text": "", "empty map": {}, "empty list": [], "list of maps": [{}, {}], "true": True,
        "zero": zero, "negative": negative, "one": one, "billion": billion, "huge": large, "tiny": small, "1e18": many,
        "1e-12": fine, "nan text": none, "inf text": endless, "int64": limit, "million": million, "trillion": trillion,
        "half": half, "bare": 5, "bare huge": 1e308, "bare negative": -3, "nan": float("nan"), "inf": float("inf"),
        "2^64": 2 ** 64, "-2^63": -2 ** 63, "digits": "1" * 400, "hex": "0x10", "unit": "5 parsec", "unit alone": "km",
        "two units": "5 km km", "long": "x" * LONG, "unicode": "智算\u202e\u0301 中心", "controls": "a\x1b[31m\x07\x00b",
        "lines": "a\nb: c\n", "formula": "=1+1", "parent": "../outside/canary.csv", "device": "/dev/zero",
        "table": {"table": "outside/canary.csv"}, "table device": {"table": "/dev/zero"}, "table folder": {"table": "outside"},
        "deep": deep(300), "very deep": deep(1501), "list": [1, "a", None], "map": {"a": 1, "b": [2]}, "name": "no_such_name",
        "word": chance.choice(key.words) if key.words else "word", "wrong word": (key.words or ("x",))[0] + "x",
        "copies": [{"name": "a"}] * 3, "long list": [1] * 5000, "date": "2025-02-30T25:61:00+99:00",
        "distribution": {"lognormal": {"median": one, "sigma": 400}}, "pareto": {"pareto": {"least": one, "shape": 0.01}},
    }


VALUE_CLASSES = len(classes(Key((), (), ()), Random(0)))


def damaged(data: bytes, chance: Random) -> bytes:
    """Some random changes of bytes: flips, cuts, copies, insertions."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 10, 100)))
        how = chance.randrange(6)
        if how == 0 and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1:]
        elif how == 1:
            data = data[:at] + data[end:]
        elif how == 2:
            data = data[:end] + data[at:end] * chance.choice((1, 3, 50)) + data[end:]
        elif how == 3:
            data = data[:at] + chance.choice(TOKENS) + data[at:]
        elif how == 4:
            data = data[:at] if chance.random() < 0.3 else data
        else:
            digits = [i for i in range(len(data)) if chr(data[i]).isdigit()]
            if digits:
                i = chance.choice(digits)
                data = data[:i] + chance.choice((b"-", b"9", b"1e300", b".", b"0")) + data[i + 1:]
    return data
