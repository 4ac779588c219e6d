// Committed tables of the repository, as tables of a document.
import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {textOf} from "./units.mjs";
import {heads, kinds} from "./words.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

function cellsOf(line) {
    const cells = [];
    for (const found of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
        cells.push(found[1] !== undefined ? found[1].replaceAll('""', '"') : found[2]);
    }
    return cells;
}

// Rows as objects; units in heads ("capacity [Gbit/s]") are left off.
export function readRows(path) {
    const [head, ...lines] = readFileSync(root + path, "utf8").trimEnd().split("\n");
    const names = cellsOf(head).map((name) => name.replace(/ \[.*\]$/, ""));
    return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, at) => [names[at], cell])));
}

const byUnit = [
    [/^cost_cny_per_active_accelerator_hour/, "money_per_h"], [/^(difference|regret|swing|mean|static|at_)/, "money"],
    [/cny/, "money"], [/_kwh/, "energy"], [/_kw$/, "power"], [/carbon_kg/, "carbon"],
    [/share|attainment|allocation|utilisation|subscription|_ratio|^use_mean/, "share"], [/bytes/, "data"], [/_gbps/, "data_rate"], [/_s(_|$)/, "duration"],
    [/hours/, "hours"], [/_deg$/, "degrees"], [/^(accelerators|jobs|runs|sites|requests|stock|used_mean|used|headroom)/, "count"],
];

export function quantityOf(column, rows) {
    const figures = rows.some((row) => typeof row[column] === "number");
    if (!figures) return "text";
    return byUnit.find(([pattern]) => pattern.test(column))?.[1] ?? "number";
}

function cell(value) {
    if (value === undefined || value === null || value === "") return null;
    return typeof value === "string" && /^-?\d+(\.\d+)?(e-?\d+)?$/.test(value) ? Number(value) : value;
}

const ends = {mean: ["low", "high"], difference_at_low: ["at_low_low", "at_low_high"], difference_at_high: ["at_high_low", "at_high_high"]};

const better = {wait: "lower", slo_attainment: "higher", net_cost_cny_per_year: "lower"};
const signed = (key, figure, text) => (key.startsWith("difference") && figure > 0 ? `+${text}` : text);

// Rows are objects. `row_quantities`: of the columns of quantity "number".
export function tableOf(rows, keys = Object.keys(rows[0] ?? {}), quantities = {}, row_quantities = undefined) {
    const held = rows.map((row) => Object.fromEntries(keys.map((key) => [key, cell(row[key])])));
    // Ends are of the quantity of their figure.
    const ofEnds = Object.fromEntries(keys.flatMap((key) => (ends[key] ?? []).map((end) => [end, quantities[key] ?? quantityOf(key, held)])));
    const columns = keys.map((key) => {
        const [low, high] = ends[key] ?? [`${key}_low`, `${key}_high`];
        const text = key.replaceAll("_", " ");
        return {
            key, head: heads[key] ?? {en: text, zh: text}, quantity: quantities[key] ?? ofEnds[key] ?? quantityOf(key, held), names: kinds[key],
            ...(keys.includes(low) && keys.includes(high) ? {low, high} : {}), ...(better[key] ? {better: better[key]} : {}),
        };
    });
    const texts = columns.map(({key, quantity}) => quantity === "text" ? null : Object.fromEntries(["en", "zh"].map((language) =>
        [language, held.map((row, at) => signed(key, row[key], textOf(row[key], quantity === "number" ? row_quantities?.[at] : quantity, language)))])));
    return {columns, rows: held.map((row) => keys.map((key) => row[key])), texts, row_quantities};
}

// A figure in [0, 1) that depends on nothing but the text.
export function chance(text) {
    let hash = 2166136261;
    for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 2246822507) >>> 0;
    return ((hash ^ (hash >>> 13)) >>> 0) / 4294967296;
}
