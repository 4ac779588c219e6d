// Views that are shut until asked for: one fold for all of a section, in it one for each.
import type {Language, View} from "./document.js";
import {h} from "./dom.js";
import {findingOf} from "./headings.js";
import {say} from "./words.js";

function titleOf(views: readonly View[], language: Language): string {
    const charts = views.filter((view) => view.chart).length;
    const count = (n: number, one: "one_chart" | "one_table", several: "charts" | "tables") =>
        n === 0 ? [] : [n === 1 ? say(one, language) : say(several, language).replace("{n}", String(n))];
    const parts = [...count(charts, "one_chart", "charts"), ...count(views.length - charts, "one_table", "tables")];
    return say("more_views", language).replace("{parts}", parts.join(say("and", language)));
}

function foldOf(id: string, kind: string, title: string, body: HTMLElement): HTMLDetailsElement {
    return h("details", {class: kind, "data-fold": id}, h("summary", {}, title), body);
}

// The folds of one section.
export class Folds {
    readonly element: HTMLDetailsElement;
    private readonly each: ReadonlyMap<string, HTMLDetailsElement>;

    // `opened`: ids of folds that the reader has open, kept here; `make` makes a view when it is first to be seen.
    constructor(section: string, private readonly views: readonly View[], language: Language, private readonly opened: Set<string>,
        private readonly make: (view: View) => HTMLElement) {
        this.each = new Map(views.map((view) => [view.id, foldOf(view.id, "fold", findingOf(view, language), h("div", {class: "fold-body"}))]));
        this.element = foldOf(`section ${section}`, "more-views", titleOf(views, language), h("div", {class: "folds"}, ...this.each.values()));
        for (const fold of [this.element, ...this.each.values()]) {
            fold.open = opened.has(fold.dataset["fold"] ?? "");
            fold.addEventListener("toggle", () => this.note(fold));
            this.note(fold);
        }
    }

    // Opens the fold of a view; nothing if it is none of these.
    open(view: string): HTMLElement | null {
        const fold = this.each.get(view);
        if (!fold) return null;
        for (const one of [this.element, fold]) {
            one.open = true;
            this.note(one);
        }
        return fold;
    }

    private note(fold: HTMLDetailsElement): void {
        const id = fold.dataset["fold"] ?? "";
        if (!fold.open) return void this.opened.delete(id);
        this.opened.add(id);
        const view = this.views.find((one) => fold === this.each.get(one.id));
        const body = fold.querySelector(".fold-body");
        if (view && body?.childElementCount === 0) body.append(this.make(view));
    }
}
