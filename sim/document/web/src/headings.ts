// Titles: what was found in large with the noun small above it; the noun alone where nothing was.
import type {Language, Words} from "./document.js";
import {h, type Child} from "./dom.js";
import {inLanguage} from "./terms.js";

interface Titled {
    readonly title: Words;
    readonly finding?: Words;
}

export function findingOf({title, finding}: Titled, language: Language): string {
    return inLanguage(finding, language) || inLanguage(title, language);
}

export function headingOf(tag: "h2" | "h3", titled: Titled, language: Language, number?: string): HTMLElement {
    const [noun, finding] = [inLanguage(titled.title, language), inLanguage(titled.finding, language)];
    const before: Child = number === undefined ? null : h("span", {class: "number"}, number);
    const above = finding !== "" && h("span", {class: "noun"}, before, " ", noun);
    return h(tag, {}, above, above ? null : before, h("span", {class: "finding"}, finding || noun));
}
