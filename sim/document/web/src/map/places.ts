// Sites, links and demand of one layout with their places, and the figures of sites by the hour.
import type {Scene} from "../charts/chart.js";
import {allRows} from "../charts/chart.js";
import type {Row} from "../document.js";
import type {Frame} from "../frame.js";

export interface Site {
    readonly name: string;
    readonly node: string;
    readonly tier: string;
    readonly at: readonly [number, number];  // longitude, latitude
    readonly accelerators: number;
    readonly allocation: number | null;
    readonly row: Row;  // of the view's table
}
// Mean use of one direction of a link.
export interface Use {
    readonly share: number | null;
    readonly text: string;
}
export interface Corridor {
    readonly name: string;
    readonly a: string;
    readonly b: string;
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly usable: string;  // as the table writes it
    readonly there: Use;      // from a to b
    readonly back: Use;
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
    const {rows, language} = scene;
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
            name, node: rows.text(row, "node") || name, at, tier: rows.text(row, "tier"), accelerators: rows.figure(row, "accelerators") ?? 0,
            allocation: rows.figure(row, "allocation"), row,
        });
    }
    sites.sort((a, b) => b.accelerators - a.accelerators);
    const links = other(scene, "links");
    const corridors = (links?.rows ?? []).flatMap((row): Corridor[] => {
        const [a, b] = [links!.text(row, "a"), links!.text(row, "b")];
        const [from, to] = [places.get(a), places.get(b)];
        if (!from || !to) return [];
        const use = (column: string): Use => ({share: links!.figure(row, column), text: links!.written(row, column, language)});
        return [{name: links!.text(row, "link"), a, b, from, to, usable: links!.written(row, "usable_gbps", language), there: use("use_mean_a_to_b"), back: use("use_mean_b_to_a")}];
    });
    return {sites, corridors, homeless};
}

// What colours, sizes and widths are measured by: the largest of all layouts, so that their maps can be compared.
export interface Extremes {
    readonly accelerators: number;
    readonly use: number;
    readonly useText: string;
}
export function extremesOf(scene: Scene): Extremes {
    const links = scene.report.rows("links", {...scene.view, picks: []}, scene.picked);
    const sites = allRows(scene);
    let [use, useText] = [0, ""];
    for (const row of links?.rows ?? []) {
        for (const column of ["use_mean_a_to_b", "use_mean_b_to_a"]) {
            if ((links!.figure(row, column) ?? 0) > use) [use, useText] = [links!.figure(row, column) ?? 0, links!.written(row, column, scene.language)];
        }
    }
    return {accelerators: sites.rows.reduce((most, row) => Math.max(most, sites.figure(row, "accelerators") ?? 0), 1), use, useText};
}

export interface DemandPlace {
    readonly node: string;
    readonly at: readonly [number, number];
    readonly share: number;
    readonly text: string;
}
// The largest first.
export function demandOf(scene: Scene): DemandPlace[] {
    const places = placesOf(scene);
    const frame = [other(scene, "demand_regions"), other(scene, "nodes")].find((one) => one?.has("demand_share"));
    if (!frame) return [];
    const key = frame.has("node") ? "node" : frame.has("region") ? "region" : "name";
    return frame.rows.flatMap((row): DemandPlace[] => {
        const at = places.get(frame.text(row, key));
        const share = frame.figure(row, "demand_share") ?? 0;
        return at && share > 0 ? [{node: frame.text(row, key), at, share, text: frame.written(row, "demand_share", scene.language)}] : [];
    }).sort((a, b) => b.share - a.share);
}

// Figures of a site at an hour of the day or week.
export interface HourRow {
    readonly frame: Frame;
    readonly row: Row;
}
export function hourRows(scene: Scene, hours: string, hour: number): ReadonlyMap<string, HourRow> {
    const found = new Map<string, HourRow>();
    const frame = other(scene, "hourly_profile");
    for (const row of frame?.rows ?? []) {
        if (frame!.text(row, "hours") !== hours || frame!.figure(row, "hour") !== hour) continue;
        found.set(frame!.text(row, "site"), {frame: frame!, row});
    }
    return found;
}

export function hoursHeld(scene: Scene): string[] {
    const hourly_profile = other(scene, "hourly_profile");
    const held = hourly_profile ? hourly_profile.distinct("hours") : [];
    return ["day", "week"].filter((hours) => held.includes(hours));
}
