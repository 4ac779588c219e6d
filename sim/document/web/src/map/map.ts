// The map: provinces, sites by tier, size and load, links by use in each direction, demand where it is asked for.
import type {ChartKind, LegendEntry, Mark, Picture, Scene} from "../charts/chart.js";
import {calm, tip, tooltip, type TipAt} from "../charts/style.js";
import {along} from "../colours.js";
import {h, select} from "../dom.js";
import {Scale} from "../scale.js";
import {labelled, say} from "../words.js";
import {clockControls, hourOf, hourText, modeOf} from "./clock.js";
import {linkTip, loadOf, panelOf, siteTip, type Hours} from "./details.js";
import {flowSeries, linkRamp} from "./flows.js";
import {namesSeries, type NamedPlace} from "./names.js";
import {lostLinkSeries, type Marks} from "./marks.js";
import {demandOf, extremesOf, hourRows, layoutOf, type DemandPlace, type Layout, type Site} from "./places.js";

const shapes: readonly (readonly [string, Mark])[] = [
    ["circle", "circle"], ["rect", "square"], ["triangle", "triangle"], ["diamond", "diamond"],
];
const knownTiers = ["hub", "region", "edge"];

function tiersOf(layout: Layout): string[] {
    const found = [...new Set(layout.sites.map((site) => site.tier))];
    const rank = (tier: string) => (knownTiers.indexOf(tier) + knownTiers.length + 1) % (knownTiers.length + 1);
    return found.sort((a, b) => (knownTiers.includes(a) ? rank(a) : 9) - (knownTiers.includes(b) ? rank(b) : 9));
}

function geo(scene: Scene, height: number): object {
    const {colours, memory} = scene;
    const zoom = Number(memory.get("zoom") ?? "1");
    return {
        map: "china",
        roam: zoom > 1 && !scene.printing ? "move" : false,
        zoom,
        // East of the capital's longitude stand most sites: zooming in goes there.
        ...(zoom > 1 ? {center: [113.5, 33]} : {}),
        layoutCenter: ["50%", "50%"],
        layoutSize: Math.min(scene.width, height * 1.2),
        aspectScale: 0.8,
        silent: true,
        itemStyle: {areaColor: colours.land, borderColor: colours.coast, borderWidth: 0.7},
        label: {show: false},
        emphasis: {disabled: true},
        regions: [{name: "南海诸岛", itemStyle: {borderColor: colours.strong}}],
    };
}

function radiusOf(scene: Scene, site: Site, most: number): number {
    return Math.max(7, (scene.width < 500 ? 22 : 36) * Math.sqrt(site.accelerators / most)) / 2;
}

function demandSeries(scene: Scene, demand: readonly DemandPlace[]): object {
    const largest = scene.width < 500 ? 34 : 58;
    const most = demand[0]?.share ?? 1;
    return {
        type: "scatter", coordinateSystem: "geo", z: 1, symbol: "circle", emphasis: {disabled: true},
        data: demand.map((one) => ({value: [...one.at], symbolSize: Math.max(3, largest * Math.sqrt(one.share / most))})),
        itemStyle: {color: scene.colours.series[2], opacity: 0.3, borderColor: scene.colours.series[2], borderWidth: 0.8},
    };
}

function siteSeries(scene: Scene, layout: Layout, hours: Hours, most: number, marks: Marks | null): object {
    const tiers = tiersOf(layout);
    const {colours, memory} = scene;
    return {
        type: "scatter",
        coordinateSystem: "geo",
        z: 3,
        data: layout.sites.map((site) => {
            const load = loadOf(scene, hours, site);
            const chosen = marks ? marks.helper === site.name : memory.get("site") === site.name;
            const lost = marks?.sites.has(site.name) ?? false;
            return {
                name: site.name,
                value: [...site.at],
                symbol: (shapes[tiers.indexOf(site.tier) % shapes.length] ?? shapes[0]!)[0],
                symbolSize: 2 * radiusOf(scene, site, most),
                itemStyle: {
                    color: load === null || lost ? colours.sheet : along(colours.loads, load),
                    borderColor: lost ? colours.bad : chosen ? colours.accent : colours.ink, borderWidth: lost || chosen ? 3 : 0.9, opacity: 0.94,
                },
                label: {show: lost, formatter: "×", color: colours.bad, fontSize: 2 * radiusOf(scene, site, most), lineHeight: 2 * radiusOf(scene, site, most)},
            };
        }),
        emphasis: {disabled: true},
    };
}

// Nodes with sites, then the nodes of most demand.
function namesOf(scene: Scene, layout: Layout, demand: readonly DemandPlace[], most: number): NamedPlace[] {
    const named = new Map<string, NamedPlace>();
    const add = (node: string, place: Omit<NamedPlace, "name">) => {
        if (!named.has(node)) named.set(node, {name: scene.terms.cell(node, "node"), ...place});
    };
    for (const site of layout.sites) add(site.node, {at: site.at, radius: radiusOf(scene, site, most), soft: false});
    for (const one of demand.slice(0, 12)) add(one.node, {at: one.at, radius: 3, soft: true});
    return [...named.values()];
}

function legendOf(scene: Scene, layout: Layout, most: string): LegendEntry[] {
    const {language, colours, terms} = scene;
    const shares = new Scale(1, "share", language);
    const tiers: LegendEntry[] = tiersOf(layout).map((tier, at) =>
        ({mark: (shapes[at % shapes.length] ?? shapes[0]!)[1], colour: colours.soft, text: terms.cell(tier)}));
    const entries: LegendEntry[] = [
        ...tiers,
        {mark: "ring", colour: colours.soft, text: say("size_accelerators", language)},
        {mark: "ramp", colour: "", ramp: colours.loads, text: labelled(say("load", language), `${shares.write(0)} … ${shares.write(1)}`, language)},
        ...(showsDemand(scene) ? [{mark: "circle" as const, colour: colours.series[2] ?? "", text: say("demand_area", language)}] : []),
    ];
    if (layout.corridors.length === 0) return entries;
    return [
        ...entries,
        {mark: "ramp", colour: "", ramp: linkRamp(scene), text: labelled(say("link_use", language), `${shares.write(0)} … ${most}`, language)},
        {mark: "line", colour: colours.soft, text: say("use_width", language)},
    ];
}

function showsDemand(scene: Scene): boolean {
    return scene.memory.get("demand") === "yes";
}

// `marks`: of the sites and links of a case; null: the map of the layout alone.
export function drawMap(scene: Scene, marks: Marks | null): Picture | null {
    const layout = layoutOf(scene);
    if (layout.sites.length === 0) return null;
    const hours: Hours = modeOf(scene) === "mean" ? new Map() : hourRows(scene, modeOf(scene), hourOf(scene));
    const most = extremesOf(scene);
    const demand = showsDemand(scene) ? demandOf(scene) : [];
    const height = Math.round(Math.min(scene.width * 0.82, scene.printing ? 440 : 550));
    const tipAt = [
        (at: number) => linkTip(scene, layout.corridors[Math.floor(at / 2)]!),
        (at: number) => tip(scene.terms.cell(demand[at]!.node, "node"), [{name: say("demand_share", scene.language), value: demand[at]!.text}]),
        (at: number) => siteTip(scene, hours, layout.sites[at]!),
    ];
    const option = {
        ...calm,
        geo: geo(scene, height),
        tooltip: tooltip(scene, (at: TipAt) => tipAt[at.seriesIndex]?.(at.dataIndex) ?? ""),
        series: [
            flowSeries(scene, layout.corridors, most.use), demandSeries(scene, demand), siteSeries(scene, layout, hours, most.accelerators, marks),
            namesSeries(scene, namesOf(scene, layout, demand, most.accelerators)),
            ...(marks ? [lostLinkSeries(scene, layout, marks)] : []),
        ],
    };
    const homeless = layout.homeless.length > 0
        ? `${say("off_map", scene.language)} ${layout.homeless.map((name) => scene.terms.cell(name, "site")).join(", ")}` : undefined;
    return {
        option, height, legend: legendOf(scene, layout, most.useText), panel: panelOf(scene, layout, hours), note: homeless,
        shown: hourText(modeOf(scene), hourOf(scene), scene.language),
        click: (name) => {
            scene.memory.set("site", name);
            scene.redraw();
        },
    };
}

function demandButton(scene: Scene): Node {
    const button = h("button", {type: "button", class: "demand", "aria-pressed": String(showsDemand(scene)), onclick: () => {
        scene.memory.set("demand", showsDemand(scene) ? "no" : "yes");
        button.setAttribute("aria-pressed", String(showsDemand(scene)));
        scene.redraw();
    }}, say("demand", scene.language));
    return button;
}

export function zoomControls(scene: Scene): Node {
    const {language, memory} = scene;
    const zoom = (times: number) => () => {
        const now = Number(memory.get("zoom") ?? "1");
        memory.set("zoom", String(times === 0 ? 1 : Math.min(5, Math.max(1, now * times))));
        scene.redraw();
    };
    const button = (text: string, label: string, times: number) =>
        h("button", {type: "button", "aria-label": label, title: label, onclick: zoom(times)}, text);
    return h("div", {class: "switch", role: "group"}, button("+", say("zoom_in", language), 1.5),
        button("−", say("zoom_out", language), 1 / 1.5), button("⤢", say("whole_map", language), 0));
}

function controls(scene: Scene): readonly Node[] {
    const sites = layoutOf(scene).sites;
    if (sites.length === 0) return [];
    const chosen = scene.memory.get("site");
    const first = sites.some((site) => site.name === chosen) ? (chosen ?? "") : (sites[0]?.name ?? "");
    scene.memory.set("site", first);
    const list = select(say("site", scene.language), sites.map((site) => [site.name, scene.terms.cell(site.name, "site")] as const),
        first, (name) => {
            scene.memory.set("site", name);
            scene.redraw();
        });
    list.addEventListener("sync", () => {
        const field = list.querySelector("select");
        if (field) field.value = scene.memory.get("site") ?? "";
    });
    return [...clockControls(scene), list, ...(demandOf(scene).length > 0 ? [demandButton(scene)] : []), zoomControls(scene)];
}

export const map: ChartKind = {
    wide: true,
    needs: () => ["site"],
    draw: (scene) => drawMap(scene, null),
    controls,
};
