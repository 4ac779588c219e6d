// The map: provinces, sites by tier, size and load, links by capacity and use.
import type {ChartKind, LegendEntry, Mark, Picture, Scene} from "../charts/chart.js";
import {calm, tip, tooltip, type TipAt, type TipLine} from "../charts/style.js";
import {along} from "../colours.js";
import {h, select} from "../dom.js";
import {formatFigure} from "../format.js";
import {say} from "../words.js";
import {clockControls, hourOf, hourText, modeOf} from "./clock.js";
import {layoutOf, loadsAt, type Corridor, type Layout, type Site} from "./places.js";
import {resourcePanel, resourcesOf} from "./resources.js";

const shapes: readonly (readonly [string, Mark])[] = [
    ["circle", "circle"], ["rect", "square"], ["triangle", "triangle"], ["diamond", "diamond"],
];
const knownTiers = ["hub", "region", "edge"];

function tiersOf(layout: Layout): string[] {
    const found = [...new Set(layout.sites.map((site) => site.tier))];
    const rank = (tier: string) => (knownTiers.indexOf(tier) + knownTiers.length + 1) % (knownTiers.length + 1);
    return found.sort((a, b) => (knownTiers.includes(a) ? rank(a) : 9) - (knownTiers.includes(b) ? rank(b) : 9));
}

const share = (scene: Scene, value: number | null) =>
    formatFigure(value, {quantity: "share", language: scene.language});
const count = (scene: Scene, value: number) => formatFigure(value, {quantity: "count", language: scene.language});
const busier = (corridor: Corridor) => Math.max(corridor.there ?? 0, corridor.back ?? 0);

// `all`: of the whole network, for the mean.
function loadOf(scene: Scene, loads: ReadonlyMap<string, number>, site: Site): number | null {
    return modeOf(scene) === "mean" ? site.allocation : (loads.get(site.name) ?? null);
}

function siteTip(scene: Scene, site: Site, load: number | null): HTMLElement {
    const {language, rows} = scene;
    const row = rows.rows.find((one) => rows.text(one, "site") === site.name);
    const lines: TipLine[] = [
        {name: say("tier", language), value: scene.terms.cell(site.tier)},
        {name: say("accelerators", language), value: count(scene, site.accelerators)},
        {name: scene.terms.column("allocation"), value: share(scene, load)},
    ];
    const resources = resourcesOf(scene, site.name, row ? rows.text(row, "node") : site.name);
    for (const line of resources) lines.push({name: say(line.kind, language), value: `${line.used} / ${line.stock}`});
    const limit = resources.find((line) => line.kind === "compute")?.limit;
    if (limit) lines.push({name: say("binding_limit", language), value: limit});
    return tip(scene.terms.cell(site.name), lines);
}

function linkTip(scene: Scene, corridor: Corridor): HTMLElement {
    const {terms, language} = scene;
    const way = (from: string, to: string) => `${terms.cell(from)} → ${terms.cell(to)}`;
    return tip(`${terms.cell(corridor.a)} – ${terms.cell(corridor.b)}`, [
        {name: terms.column("usable_gbps"), value: formatFigure(corridor.usable_gbps, {quantity: "data_rate", language})},
        {name: way(corridor.a, corridor.b), value: share(scene, corridor.there)},
        {name: way(corridor.b, corridor.a), value: share(scene, corridor.back)},
    ]);
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

function linkSeries(scene: Scene, layout: Layout, most: number): object {
    const widest = Math.max(1, ...layout.corridors.map((one) => one.usable_gbps ?? 0));
    const ramp = scene.colours.shares.slice(2);
    return {
        type: "lines",
        coordinateSystem: "geo",
        z: 2,
        data: layout.corridors.map((one) => ({
            coords: [[...one.from], [...one.to]],
            lineStyle: {
                color: along(ramp, most > 0 ? busier(one) / most : 0),
                width: 0.8 + 3.4 * Math.sqrt((one.usable_gbps ?? 0) / widest), opacity: 0.85, curveness: 0,
            },
        })),
        emphasis: {disabled: true},
    };
}

function siteSeries(scene: Scene, layout: Layout, loads: ReadonlyMap<string, number>): object {
    const tiers = tiersOf(layout);
    const {colours, memory} = scene;
    const most = Math.max(1, ...layout.sites.map((site) => site.accelerators));
    const largest = scene.width < 500 ? 22 : 36;
    return {
        type: "scatter",
        coordinateSystem: "geo",
        z: 3,
        data: layout.sites.map((site) => {
            const load = loadOf(scene, loads, site);
            const chosen = memory.get("site") === site.name;
            return {
                name: site.name,
                value: [...site.at],
                symbol: (shapes[tiers.indexOf(site.tier) % shapes.length] ?? shapes[0]!)[0],
                symbolSize: Math.max(7, largest * Math.sqrt(site.accelerators / most)),
                itemStyle: {
                    color: load === null ? colours.sheet : along(colours.loads, load),
                    borderColor: chosen ? colours.accent : colours.ink, borderWidth: chosen ? 3 : 0.9, opacity: 0.94,
                },
            };
        }),
        emphasis: {disabled: true},
    };
}

function legendOf(scene: Scene, layout: Layout, most: number): LegendEntry[] {
    const {language, colours, terms} = scene;
    const tiers: LegendEntry[] = tiersOf(layout).map((tier, at) =>
        ({mark: (shapes[at % shapes.length] ?? shapes[0]!)[1], colour: colours.soft, text: terms.cell(tier)}));
    const entries: LegendEntry[] = [
        ...tiers,
        {mark: "ring", colour: colours.soft, text: say("size_accelerators", language)},
        {mark: "ramp", colour: "", ramp: colours.loads, text: `${say("load", language)}: ${share(scene, 0)} … ${share(scene, 1)}`},
    ];
    if (layout.corridors.length === 0) return entries;
    return [
        ...entries,
        {mark: "ramp", colour: "", ramp: colours.shares.slice(2), text: `${say("link_use", language)}: ${share(scene, 0)} … ${share(scene, most)}`},
        {mark: "line", colour: colours.soft, text: say("width_capacity", language)},
    ];
}

function panelOf(scene: Scene, layout: Layout, loads: ReadonlyMap<string, number>): HTMLElement {
    const {language, memory, rows, terms} = scene;
    const site = layout.sites.find((one) => one.name === memory.get("site")) ?? layout.sites[0];
    if (!site) return h("div", {});
    const row = rows.rows.find((one) => rows.text(one, "site") === site.name);
    const when = hourText(modeOf(scene), hourOf(scene), language);
    return resourcePanel(scene, terms.cell(site.name), [
        `${terms.cell(site.tier)} · ${count(scene, site.accelerators)} ${say("accelerators", language)}`,
        `${terms.column("allocation")} ${share(scene, loadOf(scene, loads, site))} (${when})`,
    ], resourcesOf(scene, site.name, row ? rows.text(row, "node") : site.name));
}

function draw(scene: Scene): Picture | null {
    const layout = layoutOf(scene);
    if (layout.sites.length === 0) return null;
    const loads = modeOf(scene) === "mean" ? new Map<string, number>() : loadsAt(scene, modeOf(scene), hourOf(scene));
    const most = Math.max(0, ...layout.corridors.map(busier));
    const height = Math.round(Math.min(scene.width * 0.82, 550));
    const option = {
        ...calm,
        geo: geo(scene, height),
        tooltip: tooltip(scene, (at: TipAt) => {
            const corridor = at.seriesIndex === 0 ? layout.corridors[at.dataIndex] : undefined;
            if (corridor) return linkTip(scene, corridor);
            const site = layout.sites[at.dataIndex];
            return site ? siteTip(scene, site, loadOf(scene, loads, site)) : "";
        }),
        series: [linkSeries(scene, layout, most), siteSeries(scene, layout, loads)],
    };
    const homeless = layout.homeless.length > 0
        ? `${say("off_map", scene.language)} ${layout.homeless.map((name) => scene.terms.cell(name)).join(", ")}` : undefined;
    return {
        option, height, legend: legendOf(scene, layout, most), panel: panelOf(scene, layout, loads), note: homeless,
        click: (name) => {
            scene.memory.set("site", name);
            scene.redraw();
        },
    };
}

function zoomControls(scene: Scene): Node {
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
    const list = select(say("site", scene.language), sites.map((site) => [site.name, scene.terms.cell(site.name)] as const),
        first, (name) => {
            scene.memory.set("site", name);
            scene.redraw();
        });
    list.addEventListener("sync", () => {
        const field = list.querySelector("select");
        if (field) field.value = scene.memory.get("site") ?? "";
    });
    return [...clockControls(scene), list, zoomControls(scene)];
}

export const map: ChartKind = {
    wide: true,
    needs: () => ["site"],
    draw,
    controls,
};
