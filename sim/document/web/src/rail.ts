// Beside or above the report: its sections and folded views, what is picked, language, colours, printing.
import type {Language, ReportDocument, Section} from "./document.js";
import {h, select} from "./dom.js";
import {foldedOf} from "./report.js";
import type {State, Theme} from "./state.js";
import {inLanguage, Terms} from "./terms.js";
import {say} from "./words.js";

type Go = (target: string) => void;

function linkTo(target: string, go: Go, ...text: (string | HTMLElement)[]): HTMLElement {
    return h("a", {href: `#${encodeURIComponent(target)}`, "data-target": target, onclick: (event) => {
        event.preventDefault();
        go(target);
    }}, ...text);
}

function entry(section: Section, at: number, language: Language, go: Go): HTMLElement {
    const folded = foldedOf(section);
    const link = linkTo(section.id, go, h("span", {class: "number"}, String(at + 1)), h("span", {}, inLanguage(section.title, language)));
    return h("li", {"data-section": section.id}, link, folded.length > 0 && h("ol", {class: "folded"}, ...folded.map((view) =>
        h("li", {}, linkTo(`view-${view.id}`, go, inLanguage(view.title, language))))));
}

function picks(report: ReportDocument, state: State): HTMLElement | null {
    const {language} = state;
    const several = report.picks.filter((pick) => pick.values.length > 1);
    if (several.length === 0) return null;
    const terms = new Terms(report, language);
    return h("div", {class: "picks", role: "group", "aria-label": say("picks", language)},
        h("div", {class: "heading"}, say("picks", language)),
        ...several.map((pick) => {
            const list = select(inLanguage(pick.label, language), pick.values.map((value) => [value, terms.picked(pick.column, value)] as const),
                state.picked.get(pick.column) ?? pick.first, (value) => state.pick(pick.column, value));
            list.querySelector("select")?.setAttribute("data-pick", pick.column);
            return list;
        }));
}

function twoWay<T extends string>(label: string, choices: readonly (readonly [T, string, string])[], now: T, chosen: (value: T) => void): HTMLElement {
    return h("div", {class: "switch", role: "group", "aria-label": label}, ...choices.map(([value, text, lang]) =>
        h("button", {
            type: "button", "data-choice": value, "aria-pressed": value === now ? "true" : "false", lang: lang || null,
            onclick: () => chosen(value),
        }, text)));
}

export function railOf(report: ReportDocument, state: State, go: Go, print: () => void): HTMLElement {
    const {language} = state;
    const languages = twoWay<Language>(say("language", language), [["en", "EN", "en"], ["zh", "中文", "zh"]], language,
        (value) => state.setLanguage(value));
    const themes = twoWay<Theme>(say("theme", language), [["light", say("light", language), ""], ["dark", say("dark", language), ""]],
        state.theme, (value) => state.setTheme(value));
    return h("div", {class: "rail"}, h("div", {class: "mark"}, "Meridian"),
        h("nav", {"aria-label": say("sections", language)}, h("ol", {}, ...report.sections.map((section, at) => entry(section, at, language, go)))),
        picks(report, state),
        h("div", {class: "switches"}, languages, themes,
            h("button", {type: "button", class: "print", onclick: print}, say("print", language))));
}

// `target` is the section, or a view in it.
export function markCurrent(rail: HTMLElement, section: string, target: string): void {
    for (const link of rail.querySelectorAll<HTMLElement>("nav a")) {
        const current = [section, target].includes(link.dataset["target"] ?? "");
        if (current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
        const list = link.closest("nav");
        if (current && list && list.scrollWidth > list.clientWidth) {
            list.scrollLeft = link.offsetLeft - list.clientWidth / 3;
        }
    }
    for (const item of rail.querySelectorAll<HTMLElement>("nav > ol > li")) {
        item.classList.toggle("current", item.dataset["section"] === section);
    }
}
