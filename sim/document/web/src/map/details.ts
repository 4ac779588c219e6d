// What is said of one site or link: in a tooltip, and in the panel beside the map.
import type {Scene} from "../charts/chart.js";
import {tip, type TipLine} from "../charts/style.js";
import type {Row} from "../document.js";
import {h} from "../dom.js";
import {nothing} from "../format.js";
import type {Frame} from "../frame.js";
import {say} from "../words.js";
import {hourOf, hourText, modeOf} from "./clock.js";
import type {Corridor, HourRow, Layout, Site} from "./places.js";
import {resourcesOf, sitePanel} from "./resources.js";

// Of the hour that the slider shows, else the mean of the measured window.
export type Hours = ReadonlyMap<string, HourRow>;
export function loadOf(scene: Scene, hours: Hours, site: Site): number | null {
    if (modeOf(scene) === "mean") return site.allocation;
    const found = hours.get(site.name);
    return found ? found.frame.figure(found.row, "allocation") : null;
}

function loadText(scene: Scene, hours: Hours, site: Site): string {
    if (modeOf(scene) === "mean") return scene.rows.written(site.row, "allocation", scene.language);
    const found = hours.get(site.name);
    return found ? found.frame.written(found.row, "allocation", scene.language) : nothing;
}
const accelerators = (scene: Scene, site: Site) => scene.rows.written(site.row, "accelerators", scene.language);

// Of an hour: the load alone; the rest are means of the window.
export function siteTip(scene: Scene, hours: Hours, site: Site): HTMLElement {
    const {language} = scene;
    const lines: TipLine[] = [
        {name: say("tier", language), value: scene.terms.cell(site.tier)},
        {name: say("accelerators", language), value: accelerators(scene, site)},
        {name: scene.terms.column("allocation"), value: loadText(scene, hours, site)},
    ];
    const resources = modeOf(scene) === "mean" ? resourcesOf(scene, site) : [];
    for (const line of resources) lines.push({name: say(line.kind, language), value: line.used});
    const limit = resources.find((line) => line.kind === "compute")?.limit;
    if (limit) lines.push({name: say("binding_limit", language), value: limit});
    return tip(scene.terms.cell(site.name, "site"), lines);
}

export function linkTip(scene: Scene, corridor: Corridor): HTMLElement {
    const {terms} = scene;
    const way = (from: string, to: string) => `${terms.cell(from, "node")} → ${terms.cell(to, "node")}`;
    return tip(`${terms.cell(corridor.a, "node")} – ${terms.cell(corridor.b, "node")}`, [
        {name: terms.column("usable_gbps"), value: corridor.usable},
        {name: way(corridor.a, corridor.b), value: corridor.there.text},
        {name: way(corridor.b, corridor.a), value: corridor.back.text},
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
    const resources = resourcesOf(scene, site);
    const hour = hours.get(site.name);
    const mean = {when: say("window_mean", language), facts: factsOf(scene, rows, site.row, ofWindow.filter((one) => rows.has(one))), resources};
    const parts = modeOf(scene) === "mean" ? [mean] : [
        {
            when: hourText(modeOf(scene), hourOf(scene), language), resources: [],
            facts: hour ? factsOf(scene, hour.frame, hour.row, hour.frame.columns.filter((one) => !keys.includes(one))) : [],
        },
        {...mean, facts: []},
    ];
    return sitePanel(scene, terms.cell(site.name, "site"), `${terms.cell(site.tier)} · ${accelerators(scene, site)} ${say("accelerators", language)}`, parts);
}
