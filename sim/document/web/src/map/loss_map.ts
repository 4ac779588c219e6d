// The map of a layout with what a case of loss takes off it: the reader chooses the case, or clicks a site.
import type {ChartKind, LegendEntry, Picture, Scene} from "../charts/chart.js";
import type {Row} from "../document.js";
import {h, select} from "../dom.js";
import {labelled, say} from "../words.js";
import {drawMap, zoomControls} from "./map.js";
import type {Marks} from "./marks.js";
import {other} from "./places.js";

// The first one is the worst.
function chosenCase(scene: Scene): Row | undefined {
    const {memory, rows} = scene;
    return rows.rows.find((row) => rows.text(row, "case") === memory.get("case")) ?? rows.rows[0];
}

function assetsOf(scene: Scene, loss: Row, kind: string): Set<string> {
    const assets = other(scene, "loss_assets");
    const name = scene.rows.text(loss, "case");
    const found = (assets?.rows ?? []).filter((row) => assets!.text(row, "case") === name && assets!.text(row, "asset_kind") === kind);
    return new Set(found.map((row) => assets!.text(row, "asset")));
}

const facts = [
    "value_lost_cny", "slo_attainment_before_loss", "slo_attainment_during_loss", "slo_attainment_after_loss", "time_to_recover_s",
    "backlog_cleared_s", "takeover_accelerators", "binds_after_s",
];
const named = ["takes_over", "first_bottleneck", "binds", "rules_broken", "rules_open"];

function panelOf(scene: Scene, loss: Row): HTMLElement {
    const {rows, terms, language} = scene;
    const texts = named.filter((column) => rows.has(column) && rows.text(loss, column) !== "");
    const figures = facts.filter((column) => rows.figure(loss, column) !== null);
    const fact = (column: string, value: string) => h("div", {class: "fact"}, h("span", {class: "soft"}, terms.column(column)), h("span", {}, value));
    return h("div", {class: "map-panel", "aria-live": scene.printing ? "off" : "polite"},
        h("b", {class: "name"}, terms.shown(rows, loss, "case")),
        h("div", {class: "soft"}, labelled(terms.column("for_s"), rows.written(loss, "for_s", language), language)),
        h("div", {class: "panel-part"},
            ...figures.map((column) => fact(column, rows.written(loss, column, language))),
            ...texts.map((column) => fact(column, terms.shown(rows, loss, column)))));
}

function legendOf(scene: Scene, marks: Marks): LegendEntry[] {
    const {colours, language} = scene;
    return [
        ...(marks.sites.size > 0 ? [{mark: "ring" as const, colour: colours.bad, text: say("lost", language)}] : []),
        ...(marks.links.size > 0 ? [{mark: "dashes" as const, colour: colours.bad, text: say("lost_link", language)}] : []),
        ...(marks.helper !== "" ? [{mark: "ring" as const, colour: colours.accent, text: say("takes_over", language)}] : []),
    ];
}

function draw(scene: Scene): Picture | null {
    const loss = chosenCase(scene);
    const sites = other(scene, "sites");
    if (!loss || !sites) return null;
    const marks: Marks = {
        sites: assetsOf(scene, loss, "site"), links: assetsOf(scene, loss, "link"), helper: scene.rows.text(loss, "takes_over"),
    };
    const memory = new Map(scene.memory).set("mode", "mean");
    const picture = drawMap({...scene, rows: sites, view: {...scene.view, table: "sites"}, memory}, marks);
    if (!picture) return null;
    return {
        ...picture, legend: [...legendOf(scene, marks), ...(picture.legend ?? [])], panel: panelOf(scene, loss),
        shown: scene.terms.shown(scene.rows, loss, "case"),
        click: (site) => {
            const found = scene.rows.rows.find((row) => assetsOf(scene, row, "site").has(site));
            if (!found) return;
            scene.memory.set("case", scene.rows.text(found, "case"));
            scene.redraw();
        },
    };
}

function controls(scene: Scene): readonly Node[] {
    const {memory, rows, terms} = scene;
    const first = chosenCase(scene);
    if (!first) return [];
    memory.set("case", rows.text(first, "case"));
    const list = select(terms.column("case"), rows.rows.map((row) => [rows.text(row, "case"), terms.shown(rows, row, "case")] as const),
        rows.text(first, "case"), (name) => {
            memory.set("case", name);
            scene.redraw();
        });
    list.addEventListener("sync", () => {
        const field = list.querySelector("select");
        if (field) field.value = memory.get("case") ?? "";
    });
    return [list, zoomControls(scene)];
}

export const lossMap: ChartKind = {
    wide: true,
    needs: () => ["case", "takes_over"],
    draw,
    controls,
};
