"""Random valid scenarios, and the small study that the other groups damage."""
from random import Random

import yaml

from schema import Schema

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the quick one, if there
PERIODS = ("valley", "flat", "peak", "critical")
STUDY_FILES = {
    "base.yaml": """meridian: 1
name: One town
start: 2025-01-06T00:00:00+00:00
horizon: 1 d
warmup: 1 h
discount_rate: 0 %
tiers:
  - {name: near, facility: 3650 CNY/kW, facility_life_years: 2, operations: 0 %}
  - {name: far, facility: 3796 CNY/kW, facility_life_years: 2, operations: 0 %}
accelerators:
  - {name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 0.5}, idle_power: 0 W, busy_power: 400 W,
     price: 36.5 kCNY, life_years: 1}
coolings: [{name: hall, base: 1}]
grids: [{name: grid, carbon: 0.5 kg/kWh}]
tariffs: [{name: dear, price: 0.6 CNY/kWh}, {name: cheap, price: 0.3 CNY/kWh, source: S1}]
nodes: [{name: town, latitude: 40.0, longitude: 116.0}, {name: desert, latitude: 40.0, longitude: 106.0}]
links: [{a: town, b: desert, capacity: 100 Gbit/s, length: 1000 km}]
sites: {table: sites.csv}
pools: {table: pools.csv}
regions: [{name: people, node: town}]
classes:
  - {name: work, kind: training, arrivals: {rate: 60 /d}, accelerators: 1, runtime: {exponential: {mean: 2 h}}}
""",
    "sites.csv": "name,node,tier,tariff,grid,cooling,power_limit [kW]\neast,town,near,dear,grid,hall,8\n",
    "pools.csv": "site,accelerator,servers,width\neast,card,5,2\n",
    "far_sites.csv": "name,node,tier,tariff,grid,cooling,power_limit [kW]\nwest,desert,far,cheap,grid,hall,8\n",
    "far_pools.csv": "site,accelerator,servers,width\nwest,card,5,2\n",
    "near.yaml": "include: base.yaml\nname: Near\n",
    "far.yaml": "include: base.yaml\nname: Far\nsites: {table: far_sites.csv, replace: true}\npools: {table: far_pools.csv, replace: true}\n",
    "study.yaml": """study: 1
name: A town and a desert
scenario: base.yaml
axes:
  - {name: layout, layouts: [near.yaml, far.yaml]}
  - {name: policy, policies: [nearest_user, least_loaded]}
  - {name: load, role: future, path: future.scale.work, values: [1, 1.5]}
baseline: {layout: near}
budget: {measure: accelerators, equals: baseline}
replications: 3
inputs:
  - {name: price, path: tariffs.cheap.price, low: 0.1 CNY/kWh, high: 0.9 CNY/kWh, grade: K}
sensitivity: {replications: 2, sample: 3, against: [far]}
""",
}
STUDIES = (
    {}, {"design": {"name": "latin_hypercube", "points": 6, "seed": 3}},
    {"design": {"name": "one_at_a_time"}}, {"until": {"half_width": "5 %", "of": "difference", "most": 6}},
    {"selection": {"procedure": "kn", "indifference": "5 %", "most": 8, "round": 2}},
    {"selection": {"procedure": "ocba", "indifference": "5 %", "most": 8}}, {"confidence": "90 %", "runs": 40},
    {"limits": {"time": "10 s", "memory": "1 GB"}}, {"design": {"name": "morris", "trajectories": 2, "levels": 4}},
)


def wide_map(nodes: int, links: int) -> str:
    """An overlay of base.yaml on whose map the making of paths takes seconds: every node has a site and a region."""
    chance = Random(nodes)
    ends = [(chance.randrange(i), i) for i in range(1, nodes)]
    ends += [tuple(chance.sample(range(nodes), 2)) for _ in range(links - len(ends))]
    lists = {
        "nodes": [{"name": f"n{i}", "latitude": round(chance.uniform(20, 45), 3), "longitude": round(chance.uniform(80, 125), 3)}
                  for i in range(nodes)],
        "links": [{"name": f"l{i}", "a": f"n{a}", "b": f"n{b}", "capacity": "100 Gbit/s", "length": f"{chance.randint(10, 900)} km"}
                  for i, (a, b) in enumerate(ends)],
        "sites": [{"name": f"s{i}", "node": f"n{i}", "tier": "near", "tariff": "dear", "grid": "grid", "cooling": "hall"}
                  for i in range(nodes)],
        "pools": [{"site": f"s{i}", "accelerator": "card", "servers": 1, "width": 8} for i in range(nodes)],
        "regions": [{"name": f"r{i}", "node": f"n{i}"} for i in range(nodes)],
        "classes": [{"name": "work", "kind": "training", "arrivals": {"rate": "60 /d"}, "runtime": "1 h", "input": "1 GB"}],
    }
    return text({"include": "base.yaml", "name": "Wide", "policy": "least_congested", "path_choices": 3,
                 **{name: {"records": records, "replace": True} for name, records in lists.items()}})


def text(document: object) -> str:
    return yaml.dump(document, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=120)


class World:
    """Draws a scenario part by part; whatever it draws is valid."""

    def __init__(self, chance: Random, schema: Schema, without: tuple[str, ...] = ("simgrid",)):
        """without: transfer models that this program does not have."""
        self.chance, self.schema, self.without = chance, schema, without
        self.nodes = [f"n{i}" for i in range(chance.randint(1, 6))]
        self.masses = ["people", "gdp"][:chance.randint(0, 2)]
        self.cards = {f"card{i}": chance.choice(("cann", "cuda")) for i in range(chance.randint(1, 3))}
        self.curves = [f"curve{i}" for i in range(chance.randint(0, 2))]
        self.hours = chance.choice((1, 3, 6, 24, 48))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def some(self, share: float, **keys: object) -> dict[str, object]:
        """Each of the keys with the given chance; callables are drawn."""
        return {key: value() if callable(value) else value for key, value in keys.items() if self.happens(share)}

    def pick(self, *choices: object) -> object:
        return self.chance.choice(choices)

    def share(self, low: float = 0, high: float = 100) -> str:
        return f"{self.chance.uniform(low, high):.2f} %"

    def size(self, unit: str, middle: float) -> object:
        """A constant or a distribution, of about `middle`."""
        def of(factor: float) -> str:
            return f"{middle * factor:.6g} {unit}".strip()
        kind = self.pick("plain", "constant", "uniform", "exponential", "lognormal", "choice")
        bound = self.some(0.5, at_most=of(5))
        if kind == "plain":
            return of(1)
        inner = {"constant": of(1), "uniform": {"low": of(0.5), "high": of(2)}, "exponential": {"mean": of(1)},
                 "lognormal": {"median": of(1), "sigma": round(self.chance.uniform(0.1, 1.5), 2)},
                 "choice": {of(1): 0.5, of(2): 0.5}}[str(kind)]
        return {kind: inner, **bound}

    def width(self) -> object:
        return self.pick(1, 2, 4, 8, {"choice": {"1": 0.7, "8": 0.3}}, 0)

    def residency(self) -> dict[str, object]:
        return {"within": self.pick("province", "city"), "share": self.share(1)}

    def arrivals(self, rate: str) -> dict[str, object]:
        found = {"rate": rate, **self.some(0.5, variation=lambda: self.pick(0, 0.5, 1, 3))}
        if self.masses and self.happens(0.6):
            found["by"] = self.pick(*self.masses)
        if self.curves and self.happens(0.5):
            found["curve"] = self.pick(*self.curves)
        return found

    def policy(self, kind: str = "policy") -> object:
        if kind == "policy" and self.happens(0.3):
            return [self.schema.draw(kind, self.chance) for _ in range(self.chance.randint(2, 3))]
        return self.schema.draw(kind, self.chance)

    # ----- parts

    def top(self) -> dict[str, object]:
        networks = [name for name in self.schema.names("network") if name not in self.without]
        network = self.schema.draw("network", self.chance)
        chosen = network["name"] if isinstance(network, dict) else network
        if chosen == "simgrid":  # slow where many transfers wait
            self.hours = min(self.hours, 3)
        return {
            "meridian": 1, "name": "World", "start": self.pick("2025-01-06T00:00:00+08:00", "2025-06-29T22:00:00+00:00"),
            "horizon": f"{self.hours} h", "policy": self.policy(), "network": network if chosen in networks else networks[0],
            **self.some(0.5, warmup=f"{self.hours / 4} h", timezone="Asia/Shanghai", end=lambda: self.pick("drain", "cut"),
                        seed=lambda: self.chance.randrange(2 ** 64), run=lambda: self.chance.randrange(100),
                        discipline=lambda: self.schema.draw("discipline", self.chance),
                        path_choices=lambda: self.pick(1, 2, 4), router_delay="50 us",
                        discount_rate=self.share(0, 10), carbon_price="80 CNY/t", timeseries_bin="30 min"),
            **self.some(0.3, sensing=lambda: {"interval": self.pick("60 s", "10 min"), **self.some(
                0.5, delay="5 s", optimistic=self.pick(True, False), decision_time=self.pick("20 us", "1 s"))}),
            **({"masses": self.masses} if self.masses else {}),
        }

    def energy(self) -> dict[str, object]:
        hours = [self.pick(*PERIODS) for _ in range(24)]
        return {
            "tiers": [{"name": name, **self.some(0.6, facility="3650 CNY/kW", facility_life_years=15, operations="3 %")}
                      for name in ("hub", "edge")],
            "climates": [{"name": "hills", "monthly_mean": [f"{self.chance.randint(-20, 35)} degC" for _ in range(12)]}],
            "coolings": [{"name": "hall", **self.some(0.6, base=1.12, slope=0.01, threshold="10 degC", overhead="500 W")}],
            "grids": [{"name": name, "carbon": f"{carbon} kg/kWh", **self.some(
                0.5, green_share=self.share(), green_premium="0.05 CNY/kWh")} for name, carbon in (("coal", 0.8), ("water", 0))],
            "tou": [{"name": "day", "hours": hours, **({"critical_hours": hours[::-1], "critical_months": [1, 7]} if self.happens(0.5) else {})}],
            "tariffs": [{"name": "dear", "price": "0.7 CNY/kWh", "tou": "day", "valley": 0.4, "flat": 1,
                         "peak": 1.6, "critical": 2, **self.some(0.5, multiplied="85 %")}, {"name": "cheap", "price": "0.3 CNY/kWh"}],
        }

    def map(self) -> dict[str, object]:
        nodes = [{"name": name, "latitude": round(self.chance.uniform(20, 45), 3),
                  "longitude": round(self.chance.uniform(80, 125), 3),
                  "province": self.pick("North", "South")} for name in self.nodes]
        ends = [(self.nodes[self.chance.randrange(i)], self.nodes[i]) for i in range(1, len(self.nodes))]
        if len(self.nodes) > 2 and self.happens(0.7):
            ends.append(tuple(self.chance.sample(self.nodes, 2)))
        links = [{"name": f"l{i}", "a": a, "b": b, "capacity": self.pick("1 Gbit/s", "10 Gbit/s", "400 Gbit/s"),
                  **(self.some(1, length=self.pick("1 km", "400 km", "2000 km")) if self.happens(0.5) else {"delay": "3 ms"}),
                  **self.some(0.4, usable_share=self.share(1), price="0.02 CNY/GB", lease="1000 CNY/Gbps/month",
                              energy="2 nJ/bit", fixed_power="500 W", capital="5 MCNY")} for i, (a, b) in enumerate(ends)]
        cuts = []
        for link in links:
            if self.happens(0.25):
                begin = self.chance.uniform(0, self.hours)
                end = {} if self.happens(0.3) else {"until": f"{begin + self.chance.uniform(0.1, self.hours):.4f} h"}
                cuts.append({"name": f"cut {len(cuts)}", "link": link["name"], "from": f"{begin:.4f} h", **end, **self.some(0.4, left=self.share(0, 99))})
        return {"nodes": nodes, **({"links": links} if links else {}), **({"events": cuts} if cuts else {})}

    def supply(self) -> dict[str, object]:
        cards = [{"name": name, "stack": stack, "fp16_dense": self.pick("100 TFLOPS", "333 TFLOPS"),
                  "efficiency": {"training": self.pick(0.4, 0.5), "inference": self.pick(0.3, 0.8)},
                  "idle_power": "100 W", "busy_power": self.pick("100 W", "500 W"),
                  **self.some(0.5, price="80 kCNY", life_years=5, mtbf=self.pick("20 h", "2000 h"))} for name, stack in self.cards.items()]
        sites, pools = [], []
        for i in range(self.chance.randint(1, 4)):
            name = f"s{i}"
            sites.append({"name": name, "node": self.pick(*self.nodes), "tier": self.pick("hub", "edge"),
                          "tariff": self.pick("dear", "cheap"), "grid": self.pick("coal", "water"), "cooling": "hall",
                          **self.some(0.4, climate="hills", storage=self.pick("500 GB", "20 TB")),
                          **self.some(0.15, state=self.pick("existing", "committed", "candidate"))})
            cards_there = 0
            for card in self.chance.sample(list(self.cards), self.chance.randint(1, len(self.cards))):
                servers, width = self.chance.choice((1, 2, 8)), self.chance.choice((1, 4, 8))
                pools.append({"site": name, "accelerator": card, "servers": servers, "width": width})
                cards_there += servers * width
            if self.happens(0.3):  # at least what they draw when idle
                sites[-1]["power_limit"] = f"{cards_there * self.chance.choice((101, 250, 600))} W"
        return {"accelerators": cards, "reference": next(iter(self.cards)), "sites": sites, "pools": pools}

    def demand(self) -> dict[str, object]:
        regions = [{"name": f"r{i}", "node": self.pick(*self.nodes), **self.some(0.5, access_delay="2 ms", access_radius="200 km"),
                    **({"masses": {mass: self.chance.randint(1, 100) for mass in self.masses}} if self.masses else {})}
                   for i in range(self.chance.randint(1, 4))]
        curves = [{"name": name, "hours": [self.chance.randint(1, 9) for _ in range(24)]} for name in self.curves]
        classes = [self.workload(f"c{i}") for i in range(self.chance.randint(1, 3))]
        found = {"regions": regions, **({"curves": curves} if curves else {}), "classes": classes}
        listed = {"runtime": "40 min", "estimate": "1 h", "input": "1 GB", "output": "1 GB"}  # not drawn by their class
        origin, names = regions[0]["name"], [kind["name"] for kind in classes]
        found |= self.some(0.4, jobs=lambda: [{"class": self.pick(*names), "origin": origin, **listed, "accelerators": self.pick(1, 8),
                           "at": f"{self.chance.uniform(0, self.hours):.4f} h"} for _ in range(self.chance.randint(1, 6))])
        found |= self.some(0.4, calendar=lambda: [{"name": f"L_{i}", "class": self.pick(*names), "origin": origin,
                           **listed, "runtime": f"{self.hours} h", "accelerators": self.pick(1, 8, 64),
                           **self.pick({}, {"done": "50 %"}, {"opens": "30 min"})} for i in range(self.chance.randint(1, 4))])
        found |= self.some(0.5, services=lambda: [self.service(f"v{i}") for i in range(self.chance.randint(1, 2))])
        if "services" in found:
            found |= self.some(0.8, serving=lambda: {"epoch": self.pick("5 min", "15 min"), **self.some(
                0.7, lends=True), **self.some(0.5, reclaim_time="2 min", forecast=self.forecast, plan_for=lambda: self.share(50, 99.9))})
            found |= self.some(0.4, demand_events=lambda: [self.demand_event(f"e{i}", found) for i in range(self.chance.randint(1, 3))])
        if any("value" in one for one in [*classes, *found.get("services", [])]):
            found |= self.some(0.6, value_basis=lambda: self.pick("rent", "tokens", "replacement", "penalty"),
                               plan=lambda: {"years": self.pick(1, 10), "growth": self.share(0, 40)})
        return found | self.some(0.2, future=lambda: {"years": 2, "tokens_per_year": 1.5, "scale": {names[0]: 1.3}})

    def forecast(self) -> dict[str, object]:
        return {"kind": self.pick("perfect", "last_epoch", "same_hour_last_week"), **self.some(0.5, error=lambda: self.share(0, 60))}

    def demand_event(self, name: str, found: dict) -> dict[str, object]:
        """Once, or again and again; at least as long apart as it lasts."""
        lasts = self.chance.uniform(0.05, self.hours / 2)
        when = self.pick({"start": f"{self.chance.uniform(0, self.hours):.4f} h"},
                         {"every": f"{lasts * self.chance.uniform(1, 10) + 0.001:.4f} h"})
        return {"name": name, "factor": self.pick(0.001, 0.5, 3, 1000), "duration": f"{lasts:.4f} h", **when,
                **self.some(0.4, services=lambda: [self.pick(*(one["name"] for one in found["services"]))],
                            regions=lambda: [self.pick(*(one["name"] for one in found["regions"]))])}

    def curve(self) -> dict[str, object]:
        return self.some(0.5, curve=lambda: self.pick(*self.curves)) if self.curves else {}

    def events(self, sites: list[dict], pools: list[dict]) -> list[dict[str, object]]:
        """Losses of sites, pools and power: given, at random and one after another."""
        found: list[dict[str, object]] = []
        for i in range(self.chance.randint(1, 4)):
            target = self.pick({"site": self.pick(*(one["name"] for one in sites))}, {"each": self.pick("sites", "pools")},
                               {"pool": "{site}/{accelerator}".format(**self.pick(*pools))},
                               {"site": self.pick(*(one["name"] for one in sites)), "part": self.pick("power", "cooling")})
            lasts = self.pick({"for": f"{self.chance.uniform(0, self.hours):.4f} h"}, {"repair": self.size("min", 30)})
            begin = f"{self.chance.uniform(0, self.hours):.4f} h"
            when = self.pick({"from": begin, **lasts}, {"from": begin}, {"from": begin, "notice": "40 min", **lasts},
                             {"mtbf": f"{self.hours} h", **lasts, **self.some(0.4, crews=1)},
                             {"after": found[-1]["name"], "probability": "70 %", "delay": "3 min", **lasts} if found else {"from": begin})
            found.append({"name": f"loss {i}", **target, **when, **self.some(0.4, left=self.share(0, 99))})
        return found

    def value_of_class(self, width: object) -> dict[str, object]:
        """Work without accelerators has none, and what remains of it late asks for an objective."""
        if width == 0 or self.happens(0.5):
            return {}
        late = {**self.pick({}, {"share": self.share()}), **self.pick({}, {"to_zero_in": "12 h"})}
        curve = {"value_curve": value for value in self.curve().values()}
        return {"value": self.pick("3 CNY/acc-h", "0 CNY/acc-h"), **curve,
                **self.pick({}, {"objective": "4 h"}, {"objective": "4 h", "late_value": late})}

    def value_of_service(self, makes_tokens: bool) -> dict[str, object]:
        made = {"per_token_out": "2 CNY/M tokens"} if makes_tokens else {}
        prices = self.pick({"per_request": "60 CNY/M requests"}, {"per_accelerator_hour": "3 CNY/acc-h"},
                           {"per_token_in": "0.8 CNY/M tokens", **made},
                           {"by": "tokens", "per_token_in": "2 CNY/M tokens", "per_request": "60 CNY/M requests"})
        return {**prices, **self.some(0.5, late_share=self.share()), **self.curve()}

    def variability(self) -> dict[str, object]:
        return {"cv": self.share(0, 200), **self.some(0.5, correlation_time=self.pick("0 s", "10 min", "6 h"),
                                                      regional_correlation=self.share())}

    def workload(self, name: str) -> dict[str, object]:
        checkpoints = self.pick({}, {"checkpoint": "20 min", "checkpoint_write": "30 s"},
                                {"checkpoint_rule": "young", "checkpoint_write": "60 s"})
        width = self.width()
        return {"name": name, "kind": self.pick("training", "inference"), "accelerators": width,
                "runtime": self.size("min", self.pick(5, 60, 300)), **checkpoints,
                **self.some(0.8, arrivals=lambda: self.arrivals(f"{self.pick(2, 20, 60)} /h")),
                **self.some(0.5, input=lambda: self.size("GB", self.pick(1, 300)), output=lambda: self.size("GB", 10)),
                **self.some(0.3, priority=lambda: self.pick(-1, 0, 5), objective="4 h", preemptible=True, restart="5 min",
                            retain_input=True, residency=self.residency, policy=self.policy, transfer_weight=2,
                            transfer_cap="1 Gbit/s", estimate=lambda: self.size("", 1.5), stacks=lambda: [self.pick(*self.cards.values())]),
                **self.some(0.5, on_failure=self.pick("requeue", "resume_elsewhere", "wait", "lose"), tries=self.pick(1, 3), copies=2,
                            checkpoints="remote", checkpoint_size="20 GB"),
                **self.value_of_class(width)}

    def service(self, name: str) -> dict[str, object]:
        tokens = self.pick({}, {"tokens_out": 20, "until": self.pick("first_token", "last_token")})
        return {"name": name, "requests": self.arrivals(f"{self.pick(0.1, 2, 20)} /s"), "prefill": "500 /s", "decode": "50 /s",
                "objective": self.pick("300 ms", "4 s"), "tokens_in": self.pick(10, 100), **tokens,
                **self.some(0.5, accelerators=self.pick(1, 4), slots=self.pick(1, 16), target="90 %",
                            max_load="80 %", start_up="1 min",
                            policy=lambda: self.policy("service_policy"), residency=self.residency, value=lambda: self.value_of_service("tokens_out" in tokens),
                            variability=self.variability)}

    def scenario(self) -> dict[str, object]:
        found = {**self.top(), **self.energy(), **self.map(), **self.supply(), **self.demand()}
        if self.happens(0.4):
            found["events"] = [*found.get("events", []), *self.events(found["sites"], found["pools"])]
        network = found["network"]
        if "simgrid" in (network, network["name"] if isinstance(network, dict) else ""):
            for kind in found["classes"]:  # it has neither
                kind.pop("transfer_weight", None)
                kind.pop("transfer_cap", None)
        return found
