// The four resources of a site, and what binds first: for the tooltip and the panel beside the map.
import type {Scene} from "../charts/chart.js";
import {h} from "../dom.js";
import {formatFigure} from "../format.js";
import type {Frame} from "../frame.js";
import type {Row} from "../document.js";
import type {Quantity} from "../units.js";
import {say, type OwnWord} from "../words.js";
import {other, type Site} from "./places.js";

const four = ["compute", "storage", "transport", "capability"] as const satisfies readonly OwnWord[];

export interface ResourceLine {
    readonly kind: (typeof four)[number];
    readonly stock: string;
    readonly used: string;
    readonly headroom: string;
    readonly limit: string;
    readonly link: string;  // of transport: the way out
    readonly share: number | null;  // used of stock
    readonly binds: boolean;
}

const quantities: Readonly<Record<string, Quantity>> = {bytes: "data", accelerators: "count", classes: "count"};

// The unit is that of the column `unit`; transport is in bytes/s there.
function write(scene: Scene, frame: Frame, row: Row, column: string): string {
    const figure = frame.figure(row, column);
    if (figure === null) return column === "used" ? "–" : say("no_limit", scene.language);
    const unit = frame.text(row, "unit");
    const {language} = scene;
    if (unit === "bytes/s") return formatFigure((figure * 8) / 1e9, {quantity: "data_rate", language});
    return formatFigure(figure, {quantity: quantities[unit] ?? "number", language});
}

function fullest(frame: Frame, rows: readonly Row[]): Row | undefined {
    const share = (row: Row) => (frame.figure(row, "used") ?? 0) / (frame.figure(row, "stock") || Infinity);
    return [...rows].sort((a, b) => share(b) - share(a))[0];
}

function rowOf(frame: Frame, kind: string, site: string, node: string): Row | undefined {
    const rows = frame.rows.filter((row) => frame.text(row, "resource") === kind);
    const own = rows.find((row) => frame.text(row, "site_or_link") === site);
    if (own || kind !== "transport") return own;
    return fullest(frame, rows.filter((row) => frame.text(row, "site_or_link").startsWith(`${node} to `)));
}

function lineOf(scene: Scene, frame: Frame, row: Row, kind: ResourceLine["kind"], site: Site): ResourceLine {
    const [headroom, stock, used] = [frame.figure(row, "headroom"), frame.figure(row, "stock"), frame.figure(row, "used")];
    const name = frame.text(row, "site_or_link");
    return {
        kind,
        stock: write(scene, frame, row, "stock"),
        used: write(scene, frame, row, "used"),
        headroom: write(scene, frame, row, "headroom"),
        limit: scene.terms.shown(frame, row, "binding_limit"),
        link: name === site.name ? "" : name.split(" to ").map((node) => scene.terms.cell(node, "node")).join(" → "),
        share: stock !== null && stock > 0 ? (used ?? 0) / stock : null,
        binds: headroom !== null && stock !== null && stock > 0 && headroom <= stock * 0.05,
    };
}

// Accelerators as the load has them, whenever that is: a mean or an hour.
function withLoad(scene: Scene, line: ResourceLine, site: Site, load: number | null): ResourceLine {
    if (load === null) return line;
    const count = (value: number) => formatFigure(Math.round(value), {quantity: "count", language: scene.language});
    return {
        ...line, stock: count(site.accelerators), used: count(site.accelerators * load), share: load,
        headroom: count(site.accelerators * (1 - load)), binds: load >= 0.95,
    };
}

export function resourcesOf(scene: Scene, site: Site, load: number | null): ResourceLine[] {
    const frame = other(scene, "resources");
    if (!frame) return [];
    return four.flatMap((kind): ResourceLine[] => {
        const row = rowOf(frame, kind, site.name, site.node);
        if (!row) return [];
        const line = lineOf(scene, frame, row, kind, site);
        return [kind === "compute" ? withLoad(scene, line, site, load) : line];
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

function resource(scene: Scene, line: ResourceLine): HTMLElement {
    const {language} = scene;
    const soft = (text: string) => h("div", {class: "soft"}, text);
    return h("div", {class: line.binds ? "resource binds" : "resource"},
        h("b", {}, say(line.kind, language)),
        h("div", {}, `${say("used", language)} ${line.used} / ${line.stock}`),
        line.share !== null && h("div", {class: "gauge"}, h("span", {style: `width: ${(100 * Math.min(1, line.share)).toFixed(1)}%`})),
        soft(`${say("headroom", language)}: ${line.headroom}`),
        line.limit !== "" && soft(`${say("binding_limit", language)}: ${line.limit}`),
        line.link !== "" && soft(`${say("busiest_way_out", language)}: ${line.link}`));
}
