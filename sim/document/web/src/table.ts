// The table behind a view: real cells, sorted by a click on a header, its figures as the document writes them.
import type {Column as Declared, Row} from "./document.js";
import {h} from "./dom.js";
import {nothing} from "./format.js";
import type {Frame} from "./frame.js";
import {inLanguage, type Terms} from "./terms.js";
import {say} from "./words.js";

const firstRows = 200;
const printedRows = 60;
const manyColumns = 9;

interface Column {
    readonly key: string;
    readonly head: string;
    readonly meaning: string;
    readonly figures: boolean;
    readonly long: boolean;
    readonly interval: readonly [string, string] | null;  // columns that stand under the figure
}

function columnOf(frame: Frame, {key, quantity, low, high, meaning}: Declared, keys: readonly string[], terms: Terms): Column {
    const figures = quantity !== "text";
    return {
        key, figures, head: terms.column(key), meaning: inLanguage(meaning, terms.language),
        long: !figures && frame.rows.some((row) => terms.shown(frame, row, key).length > 40),
        interval: low && high && keys.includes(low) && keys.includes(high) ? [low, high] : null,
    };
}

// Without the ends that stand under their figure.
function columnsOf(frame: Frame, keys: readonly string[], terms: Terms): readonly Column[] {
    const declared = keys.flatMap((key) => frame.column(key) ?? []);
    const all = declared.map((column) => columnOf(frame, column, keys, terms));
    const under = new Set(all.flatMap((column) => column.interval ?? []));
    return all.filter((column) => !under.has(column.key));
}

function intervalOf(frame: Frame, row: Row, column: Column, terms: Terms): HTMLElement | null {
    if (!column.interval) return null;
    const ends = column.interval.map((key) => {
        const raw = frame.text(row, key);
        return h("span", {"data-column": key, "data-value": raw, title: raw}, frame.written(row, key, terms.language));
    });
    const [low, high] = column.interval.map((key) => frame.figure(row, key));
    const none = low === null || high === null || low === high;
    return h("span", {class: none ? "interval unseen" : "interval"}, ends[0], " … ", ends[1]);
}

// The title is the raw figure, or the identifier where its display name is shown.
function cellOf(frame: Frame, row: Row, column: Column, at: number, terms: Terms): HTMLElement {
    const raw = frame.text(row, column.key);
    const text = raw === "" ? nothing : column.figures || typeof frame.cell(row, column.key) === "number" ? frame.written(row, column.key, terms.language) : terms.shown(frame, row, column.key);
    const sense = column.key === "verdict" && (raw === "better" || raw === "worse") ? ` verdict-${raw}` : "";
    const words = column.figures ? "figure" : column.long ? "words long" : "words";
    return h(at === 0 ? "th" : "td", {
        scope: at === 0 ? "row" : null, class: words + sense, "data-column": column.key, "data-value": raw, title: text === raw ? null : raw,
    }, h("span", {class: "own"}, text), intervalOf(frame, row, column, terms));
}

function compare(frame: Frame, {key}: Column, down: boolean): (a: Row, b: Row) => number {
    const way = down ? -1 : 1;
    return (a, b) => {
        const [x, y] = [frame.cell(a, key), frame.cell(b, key)];
        if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
        if (typeof x === "number" && typeof y === "number") return way * (x - y);
        return way * String(x).localeCompare(String(y), undefined, {numeric: true});
    };
}

// At which sides a box has more than it shows, and whether it has at any.
interface Beyond {
    readonly left: boolean;
    readonly right: boolean;
    readonly any: boolean;
}

function beyond(box: Element): Beyond {
    const width = box.scrollWidth - box.clientWidth;
    return {left: box.scrollLeft > 1, right: box.scrollLeft < width - 1, any: width > 1 || box.scrollHeight > box.clientHeight + 1};
}

// Says it by classes of what the box stands in, and lets the keyboard scroll the box then.
function mark(box: Element, {left, right, any}: Beyond): void {
    box.parentElement?.classList.toggle("more-left", left);
    box.parentElement?.classList.toggle("more-right", right);
    if (any) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
}

// One for all tables: it reads all before it changes any, so that the page is laid out once.
const sizes = new ResizeObserver((entries) => {
    const found = entries.map(({target}) => ({target, more: beyond(target)}));
    for (const {target, more} of found) mark(target, more);
});

export class TableBox {
    readonly element = h("div", {class: "table-part"});
    private readonly columns: readonly Column[];
    private sortedBy: Column | null = null;
    private down = false;
    private all = false;

    constructor(private readonly frame: Frame, keys: readonly string[], private readonly caption: string,
        private readonly terms: Terms, private readonly printing: boolean) {
        this.columns = columnsOf(frame, keys, terms);
        this.fill();
    }

    private fill(): void {
        const {frame} = this;
        const sorted = this.sortedBy ? frame.sorted(compare(frame, this.sortedBy, this.down)) : frame;
        const rows = sorted.rows.slice(0, this.printing ? printedRows : this.all ? Infinity : firstRows);
        const box = h("div", {class: "table-box", role: "region", "aria-label": this.caption}, this.table(rows, this.columns));
        const scroll = this.element.querySelector(".table-box")?.scrollLeft ?? 0;
        this.element.replaceChildren(box, ...(rows.length < frame.rows.length ? [this.more(rows.length)] : []));
        if (scroll > 0) box.scrollLeft = scroll;
        if (this.printing) return;
        box.addEventListener("scroll", () => mark(box, beyond(box)), {passive: true});
        sizes.observe(box);
    }

    private table(rows: readonly Row[], columns: readonly Column[]): HTMLTableElement {
        const cells = (row: Row) => columns.map((column, at) => cellOf(this.frame, row, column, at, this.terms));
        return h("table", {class: columns.length > manyColumns ? "many" : null}, h("caption", {class: "unseen"}, this.caption),
            h("thead", {}, h("tr", {}, ...columns.map((column) => this.header(column)))),
            h("tbody", {}, ...rows.map((row) => h("tr", {}, ...cells(row)))));
    }

    private header(column: Column): HTMLElement {
        const order = this.sortedBy === column ? (this.down ? "descending" : "ascending") : "none";
        const title = column.meaning === "" ? column.key : `${column.meaning} (${column.key})`;
        const text = h("span", {class: "order"}, column.head);
        return h("th", {scope: "col", "aria-sort": order, class: column.figures ? "figure" : "words", "data-column": column.key},
            this.printing ? text : h("button", {type: "button", title, onclick: () => this.sort(column)}, text));
    }

    // On a sheet of this width: smaller, down to what can still be read; what does not fit then stands in tables
    // below, each with the first column.
    fitSheet(width: number): void {
        const least = 0.75;
        const whole = this.element.querySelector("table");
        if (!whole || whole.scrollWidth <= width) return;
        const widths = [...whole.querySelectorAll("thead th")].map((head) => head.getBoundingClientRect().width);
        const rows = this.frame.rows.slice(0, printedRows);
        const parts = whole.scrollWidth * least <= width ? [whole]
            : splitBy(widths, width / least).map((places) => this.table(rows, places.flatMap((at) => this.columns[at] ?? [])));
        whole.parentElement?.replaceChildren(...parts);
        for (const part of parts) {
            if (part.scrollWidth > width) part.style.setProperty("zoom", Math.max(0.6, width / part.scrollWidth).toFixed(3));
        }
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
        const text = say("shown_of", language).replace("{n}", String(shown)).replace("{all}", String(this.frame.rows.length));
        return h("div", {class: "more"}, text, h("button", {type: "button", onclick: () => {
            this.all = true;
            this.fill();
        }}, say("all_rows", language)));
    }
}

// Places of columns in as few tables as hold them, the first column in each.
function splitBy(widths: readonly number[], most: number): number[][] {
    const first = widths[0] ?? 0;
    const parts: number[][] = [];
    let room = 0;
    widths.forEach((width, at) => {
        if (at === 0) return;
        if (parts.length === 0 || width > room) {
            parts.push([0]);
            room = most - first;
        }
        parts[parts.length - 1]?.push(at);
        room -= width;
    });
    return parts;
}
