// Sites, links, rhythms and resources of the ten layouts: what stands where is of scenarios/national; loads are
// formulas, for a page to have something to draw.
import {chance, readRows, tableOf} from "./tables.mjs";

export const layouts = [
    "a_as_announced", "b_n3", "c_n8", "d_n14", "e_n14_x20", "f_n3_31", "g_31", "h_west", "i_east", "j_clean",
];
// What a layout says of its places, over what all layouts know of them.
function places(layout, kind, keys) {
    const name = (row) => keys.map((key) => row[key]).join("/");
    const known = new Map(readRows(`scenarios/national/candidates/${kind}.csv`).map((row) => [name(row), row]));
    return readRows(`scenarios/national/layouts/${layout}_${kind}.csv`).map((row) => ({...known.get(name(row)), ...row}));
}

// Of a day: services follow their users, training fills the night.
function serving(hour) {
    return 0.5 + 0.28 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + 0.1 * Math.sin(((hour - 4) / 12) * 2 * Math.PI);
}

function siteRows(layout) {
    const cards = new Map();
    for (const pool of places(layout, "pools", ["site", "accelerator"])) {
        cards.set(pool.site, (cards.get(pool.site) ?? 0) + Number(pool.servers) * Number(pool.width));
    }
    return places(layout, "sites", ["name"]).map((site) => {
        const accelerators = cards.get(site.name) ?? 0;
        const load = 0.42 + 0.5 * chance(layout + site.name);
        return {
            alternative: layout, site: site.name, tier: site.tier, node: site.node, state: "existing", accelerators,
            allocation: load, utilisation: load * (0.8 + 0.15 * chance(site.name)),
            jobs_completed: Math.round(accelerators * 1.7 * load), energy_kwh_it: accelerators * 0.62 * load * 2040,
            carbon_kg_location: accelerators * 0.62 * load * 2040 * (0.3 + 0.5 * chance(site.grid)),
            cost_cny_energy: accelerators * 0.62 * load * 2040 * (0.3 + 0.4 * chance(site.tariff)),
            cost_cny_capital: accelerators * 5.9 * 2040, cost_cny_operations: accelerators * 0.5 * 2040,
            wait_s_mean: 3 + 2400 * chance(`w${layout}${site.name}`) ** 4,
        };
    });
}

function hourlyProfileRows(sites) {
    const rows = [];
    for (const [hours, count] of [["day", 24], ["week", 168]]) {
        for (const one of sites) {
            if (hours === "week" && one.alternative !== "f_n3_31") continue;
            for (let hour = 0; hour < count; ++hour) {
                const swing = one.tier === "hub" ? 0.1 : 0.45;
                const allocation = Math.min(1, Math.max(0.02, one.allocation + swing * (serving(hour % 24) - 0.5)));
                rows.push({
                    alternative: one.alternative, site: one.site, hour, hours,
                    accelerators_busy: one.accelerators * allocation * 0.93,
                    accelerators_serving: one.accelerators * allocation * serving(hour % 24) * 0.6,
                    jobs_queued: Math.round(9 * chance(`${one.site}${hour}`)),
                    facility_kw: one.accelerators * (0.2 + 0.6 * allocation), allocation,
                });
            }
        }
    }
    return rows;
}

function linkRows() {
    return layouts.flatMap((alternative) => readRows("scenarios/national/links.csv").map((link) => ({
        alternative, link: `${link.a}-${link.b}`, a: link.a, b: link.b,
        usable_gbps: (Number(link.capacity) * Number(link.usable_share)) / 100,
        use_mean_a_to_b: 0.3 * chance(alternative + link.a + link.b) ** 3,
        use_mean_b_to_a: 0.3 * chance(alternative + link.b + link.a) ** 3,
        bytes_a_to_b: 2e15 * chance(alternative + link.a + link.b) ** 3,
    })));
}

const limits = ["power", "accelerators", "nothing", "gang width"];

function resourceRows(sites, links) {
    const rows = [];
    const add = (one, siteOrLink, resource, unit, stock, used, limit) => rows.push({
        alternative: one.alternative, site_or_link: siteOrLink, resource, unit, stock, used_mean: 0.9 * used, used,
        headroom: stock === null ? null : Math.max(0, stock - used), binding_limit: limit,
    });
    for (const site of sites) {
        add(site, site.site, "compute", "accelerators", site.accelerators, site.accelerators * site.allocation,
            limits[Math.floor(4 * chance(site.site))]);
        add(site, site.site, "storage", "bytes", site.accelerators * 8.3e12, site.accelerators * 8.3e12 * 0.4, "storage");
        add(site, site.site, "capability", "classes", 9, Math.floor(3 * chance(`c${site.site}`)), "model");
    }
    for (const link of links) {
        add(link, `${link.a} to ${link.b}`, "transport", "bytes/s", link.usable_gbps * 1.25e8,
            link.usable_gbps * 1.25e8 * link.use_mean_a_to_b, "link");
        add(link, `${link.b} to ${link.a}`, "transport", "bytes/s", link.usable_gbps * 1.25e8,
            link.usable_gbps * 1.25e8 * link.use_mean_b_to_a, "link");
    }
    return rows;
}

export function networkTables() {
    const sites = layouts.flatMap(siteRows);
    const links = linkRows();
    const nodes = readRows("scenarios/national/nodes.csv")
        .map((node) => ({node: node.name, latitude_deg: node.latitude, longitude_deg: node.longitude}));
    return {
        sites: tableOf(sites), links: tableOf(links), nodes: tableOf(nodes), hourly_profile: tableOf(hourlyProfileRows(sites)),
        resources: tableOf(resourceRows(sites, links)),
    };
}
