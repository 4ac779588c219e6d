// The chart of a view: drawn when the reader comes near, drawn again when something it shows has changed.
import type {EChartsType} from "echarts/core";
import type {ChartKind, Picture, Scene} from "./charts/chart.js";
import {init} from "./charts/engine.js";
import {chartSvg, pngOf, svgText, type ChartFile} from "./chart_files.js";
import {csvOf, saveBlob, saveText} from "./csv.js";
import {h} from "./dom.js";
import {legendOf} from "./legend.js";
import {inLanguage} from "./terms.js";
import {labelled, say, type OwnWord} from "./words.js";

type MakeScene = (width: number, memory: Map<string, string>, redraw: () => void) => Scene;

export const printWidth = 682;  // px: A4 less its margins
const tallest = 900;            // px: higher charts scroll inside their box

export class ChartBox {
    readonly element = h("div", {class: "chart-area"});
    private readonly controls = h("div", {class: "controls"});
    private readonly legend = h("div", {});
    private readonly chart: HTMLElement;
    private readonly box: HTMLElement;
    private readonly side = h("div", {class: "side"});
    private readonly under = h("div", {});
    private readonly files = h("div", {class: "chart-files"});
    private readonly memory = new Map<string, string>();
    private drawn: EChartsType | null = null;
    private near = false;
    private width = 0;  // px, of the box as it was measured last
    height = 0;  // px, of the chart as it was drawn last
    private scene: Scene | null = null;
    private picture: Picture | null = null;
    private readonly nearness: IntersectionObserver;
    private readonly sizes: ResizeObserver;

    constructor(private readonly kind: ChartKind, private readonly makeScene: MakeScene, private readonly label: () => string) {
        this.chart = h("div", {class: "chart", role: "img"});
        this.box = h("div", {class: "chart-box"}, this.chart);
        if (kind.controls) this.controls.classList.add("map-controls");
        this.element.append(this.controls, this.legend, h("div", {class: "chart-row"}, this.box, this.side), this.under, this.files);
        this.nearness = new IntersectionObserver((entries) => {
            if (!entries.some((entry) => entry.isIntersecting)) return;
            this.near = true;
            this.nearness.disconnect();
            if (this.picture) this.show(this.picture);
        }, {rootMargin: "500px"});
        this.sizes = new ResizeObserver(() => {
            if (this.measure()) requestAnimationFrame(() => this.redraw());
        });
        this.nearness.observe(this.element);
        this.sizes.observe(this.element);
    }

    // Whether the box has another width than before. A page measures all its charts before it draws any: a width
    // that is read after a change makes the browser lay out the whole page.
    measure(): boolean {
        const before = this.width;
        this.width = this.box.clientWidth;
        return Math.abs(this.width - before) > 1;
    }

    // After a change of language or of what is picked.
    renew(): void {
        this.scene = this.newScene();
        this.controls.replaceChildren(...(this.kind.controls?.(this.scene) ?? []));
        this.controls.hidden = this.controls.childElementCount === 0;
        this.redraw();
    }

    comeNear(): void {
        this.near = true;
    }

    redraw(): void {
        this.chart.setAttribute("aria-label", this.label());
        this.scene = this.newScene();
        let picture: Picture | null;
        try {
            picture = this.kind.draw(this.scene);
        } catch {
            return this.say("not_drawn");
        }
        if (!picture) return this.say("no_figures");
        this.height = Math.min(picture.height, tallest);
        this.legend.replaceChildren(...(picture.legend?.length ? [legendOf(picture.legend, this.scene.view.id)] : []));
        const tall = picture.height > tallest && !this.scene.printing;
        this.box.classList.toggle("tall", tall);
        if (tall) this.box.setAttribute("tabindex", "0");
        else this.box.removeAttribute("tabindex");
        this.chart.style.height = `${picture.height}px`;
        this.side.replaceChildren(...(picture.panel ? [picture.panel] : []));
        this.under.replaceChildren(...(picture.note ? [h("p", {class: "unfinished"}, picture.note)] : []));
        this.picture = picture;
        this.files.replaceChildren(...this.fileButtons());
        for (const control of this.controls.children) control.dispatchEvent(new Event("sync"));
        if (this.near) this.show(picture);
    }

    private newScene(): Scene {
        const printing = document.documentElement.classList.contains("printing");
        const width = printing ? printWidth : this.width || 600;
        return this.makeScene(width, this.memory, () => this.redraw());
    }

    private show(picture: Picture): void {
        const size = {width: this.scene?.width ?? 600, height: picture.height};
        if (this.drawn) this.drawn.resize(size);
        else this.drawn = init(this.chart, null, {renderer: "svg", ...size});
        try {
            this.drawn.setOption(picture.option, {notMerge: true});
        } catch {
            return this.say("not_drawn");
        }
        this.drawn.off("click");
        if (picture.click) {
            this.drawn.on("click", (at) => {
                if (at.name) picture.click?.(at.name);
            });
        }
        this.chart.dataset["drawn"] = "yes";
    }

    private say(word: OwnWord): void {
        this.drawn?.dispose();
        this.drawn = null;
        delete this.chart.dataset["drawn"];
        this.chart.style.height = "auto";
        this.legend.replaceChildren();
        this.side.replaceChildren();
        this.files.replaceChildren();
        this.picture = null;
        const language = this.scene?.language ?? "en";
        this.under.replaceChildren(h("p", {class: "said"}, say(word, language)));
    }

    private fileButtons(): HTMLElement[] {
        const {scene} = this;
        if (!scene) return [];
        const {view, language} = scene;
        const title = inLanguage(view.title, language);
        const button = (word: OwnWord, verb: OwnWord, save: () => void) => h("button", {
            type: "button", "data-save": word, "aria-label": `${say(verb, language)} ${say(word, language)}: ${title}`, onclick: save,
        }, say(word, language));
        return [
            button("save_svg", "save_as", () => {
                const file = this.file();
                if (file) saveText(svgText(chartSvg(file)), `${view.id}.svg`, "image/svg+xml");
            }),
            button("save_png", "save_as", () => {
                const file = this.file();
                if (file) void pngOf(chartSvg(file)).then((blob) => saveBlob(blob, `${view.id}.png`));
            }),
            button("save_rows", "save_rows_as", () => saveText(csvOf(scene.rows, scene.rows.columns), `${view.id}.csv`)),
        ];
    }

    private file(): ChartFile | null {
        const {scene, picture} = this;
        const chart = this.chart.querySelector("svg");
        if (!scene || !picture || !chart) return null;
        const {language, view} = scene;
        const shown = (view.picks ?? []).map((column) => {
            const pick = scene.report.document.picks.find((one) => one.column === column);
            return labelled(inLanguage(pick?.label, language) || scene.terms.column(column), scene.terms.picked(column, scene.picked.get(column) ?? ""), language);
        });
        return {
            title: inLanguage(view.title, language), shown: [...shown, picture.shown].filter((text) => text).join(" · "), legend: picture.legend ?? [], note: picture.note ?? "",
            chart, colours: scene.colours,
        };
    }
}
