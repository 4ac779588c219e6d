// The whole page, and what happens when the reader changes language, colours or picks, or prints.
import {sentenceOf, tilesOf} from "./blocks.js";
import type {Block, Section} from "./document.js";
import {h} from "./dom.js";
import {markCurrent, railOf} from "./rail.js";
import type {Report} from "./report.js";
import type {State} from "./state.js";
import {inLanguage} from "./terms.js";
import {ViewBox} from "./view_box.js";
import {say} from "./words.js";

export class Page {
    private readonly root = document.getElementById("page") ?? document.body;
    private views: ViewBox[] = [];
    private rail: HTMLElement = h("div", {});
    private watching = false;

    constructor(private readonly report: Report, private readonly state: State) {
        this.dress();
        this.build();
        state.listen((change, column) => {
            if (change === "language") this.rebuild();
            if (change === "theme") this.recolour();
            if (change === "picks") this.repick(column);
        });
        this.watchSections();
        if (state.section !== "") this.go(state.section, false);
    }

    // For paper: light, at the width of the sheet, every chart drawn.
    print(on: boolean): void {
        if (on === this.state.printing) return;
        document.documentElement.classList.toggle("printing", on);
        this.state.setPrinting(on);
        for (const view of this.views) view.renew();
        if (on) for (const view of this.views) view.drawNow();
    }

    private dress(): void {
        const {language, theme} = this.state;
        document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
        document.documentElement.dataset["theme"] = theme;
        document.title = inLanguage(this.report.document.title, language) || "Meridian";
    }

    private build(): void {
        const {document: report} = this.report;
        const {language} = this.state;
        this.views = [];
        this.rail = railOf(report, this.state, (section) => this.go(section, true), () => {
            this.print(true);
            window.print();
        });
        const subtitle = inLanguage(report.subtitle, language);
        const main = h("main", {id: "report", tabindex: -1},
            h("header", {class: "head"}, h("h1", {}, inLanguage(report.title, language)),
                subtitle !== "" && h("p", {class: "subtitle"}, subtitle),
                h("p", {class: "made"}, this.made())),
            ...report.sections.map((section, at) => this.section(section, at)), this.foot());
        this.root.replaceChildren(
            h("a", {class: "skip", href: "#report", onclick: (event) => {
                event.preventDefault();
                main.focus();
            }}, say("skip", language)),
            h("div", {class: "shell"}, this.rail, main));
        markCurrent(this.rail, this.state.section || (report.sections[0]?.id ?? ""));
    }

    private made(): string {
        const made = this.report.document.made;
        return [say("made_by", this.state.language), made?.version, made?.commit].filter((part) => part).join(" · ");
    }

    private section(section: Section, at: number): HTMLElement {
        const {language} = this.state;
        const before = this.views.length;
        const blocks = h("div", {class: "blocks"}, ...section.blocks.map((block) => this.block(block)));
        pair(blocks, this.views.slice(before));
        return h("section", {class: "part", id: `section-${section.id}`, "data-section": section.id, tabindex: -1},
            h("h2", {}, h("span", {class: "number"}, String(at + 1)), h("span", {}, inLanguage(section.title, language))), blocks);
    }

    private block(block: Block): HTMLElement {
        const {language} = this.state;
        if (block.kind === "sentence") return sentenceOf(block, language);
        if (block.kind === "tiles") return tilesOf(block, language);
        const view = new ViewBox(block, this.report, this.state);
        this.views.push(view);
        return view.element;
    }

    private foot(): HTMLElement {
        const {language} = this.state;
        const licences = document.getElementById("licences");
        const text = licences instanceof HTMLTemplateElement ? (licences.content.textContent ?? "") : "";
        return h("footer", {class: "foot"}, h("p", {}, say("offline", language)),
            h("details", {}, h("summary", {}, say("licences", language)), h("pre", {tabindex: 0}, text)));
    }

    private rebuild(): void {
        const before = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["choice"] : undefined;
        const place = this.place();
        this.dress();
        this.build();
        this.watchSections();
        if (place) this.restore(place);
        if (before) this.rail.querySelector<HTMLElement>(`[data-choice="${before}"]`)?.focus({preventScroll: true});
    }

    private recolour(): void {
        this.dress();
        for (const button of this.rail.querySelectorAll<HTMLElement>("[data-choice]")) {
            const choice = button.dataset["choice"];
            button.setAttribute("aria-pressed", String(choice === this.state.theme || choice === this.state.language));
        }
        for (const view of this.views) view.recolour();
    }

    private repick(column: string): void {
        for (const view of this.views) if (view.follows(column)) view.renew();
    }

    private sections(): HTMLElement[] {
        return [...this.root.querySelectorAll<HTMLElement>("section.part")];
    }

    // The section that is read, and how far its top lies from the window's.
    private place(): {id: string; top: number} | null {
        const tops = this.sections().map((section) => ({id: section.id, top: section.getBoundingClientRect().top}));
        return tops.filter((one) => one.top < 160).pop() ?? null;
    }
    private restore(place: {id: string; top: number}): void {
        const section = document.getElementById(place.id);
        if (section) scrollBy({top: section.getBoundingClientRect().top - place.top, behavior: "instant"});
    }

    private go(section: string, byReader: boolean): void {
        const target = document.getElementById(`section-${section}`);
        if (!target) return;
        target.scrollIntoView();
        this.enter(section);
        if (byReader) target.focus({preventScroll: true});
    }

    private enter(section: string): void {
        this.state.enter(section);
        markCurrent(this.rail, section);
    }

    private watchSections(): void {
        if (this.watching) return;
        this.watching = true;
        let asked = false;
        addEventListener("scroll", () => {
            if (asked || this.state.printing) return;
            asked = true;
            requestAnimationFrame(() => {
                asked = false;
                const place = this.place();
                const section = place ? place.id.replace(/^section-/, "") : (this.report.document.sections[0]?.id ?? "");
                if (section !== this.state.section && (place || this.state.section !== "")) this.enter(section);
            });
        }, {passive: true});
    }
}

// Half-wide views that stand alone, or beside one of quite another height, take the whole width.
function pair(blocks: HTMLElement, views: readonly ViewBox[]): void {
    const all = [...blocks.children];
    const heights = new Map<Element, number>(views.map((view) => [view.element, view.chartHeight]));
    const alike = (one: Element, next: Element) => {
        const [a, b] = [heights.get(one) ?? 0, heights.get(next) ?? 0];
        return Math.max(a, b) - Math.min(a, b) < 240;
    };
    for (let at = 0; at < all.length; ++at) {
        const [one, next] = [all[at], all[at + 1]];
        if (!one?.classList.contains("half")) continue;
        if (next?.classList.contains("half") && alike(one, next)) ++at;
        else one.classList.remove("half");
    }
}
