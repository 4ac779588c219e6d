// What is said of one site or link: in a tooltip, and in the panel beside the map.
import type {Scene} from "../charts/chart.js";
import {tip, type TipLine} from "../charts/style.js";
import type {Row} from "../document.js";
import {h} from "../dom.js";
import {formatFigure} from "../format.js";
import type {Frame} from "../frame.js";
import {say} from "../words.js";
import {hourOf, hourText, modeOf} from "./clock.js";
import type {Corridor, HourRow, Layout, Site} from "./places.js";
import {resourcesOf, sitePanel} from "./resources.js";

export const share = (scene: Scene, value: number | null) =>
    formatFigure(value, {quantity: "share", language: scene.language});
export const count = (scene: Scene, value: number) => formatFigure(value, {quantity: "count", language: scene.language});

// Of the hour that the slider shows, else the mean of the measured window.
export type Hours = ReadonlyMap<string, HourRow>;
export function loadOf(scene: Scene, hours: Hours, site: Site): number | null {
    if (modeOf(scene) === "mean") return site.allocation;
    const found = hours.get(site.name);
    return found ? found.frame.figure(found.row, "allocation") : null;
}

export function siteTip(scene: Scene, site: Site, load: number | null): HTMLElement {
    const {language} = scene;
    const lines: TipLine[] = [
        {name: say("tier", language), value: scene.terms.cell(site.tier)},
        {name: say("accelerators", language), value: count(scene, site.accelerators)},
        {name: scene.terms.column("allocation"), value: share(scene, load)},
    ];
    const resources = resourcesOf(scene, site, load);
    for (const line of resources) lines.push({name: say(line.kind, language), value: `${line.used} / ${line.stock}`});
    const limit = resources.find((line) => line.kind === "compute")?.limit;
    if (limit) lines.push({name: say("binding_limit", language), value: limit});
    return tip(scene.terms.cell(site.name, "site"), lines);
}

export function linkTip(scene: Scene, corridor: Corridor): HTMLElement {
    const {terms, language} = scene;
    const way = (from: string, to: string) => `${terms.cell(from, "node")} → ${terms.cell(to, "node")}`;
    return tip(`${terms.cell(corridor.a, "node")} – ${terms.cell(corridor.b, "node")}`, [
        {name: terms.column("usable_gbps"), value: formatFigure(corridor.usable_gbps, {quantity: "data_rate", language})},
        {name: way(corridor.a, corridor.b), value: share(scene, corridor.there)},
        {name: way(corridor.b, corridor.a), value: share(scene, corridor.back)},
    ]);
}

const ofWindow = ["allocation", "utilisation", "jobs_queued_mean", "wait_s_mean"];  // columns of the sites' table
const keys = ["alternative", "site", "hour", "hours"];

function factsOf(scene: Scene, frame: Frame, row: Row, columns: readonly string[]): (readonly [string, string])[] {
    const held = columns.filter((column) => frame.figure(row, column) !== null);
    return held.map((column) => [scene.terms.column(column), frame.written(row, column, scene.language)] as const);
}

// What is known by the hour follows the slider; the rest are means.
export function panelOf(scene: Scene, layout: Layout, hours: Hours): HTMLElement {
    const {language, memory, rows, terms} = scene;
    const site = layout.sites.find((one) => one.name === memory.get("site")) ?? layout.sites[0];
    if (!site) return h("div", {});
    const row = rows.rows.find((one) => rows.text(one, "site") === site.name) ?? [];
    const resources = resourcesOf(scene, site, loadOf(scene, hours, site));
    const hour = hours.get(site.name);
    const mean = {when: say("window_mean", language), facts: factsOf(scene, rows, row, ofWindow.filter((one) => rows.has(one))), resources};
    const parts = modeOf(scene) === "mean" ? [mean] : [
        {
            when: hourText(modeOf(scene), hourOf(scene), language), facts: hour ? factsOf(scene, hour.frame, hour.row, hour.frame.columns.filter((one) => !keys.includes(one))) : [],
            resources: resources.filter((line) => line.kind === "compute"),
        },
        {...mean, facts: [], resources: resources.filter((line) => line.kind !== "compute")},
    ];
    return sitePanel(scene, terms.cell(site.name, "site"), `${terms.cell(site.tier)} · ${count(scene, site.accelerators)} ${say("accelerators", language)}`, parts);
}
