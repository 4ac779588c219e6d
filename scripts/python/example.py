# %% [markdown]
# Meridian from Python: a scenario, its results as data frames, two policies, and a map.
#
# Cells begin with `# %%`, as Jupyter, VS Code and Spyder read them; or run it as a whole:
#
#     python3 scripts/python/example.py [MAP.geojson]

# %%
import json
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))  # where meridian.py lies
import meridian  # noqa: E402

scenario = Path(__file__).resolve().parents[2] / "scenarios/templates/three-sites/scenario.yaml"
pd.set_option("display.width", 120)
pd.set_option("display.max_columns", 10)

# %% Run it, and look at the sites: figures have units
result = meridian.run(scenario)
sites = result.named("sites")[["site", "accelerators", "allocation", "energy_kwh_it", "cost_cny_total"]]
print(f"{result.display_name('scenario', result.about['scenario'])}, policy {result.about['policy']}")
print(sites.round(3).to_string(index=False))
print("units:", {key: unit for key, unit in sites.attrs["units"].items() if key in sites})

# %% The day of the network: times are times
hours = result["timeseries"]
network = hours[hours["site"] == "all"].set_index("bin_start")
print()
print("IT power by day, kW:")
print(network["it_kw"].groupby(network.index.date).mean().round(1).to_string())

# %% Two policies side by side
keys = ["slo_attainment", "wait_s_mean", "allocation", "net_cost_cny"]
policies = {policy: meridian.run(scenario, policy=policy).figures for policy in ("nearest_user", "least_loaded")}
table = pd.DataFrame({policy: figures[keys] for policy, figures in policies.items()})
table.insert(0, "unit", [result.figures.attrs["units"].get(key, "") for key in keys])
table.index = [result.figures.attrs["titles"][key] for key in keys]
print()
print(table.round(3).to_string())

# %% The map, for a GIS
geo = meridian.to_geo(scenario)
print()
print(f"{geo['type']} of {len(geo['features'])} features in {geo['bbox']}")
for feature in geo["features"]:
    if feature["properties"]["layer"] == "site":
        print(feature["id"], feature["geometry"]["coordinates"], feature["properties"]["tier"])
if len(sys.argv) > 1:
    Path(sys.argv[1]).write_text(json.dumps(geo), encoding="utf-8")
