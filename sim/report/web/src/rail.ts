// Beside or above the report: its sections, what is picked, language, colours, printing.
import type {Language, ReportDocument} from "./document.js";
import {h, select} from "./dom.js";
import type {State, Theme} from "./state.js";
import {inLanguage, Terms} from "./terms.js";
import {say} from "./words.js";

function contents(report: ReportDocument, state: State, go: (section: string) => void): HTMLElement {
    const {language} = state;
    return h("nav", {"aria-label": say("sections", language)}, h("ol", {}, ...report.sections.map((section, at) =>
        h("li", {}, h("a", {
            href: `#${encodeURIComponent(section.id)}`, "data-section": section.id, onclick: (event) => {
                event.preventDefault();
                go(section.id);
            },
        }, h("span", {class: "number"}, String(at + 1)), h("span", {}, inLanguage(section.title, language)))))));
}

function picks(report: ReportDocument, state: State): HTMLElement | null {
    const {language} = state;
    const several = (report.picks ?? []).filter((pick) => pick.values.length > 1);
    if (several.length === 0) return null;
    const terms = new Terms(report, language);
    return h("div", {class: "picks", role: "group", "aria-label": say("picks", language)},
        h("div", {class: "heading"}, say("picks", language)),
        ...several.map((pick) => {
            const list = select(inLanguage(pick.label, language), pick.values.map((value) => [value, terms.cell(value)] as const),
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

export function railOf(report: ReportDocument, state: State, go: (section: string) => void, print: () => void): HTMLElement {
    const {language} = state;
    const languages = twoWay<Language>(say("language", language), [["en", "EN", "en"], ["zh", "中文", "zh"]], language,
        (value) => state.setLanguage(value));
    const themes = twoWay<Theme>(say("theme", language), [["light", say("light", language), ""], ["dark", say("dark", language), ""]],
        state.theme, (value) => state.setTheme(value));
    return h("div", {class: "rail"}, h("div", {class: "mark"}, "Meridian"), contents(report, state, go), picks(report, state),
        h("div", {class: "switches"}, languages, themes,
            h("button", {type: "button", class: "print", onclick: print}, say("print", language))));
}

export function markCurrent(rail: HTMLElement, section: string): void {
    for (const link of rail.querySelectorAll<HTMLElement>("nav a")) {
        const current = link.dataset["section"] === section;
        if (current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
        const list = link.closest("nav");
        if (current && list && list.scrollWidth > list.clientWidth) {
            list.scrollLeft = link.offsetLeft - list.clientWidth / 3;
        }
    }
}
