"""A filter and a score, the shape of an extender of the Kubernetes scheduler: near places, the emptier the better.

    policy: {command: [python3, filter_score.py], parameters: {rtt_ms: 30}}
"""
from meridian_policy import FilterScore, serve


class NearAndEmpty(FilterScore):
    def filter(self, job, names):
        reach_ns = self.parameters.get("rtt_ms", 30) * 1e6 / 2
        near = {one.get("pool", one["site"]) for one in job["places"] if one["latency_ns"] <= reach_ns}
        return [name for name in names if name in near]

    def score(self, job, names):
        load = {one.get("pool", one["site"]): one["load"] for one in job["places"]}
        return {name: 100 * max(0.0, 1 - load[name]) for name in names}


if __name__ == "__main__":
    serve(NearAndEmpty)
