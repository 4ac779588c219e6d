// The four resources of a site, and what binds first: for the tooltip and the panel beside the map.
import type {Scene} from "../charts/chart.js";
import type {Row} from "../document.js";
import {h} from "../dom.js";
import type {Frame} from "../frame.js";
import {labelled, say, type OwnWord} from "../words.js";
import {other, type Site} from "./places.js";

const four = ["compute", "storage", "transport", "capability"] as const satisfies readonly OwnWord[];

// Means of the measured window.
export interface ResourceLine {
    readonly kind: (typeof four)[number];
    readonly used: string;  // "312 of 1,000"
    readonly limit: string;
    readonly link: string;  // of transport: the way out
    readonly share: number | null;  // used of stock
}

function shareOf(frame: Frame, row: Row): number | null {
    const [used, stock] = [frame.figure(row, "used_mean"), frame.figure(row, "stock")];
    return used !== null && stock !== null && stock > 0 ? used / stock : null;
}

function fullest(frame: Frame, rows: readonly Row[]): Row | undefined {
    return [...rows].sort((a, b) => (shareOf(frame, b) ?? 0) - (shareOf(frame, a) ?? 0))[0];
}

function rowOf(frame: Frame, kind: string, site: string, node: string): Row | undefined {
    const rows = frame.rows.filter((row) => frame.text(row, "resource") === kind);
    const own = rows.find((row) => frame.text(row, "site_or_link") === site);
    if (own || kind !== "transport") return own;
    return fullest(frame, rows.filter((row) => frame.text(row, "site_or_link").startsWith(`${node} to `)));
}

function lineOf(scene: Scene, frame: Frame, row: Row, kind: ResourceLine["kind"], site: Site): ResourceLine {
    const {language, terms} = scene;
    const name = frame.text(row, "site_or_link");
    const stock = frame.figure(row, "stock") === null ? say("no_limit", language) : frame.written(row, "stock", language);
    return {
        kind, used: `${frame.written(row, "used_mean", language)} / ${stock}`, share: shareOf(frame, row),
        limit: terms.shown(frame, row, "binding_limit"),
        link: name === site.name ? "" : name.split(" to ").map((node) => terms.cell(node, "node")).join(" → "),
    };
}

export function resourcesOf(scene: Scene, site: Site): ResourceLine[] {
    const frame = other(scene, "resources");
    if (!frame?.has("used_mean")) return [];
    return four.flatMap((kind): ResourceLine[] => {
        const row = rowOf(frame, kind, site.name, site.node);
        return row ? [lineOf(scene, frame, row, kind, site)] : [];
    });
}

export interface PanelPart {
    readonly when: string;  // of which time the figures are
    readonly facts: readonly (readonly [string, string])[];
    readonly resources: readonly ResourceLine[];
}

// For those who cannot hover.
export function sitePanel(scene: Scene, title: string, kind: string, parts: readonly PanelPart[]): HTMLElement {
    const shown = parts.filter((part) => part.facts.length + part.resources.length > 0);
    return h("div", {class: "map-panel", "aria-live": scene.printing ? "off" : "polite"},
        h("b", {class: "name"}, title), h("div", {class: "soft"}, kind),
        ...shown.map((part) => h("div", {class: "panel-part"},
            h("div", {class: "when"}, part.when),
            ...part.facts.map(([name, value]) => h("div", {class: "fact"}, h("span", {class: "soft"}, name), h("span", {}, value))),
            h("div", {class: "resources"}, ...part.resources.map((line) => resource(scene, line))))));
}

const almostAll = 0.95;

function resource(scene: Scene, line: ResourceLine): HTMLElement {
    const {language} = scene;
    const soft = (text: string) => h("div", {class: "soft"}, text);
    return h("div", {class: (line.share ?? 0) >= almostAll ? "resource binds" : "resource"},
        h("b", {}, say(line.kind, language)),
        h("div", {}, `${say("used", language)} ${line.used}`),
        line.share !== null && h("div", {class: "gauge"}, h("span", {style: `width: ${(100 * Math.min(1, line.share)).toFixed(1)}%`})),
        line.limit !== "" && soft(labelled(say("binding_limit", language), line.limit, language)),
        line.link !== "" && soft(labelled(say("busiest_way_out", language), line.link, language)));
}
