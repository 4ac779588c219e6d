// The whole page, and what happens when the reader changes language, colours or picks, or prints.
import {sentenceOf, tilesOf} from "./blocks.js";
import type {Block, Section, View} from "./document.js";
import {h} from "./dom.js";
import {Folds} from "./folds.js";
import {headingOf} from "./headings.js";
import {pair} from "./pairs.js";
import {markCurrent, railOf} from "./rail.js";
import {foldedOf, type Report} from "./report.js";
import {runPages} from "./running.js";
import type {State} from "./state.js";
import {inLanguage} from "./terms.js";
import {ViewBox} from "./view_box.js";
import {say} from "./words.js";

export class Page {
    private readonly root = document.getElementById("page") ?? document.body;
    private readonly opened = new Set<string>();  // folds
    private views: ViewBox[] = [];
    private folds: Folds[] = [];
    private going = false;  // the next scroll is not the reader's
    private rail: HTMLElement = h("div", {});

    // `whole`: folded views are printed too.
    constructor(private readonly report: Report, private readonly state: State, private readonly whole: boolean) {
        this.dress();
        this.build();
        state.listen((change, column) => {
            if (change === "language") this.rebuild();
            if (change === "theme") this.recolour();
            if (change === "picks") this.repick(column);
            if (change === "address") this.readdress();
        });
        this.watchSections();
        // When charts have the heights that they take at the page's width.
        if (state.target !== "") requestAnimationFrame(() => requestAnimationFrame(() => this.go(this.state.target, false)));
    }

    // For paper: light, at the width of the sheet, every chart drawn.
    print(on: boolean): void {
        if (on === this.state.printing) return;
        document.documentElement.classList.toggle("printing", on);
        document.documentElement.classList.toggle("whole", on && this.whole);
        if (on && this.whole) for (const view of this.report.document.sections.flatMap(foldedOf)) this.unfold(view.id);
        this.state.setPrinting(on);
        this.dress();
        if (on) for (const view of this.views) view.comeNear();
        for (const view of this.views) view.renew();
    }

    private dress(): void {
        const {language, theme} = this.state;
        document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
        document.documentElement.dataset["theme"] = theme;
        document.title = inLanguage(this.report.document.title, language) || "Meridian";
        runPages(this.report.document, language);
    }

    private build(): void {
        const {document: report} = this.report;
        const {language} = this.state;
        this.views = [];
        this.folds = [];
        this.rail = railOf(report, this.state, (target) => this.go(target, true), () => {
            this.print(true);
            window.print();
        });
        const main = h("main", {id: "report", tabindex: -1}, this.head(),
            ...report.sections.map((section, at) => this.section(section, at)), this.foot());
        this.root.replaceChildren(
            h("a", {class: "skip", href: "#report", onclick: (event) => {
                event.preventDefault();
                main.focus();
            }}, say("skip", language)),
            h("div", {class: "shell"}, this.rail, main));
        this.fit(this.views);
        this.mark();
    }

    // Charts at the widths that they have on the page.
    private fit(views: readonly ViewBox[]): void {
        for (const view of views.filter((one) => one.measure())) view.redraw();
    }

    private head(): HTMLElement {
        const {language} = this.state;
        const {title, subtitle, header, made} = this.report.document;
        const under = inLanguage(subtitle, language);
        return h("header", {class: "head"}, h("h1", {}, inLanguage(title, language)),
            under !== "" && h("p", {class: "subtitle"}, under),
            header.length > 0 && h("dl", {class: "facts"}, ...header.map((fact) =>
                h("div", {}, h("dt", {}, inLanguage(fact.label, language)), h("dd", {}, inLanguage(fact.value, language))))),
            h("p", {class: "made"}, [say("made_by", language), made?.version, made?.commit].filter((part) => part).join(" · ")));
    }

    private section(section: Section, at: number): HTMLElement {
        const {language} = this.state;
        const before = this.views.length;
        const shown = section.blocks.filter((block) => block.kind !== "view" || !block.folded);
        const blocks = h("div", {class: "blocks"}, ...shown.map((block) => this.block(block)));
        pair(blocks, this.views.slice(before));
        return h("section", {class: "part", id: `section-${section.id}`, "data-section": section.id, tabindex: -1},
            headingOf("h2", section, language, String(at + 1)), blocks, this.folded(section));
    }

    private folded(section: Section): HTMLElement | null {
        const views = foldedOf(section);
        if (views.length === 0) return null;
        const folds = new Folds(section.id, views, this.state.language, this.opened, (view) => this.view(view));
        this.folds.push(folds);
        return folds.element;
    }

    private block(block: Block): HTMLElement {
        const {language} = this.state;
        if (block.kind === "sentence") return sentenceOf(block, language);
        return block.kind === "tiles" ? tilesOf(block, language) : this.view(block);
    }

    private view(view: View): HTMLElement {
        const box = new ViewBox(view, this.report, this.state);
        this.views.push(box);
        return box.element;
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
        if (place) this.restore(place);
        if (before) this.rail.querySelector<HTMLElement>(`[data-choice="${before}"]`)?.focus({preventScroll: true});
    }

    private recolour(): void {
        this.dress();
        for (const button of this.rail.querySelectorAll<HTMLElement>("[data-choice]")) {
            const choice = button.dataset["choice"];
            button.setAttribute("aria-pressed", String(choice === this.state.theme || choice === this.state.language));
        }
        for (const view of this.views) view.redraw();
    }

    private repick(column: string): void {
        for (const view of this.views) if (view.follows(column)) view.renew();
    }

    private readdress(): void {
        this.rebuild();
        if (this.state.target !== "") this.go(this.state.target, false);
    }

    // The section that is read, and how far its top lies from the window's.
    private place(): {id: string; top: number} | null {
        const sections = [...this.root.querySelectorAll<HTMLElement>("section.part")];
        const tops = sections.map((section) => ({id: section.id, top: section.getBoundingClientRect().top}));
        return tops.filter((one) => one.top < 160).pop() ?? null;
    }
    private restore(place: {id: string; top: number}): void {
        const section = document.getElementById(place.id);
        if (section) scrollBy({top: section.getBoundingClientRect().top - place.top, behavior: "instant"});
    }

    // To a section or a view, by its id or "view-" and its id. A view that is folded is opened.
    private go(target: string, byReader: boolean): void {
        const view = target.replace(/^view-/, "");
        const place = document.getElementById(`section-${target}`) ?? this.unfold(view) ?? document.getElementById(`view-${view}`);
        if (!place) return;
        this.going = true;
        place.scrollIntoView({behavior: "instant"});
        this.state.enter(target);
        this.mark();
        if (byReader) (place.querySelector<HTMLElement>(":scope > summary") ?? place)?.focus({preventScroll: true});
    }
    private unfold(view: string): HTMLElement | null {
        for (const folds of this.folds) {
            const fold = folds.open(view);
            if (fold) return fold;
        }
        return null;
    }

    // The section of what the address names.
    private current(): string {
        const {target} = this.state;
        const {sections} = this.report.document;
        if (sections.some((section) => section.id === target)) return target;
        return this.report.sectionOf(target.replace(/^view-/, "")) ?? sections[0]?.id ?? "";
    }
    private mark(): void {
        markCurrent(this.rail, this.current(), this.state.target);
    }

    private watchSections(): void {
        let asked = false;
        addEventListener("scroll", () => {
            if (asked || this.state.printing) return;
            asked = true;
            requestAnimationFrame(() => {
                asked = false;
                if (this.going) return void (this.going = false);
                const place = this.place();
                if (!place && this.state.target === "") return;
                const section = place ? place.id.replace(/^section-/, "") : (this.report.document.sections[0]?.id ?? "");
                if (section === this.current() && this.state.target !== "") return;
                this.state.enter(section);
                this.mark();
            });
        }, {passive: true});
    }
}
