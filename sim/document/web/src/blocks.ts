// Sentences and tiles.
import {copyText} from "./csv.js";
import type {Language, Sentence, Tiles, Tone} from "./document.js";
import {h} from "./dom.js";
import {inLanguage} from "./terms.js";
import {say} from "./words.js";

const named: readonly Tone[] = ["warning", "missing"];

function command(text: string, language: Language): HTMLElement {
    const button = h("button", {type: "button"}, say("copy", language));
    button.addEventListener("click", async () => {
        button.textContent = say((await copyText(text)) ? "copied" : "not_copied", language);
    });
    return h("div", {class: "command"}, h("pre", {tabindex: 0, role: "region", "aria-label": say("command", language)}, text), button);
}

export function sentenceOf(block: Sentence, language: Language): HTMLElement {
    const text = inLanguage(block.text, language);
    if (block.tone === "command") return command(text, language);
    const tone = named.includes(block.tone) ? h("span", {class: "tone"}, say(block.tone as "warning", language)) : null;
    const lead = inLanguage(block.lead, language);
    const isAnswer = lead !== "" && block.tone !== "warning";  // a warning is marked by its tone
    return h("p", {class: `sentence ${block.tone}${isAnswer ? " answer" : ""}`},
        tone, isAnswer && h("span", {class: "lead"}, lead), text);
}

export function tilesOf(block: Tiles, language: Language): HTMLElement {
    const rows = Math.ceil(block.tiles.length / 5);
    const across = Math.ceil(block.tiles.length / Math.max(1, rows));
    const of = inLanguage(block.of, language);
    const tiles = h("dl", {class: "tiles", style: `--across: ${across}`}, ...block.tiles.map((tile) => {
        const note = inLanguage(tile.note, language);
        return h("div", {class: "tile"}, h("dt", {}, inLanguage(tile.label, language)),
            // A unit such as acc-h stays whole.
            h("dd", {class: "value"}, inLanguage(tile.value, language).replace(/-/g, "-\u2060")),
            note !== "" && h("dd", {class: "note"}, note));
    }));
    return h("div", {class: "tiles-of"}, of !== "" && h("p", {class: "of"}, of), tiles);
}
