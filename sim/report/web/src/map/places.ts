// Sites and links of one layout with their places, and their loads by the hour.
import type {Scene} from "../charts/chart.js";
import type {Frame} from "../frame.js";

export interface Site {
    readonly name: string;
    readonly tier: string;
    readonly at: readonly [number, number];  // longitude, latitude
    readonly accelerators: number;
    readonly allocation: number | null;
}
export interface Corridor {
    readonly a: string;
    readonly b: string;
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly usable_gbps: number | null;
    readonly there: number | null;  // use, from a to b
    readonly back: number | null;
}

export function other(scene: Scene, table: string): Frame | undefined {
    return scene.report.rows(table, scene.view, scene.picked);
}

type Places = ReadonlyMap<string, readonly [number, number]>;

function placesOf(scene: Scene): Places {
    const places = new Map<string, readonly [number, number]>();
    const nodes = other(scene, "nodes");
    if (!nodes) return places;
    const [north, east] = nodes.has("latitude_deg") ? ["latitude_deg", "longitude_deg"] : ["latitude", "longitude"];
    const name = nodes.has("node") ? "node" : "name";
    for (const row of nodes.rows) {
        const [lat, lon] = [nodes.figure(row, north), nodes.figure(row, east)];
        if (lat !== null && lon !== null) places.set(nodes.text(row, name), [lon, lat]);
    }
    return places;
}

export interface Layout {
    readonly sites: readonly Site[];
    readonly corridors: readonly Corridor[];
    readonly homeless: readonly string[];  // sites without coordinates
}

export function layoutOf(scene: Scene): Layout {
    const places = placesOf(scene);
    const {rows} = scene;
    const sites: Site[] = [];
    const homeless: string[] = [];
    for (const row of rows.rows) {
        const name = rows.text(row, "site");
        const at = places.get(rows.text(row, "node")) ?? places.get(name);
        if (!at) {
            homeless.push(name);
            continue;
        }
        sites.push({
            name, at, tier: rows.text(row, "tier"), accelerators: rows.figure(row, "accelerators") ?? 0,
            allocation: rows.figure(row, "allocation"),
        });
    }
    sites.sort((a, b) => b.accelerators - a.accelerators);
    const links = other(scene, "links");
    const corridors = (links?.rows ?? []).flatMap((row): Corridor[] => {
        const [a, b] = [links!.text(row, "a"), links!.text(row, "b")];
        const [from, to] = [places.get(a), places.get(b)];
        if (!from || !to) return [];
        return [{
            a, b, from, to, usable_gbps: links!.figure(row, "usable_gbps"),
            there: links!.figure(row, "use_mean_a_to_b"), back: links!.figure(row, "use_mean_b_to_a"),
        }];
    });
    return {sites, corridors, homeless};
}

// Of a site or of the network ("all"), at an hour of the day or week; nothing where the hourly_profile is silent.
export function loadsAt(scene: Scene, hours: string, hour: number): ReadonlyMap<string, number> {
    const loads = new Map<string, number>();
    const hourly_profile = other(scene, "hourly_profile");
    if (!hourly_profile) return loads;
    for (const row of hourly_profile.rows) {
        if (hourly_profile.text(row, "hours") !== hours || hourly_profile.figure(row, "hour") !== hour) continue;
        const allocation = hourly_profile.figure(row, "allocation");
        if (allocation !== null) loads.set(hourly_profile.text(row, "site"), allocation);
    }
    return loads;
}

export function hoursHeld(scene: Scene): string[] {
    const hourly_profile = other(scene, "hourly_profile");
    const held = hourly_profile ? hourly_profile.distinct("hours") : [];
    return ["day", "week"].filter((hours) => held.includes(hours));
}
