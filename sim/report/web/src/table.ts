// The table behind a view: real cells, sorted by a click on a header, its figures as people read them.
import type {Row} from "./document.js";
import {h} from "./dom.js";
import {formatFigure, nothing} from "./format.js";
import type {Frame} from "./frame.js";
import {estimateOf, figureAt, intervalAt, quantityAt} from "./quantities.js";
import {largest, Scale, type Terms} from "./terms.js";
import {say} from "./words.js";

const firstRows = 200;
const printedRows = 60;
const manyColumns = 9;

interface Column {
    readonly name: string;
    readonly text: string;
    readonly figures: boolean;
    readonly scale: Scale | null;  // nothing: each cell in its own unit
    readonly signed: boolean;
    readonly long: boolean;
    readonly interval: readonly [string, string] | null;  // columns that stand under the figure
}

// One unit for a column whose figures are of one kind and lie within four powers of ten of each other.
function scaleOf(frame: Frame, name: string, terms: Terms, signed: boolean): Scale | null {
    const of = estimateOf(frame, name)?.figure ?? name;
    const kinds = new Set(frame.rows.map((row) => quantityAt(frame, row, of)));
    const [quantity] = kinds;
    if (kinds.size > 1 || quantity === undefined) return null;
    const sizes = frame.rows.map((row) => Math.abs(figureAt(frame, row, of) ?? 0)).filter((value) => value > 0);
    const most = largest(frame, of);
    const least = sizes.reduce((a, b) => Math.min(a, b), most);
    return least * 1e4 < most ? null : new Scale(most, quantity, terms.language, signed);
}

function columnOf(frame: Frame, name: string, names: readonly string[], terms: Terms): Column {
    const figures = frame.quantity(name) !== "text";
    const signed = /^(difference|swing)/.test(name);
    const scale = figures ? scaleOf(frame, name, terms, signed) : null;
    const long = !figures && frame.rows.some((row) => frame.text(row, name).length > 40);
    const estimate = estimateOf(frame, name);
    const ends = estimate && estimate.figure === name && names.includes(estimate.low) && names.includes(estimate.high)
        ? [estimate.low, estimate.high] as const : null;
    return {name, text: terms.column(name), figures, scale, signed, long, interval: ends};
}

// Without the ends that stand under their figure.
function columnsOf(frame: Frame, names: readonly string[], terms: Terms): readonly Column[] {
    const all = names.map((name) => columnOf(frame, name, names, terms));
    const under = new Set(all.flatMap((column) => column.interval ?? []));
    return all.filter((column) => !under.has(column.name));
}

function figureText(frame: Frame, row: Row, column: Column, terms: Terms, name = column.name): string {
    const value = figureAt(frame, row, name);
    const [low, high] = intervalAt(frame, row, name);
    if (column.scale) return column.scale.bare(value, low, high);
    const of = estimateOf(frame, name)?.figure ?? name;
    return formatFigure(value, {
        quantity: quantityAt(frame, row, name), language: terms.language, low, high, signed: column.signed,
        unit_of: of === name ? null : figureAt(frame, row, of),
    });
}

function intervalOf(frame: Frame, row: Row, column: Column, terms: Terms): HTMLElement | null {
    if (!column.interval) return null;
    const ends = column.interval.map((name) => {
        const raw = frame.text(row, name);
        return h("span", {"data-column": name, "data-value": raw, title: raw}, raw === "" ? nothing : figureText(frame, row, column, terms, name));
    });
    const [low, high] = column.interval.map((name) => frame.figure(row, name));
    const none = low === null || high === null || low === high;
    return h("span", {class: none ? "interval unseen" : "interval"}, ends[0], " … ", ends[1]);
}

function cellOf(frame: Frame, row: Row, column: Column, at: number, terms: Terms): HTMLElement {
    const cell = frame.cell(row, column.name);
    const tag = at === 0 ? "th" : "td";
    const raw = cell === null ? "" : String(cell);
    const kind = at === 0 ? {scope: "row"} : {};
    if (typeof cell === "number" && column.figures) {
        return h(tag, {...kind, class: "figure", "data-column": column.name, "data-value": raw, title: raw},
            h("span", {class: "own"}, figureText(frame, row, column, terms)), intervalOf(frame, row, column, terms));
    }
    const text = raw === "" ? nothing : typeof cell === "number" ? raw : terms.cell(raw);
    const sense = column.name === "verdict" && (raw === "better" || raw === "worse") ? ` verdict-${raw}` : "";
    const words = column.figures ? "figure" : column.long ? "words long" : "words";
    return h(tag, {...kind, class: words + sense, "data-column": column.name, "data-value": raw},
        h("span", {class: "own"}, text), intervalOf(frame, row, column, terms));
}

function compare(frame: Frame, column: Column, down: boolean): (a: Row, b: Row) => number {
    const way = down ? -1 : 1;
    return (a, b) => {
        const [x, y] = [frame.cell(a, column.name), frame.cell(b, column.name)];
        if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
        if (typeof x === "number" && typeof y === "number") return way * (x - y);
        return way * String(x).localeCompare(String(y), undefined, {numeric: true});
    };
}

export class TableBox {
    readonly element = h("div", {class: "table-part"});
    private readonly columns: readonly Column[];
    private sortedBy: Column | null = null;
    private down = false;
    private all = false;

    constructor(private readonly frame: Frame, names: readonly string[], private readonly caption: string,
        private readonly terms: Terms, private readonly printing: boolean) {
        this.columns = columnsOf(frame, names, terms);
        this.fill();
    }

    private fill(): void {
        const {frame, terms} = this;
        const sorted = this.sortedBy ? frame.sorted(compare(frame, this.sortedBy, this.down)) : frame;
        const limit = this.printing ? printedRows : this.all ? Infinity : firstRows;
        const rows = sorted.rows.slice(0, limit);
        const body = h("tbody", {}, ...rows.map((row) =>
            h("tr", {}, ...this.columns.map((column, at) => cellOf(frame, row, column, at, terms)))));
        const table = h("table", {class: this.columns.length > manyColumns ? "many" : null}, h("caption", {class: "unseen"}, this.caption),
            h("thead", {}, h("tr", {}, ...this.columns.map((column) => this.header(column)))), body);
        const box = h("div", {class: "table-box", tabindex: 0, role: "region", "aria-label": this.caption}, table);
        const scroll = this.element.querySelector(".table-box")?.scrollLeft ?? 0;
        this.element.replaceChildren(box, ...(rows.length < frame.rows.length ? [this.more(rows.length)] : []));
        box.scrollLeft = scroll;
    }

    private header(column: Column): HTMLElement {
        const order = this.sortedBy === column ? (this.down ? "descending" : "ascending") : "none";
        const unit = column.scale?.unit;
        const text = [h("span", {class: "order"}, column.text), unit ? h("span", {class: "unit"}, unit) : null];
        return h("th", {scope: "col", "aria-sort": order, class: column.figures ? "figure" : "words", "data-column": column.name},
            ...(this.printing ? text
                : [h("button", {type: "button", title: column.name, onclick: () => this.sort(column)}, ...text)]));
    }

    // Makes a table that is wider than the sheet smaller, down to what can still be read.
    fitSheet(width: number): void {
        const table = this.element.querySelector("table");
        if (!table || table.scrollWidth <= width) return;
        const ratio = width / table.scrollWidth;
        if (ratio < 0.6) table.classList.add("tight");
        table.style.setProperty("zoom", String(Math.max(0.6, Math.min(1, width / table.scrollWidth)).toFixed(3)));
    }

    private sort(column: Column): void {
        this.down = this.sortedBy === column ? !this.down : false;
        this.sortedBy = column;
        this.fill();
        const at = this.columns.indexOf(column);
        this.element.querySelectorAll<HTMLElement>("thead button")[at]?.focus();
    }

    private more(shown: number): HTMLElement {
        const {language} = this.terms;
        return h("div", {class: "more"}, `${shown} ${say("of_rows", language)} ${this.frame.rows.length}`,
            h("button", {type: "button", onclick: () => {
                this.all = true;
                this.fill();
            }}, say("all_rows", language)));
    }
}
