// A view on the page: title, reading, chart, and the table behind it a click away.
import {ChartBox, printWidth} from "./chart_box.js";
import type {Scene} from "./charts/chart.js";
import {kinds} from "./charts/kinds.js";
import {coloursNow} from "./colours.js";
import {copyText, csvOf, saveText} from "./csv.js";
import type {View} from "./document.js";
import {h} from "./dom.js";
import {Frame} from "./frame.js";
import {findingOf, headingOf} from "./headings.js";
import type {Report} from "./report.js";
import type {State} from "./state.js";
import {TableBox} from "./table.js";
import {inLanguage, Terms} from "./terms.js";
import {labelled, say} from "./words.js";

export class ViewBox {
    readonly element: HTMLElement;
    private readonly body = h("div", {});
    private readonly head = h("header", {});
    private readonly tableArea = h("div", {class: "table-area"});
    private chart: ChartBox | null = null;
    private open: boolean;

    constructor(private readonly view: View, private readonly report: Report, private readonly state: State) {
        const kind = kinds.get(view.chart ?? "");
        this.open = !view.chart;
        this.element = h("article", {class: "view", id: `view-${view.id}`, "data-view": view.id, "data-chart": view.chart ?? ""});
        if (kind && !kind.wide) this.element.classList.add("half");
        this.element.append(this.head, this.body, this.tableArea);
        if (kind) this.chart = new ChartBox(kind, (...given) => this.scene(...given), () => this.label());
        this.renew();
    }

    get half(): boolean {
        return this.element.classList.contains("half");
    }
    get chartHeight(): number {
        return this.chart?.height ?? 0;
    }
    // Once it stands on the page. Whether it is to be drawn at another width than before.
    measure(): boolean {
        return this.chart?.measure() ?? false;
    }
    follows(column: string): boolean {
        return (this.view.picks ?? []).includes(column);
    }
    // After a change of language, picks, or of printing.
    renew(): void {
        this.fillHead();
        const said = this.unable();
        if (said || !this.chart) this.body.replaceChildren(...(said ? [h("p", {class: "said"}, said)] : []));
        else {
            if (this.chart.element.parentNode !== this.body) this.body.replaceChildren(this.chart.element);
            this.chart.renew();
        }
        this.fillTable();
    }
    // After a change of colours or of width.
    redraw(): void {
        if (this.chart && !this.unable()) this.chart.redraw();
    }
    // Its chart is drawn from now on, wherever the reader is.
    comeNear(): void {
        this.chart?.comeNear();
    }

    private get language() {
        return this.state.language;
    }
    private rows(): Frame | undefined {
        return this.report.rows(this.view.table, this.view, this.state.picked);
    }
    private columns(frame: Frame): string[] {
        const asked = this.view.columns ?? [];
        return asked.length > 0 ? asked.filter((column) => frame.has(column)) : [...frame.columns];
    }
    private terms(): Terms {
        return new Terms(this.report.document, this.language, this.view.table);
    }
    private label(): string {
        return [findingOf(this.view, this.language), inLanguage(this.view.reading, this.language)]
            .filter((text) => text !== "").join(". ");
    }
    private scene(width: number, memory: Map<string, string>, redraw: () => void): Scene {
        return {
            report: this.report, view: this.view, rows: this.rows() ?? Frame.none, picked: this.state.picked,
            terms: this.terms(), language: this.language, colours: coloursNow(), width,
            printing: this.state.printing, memory, redraw,
        };
    }

    // Why there is no chart or no table, in the reader's language; nothing if there is one.
    private unable(): string {
        const rows = this.rows();
        if (!rows) return `${say("no_table", this.language)} ${this.view.table}`;
        if (rows.rows.length === 0) return say("no_rows", this.language);
        const kind = kinds.get(this.view.chart ?? "");
        if (!this.view.chart) return "";
        if (!kind) return `${say("no_chart", this.language)} “${this.view.chart}”`;
        const lacking = kind.needs(this.view.options ?? {}).filter((column) => !rows.has(column));
        return lacking.length > 0 ? `${say("no_column", this.language)} ${lacking.join(", ")}` : "";
    }

    private fillHead(): void {
        const {view, language} = this;
        const terms = this.terms();
        const shown = (view.picks ?? []).map((column) => {
            const pick = this.report.document.picks.find((one) => one.column === column);
            return labelled(inLanguage(pick?.label, language) || terms.column(column), terms.picked(column, this.state.picked.get(column) ?? ""), language);
        });
        const reading = inLanguage(view.reading, language);
        this.head.replaceChildren(headingOf("h3", view, language), this.tools(),
            ...(shown.length > 0 ? [h("p", {class: "shown"}, shown.join(" · "))] : []),
            ...(reading !== "" ? [h("p", {class: "reading"}, reading)] : []));
    }

    private tools(): HTMLElement {
        const {view, language} = this;
        const rows = this.rows();
        if (!rows || rows.rows.length === 0) return h("div", {class: "tools"});
        const title = inLanguage(view.title, language);
        const named = (word: string) => `${word}: ${title}`;
        const buttons: HTMLElement[] = [];
        if (view.chart) {
            const word = say(this.open ? "hide_table" : "table", language);
            buttons.push(h("button", {type: "button", class: "table-button", "aria-expanded": String(this.open), "aria-label": named(word), onclick: () => {
                this.open = !this.open;
                this.fillHead();
                this.fillTable();
                this.head.querySelector<HTMLElement>(".table-button")?.focus();
            }}, word));
        }
        if (this.open) {
            const copy = h("button", {type: "button", class: "copy-button", "aria-label": named(say("copy_csv", language))}, say("copy_csv", language));
            copy.addEventListener("click", async () => {
                const done = await copyText(csvOf(rows, this.columns(rows)));
                copy.textContent = say(done ? "copied" : "not_copied", language);
            });
            buttons.push(copy, h("button", {
                type: "button", class: "save-button", "aria-label": named(say("save_csv", language)),
                onclick: () => saveText(csvOf(rows, this.columns(rows)), `${view.id}.csv`),
            }, say("save_csv", language)));
        }
        return h("div", {class: "tools"}, ...buttons);
    }

    private fillTable(): void {
        const rows = this.rows();
        const printed = !this.view.chart || !this.state.printing;
        this.element.classList.toggle("open", this.open && !!this.view.chart && printed);
        this.element.classList.toggle("long", this.open && (rows?.rows.length ?? 0) > 25);
        if (!this.open || !printed || !rows || rows.rows.length === 0) return this.tableArea.replaceChildren();
        const table = new TableBox(rows, this.columns(rows), inLanguage(this.view.title, this.language),
            this.terms(), this.state.printing);
        this.tableArea.replaceChildren(table.element);
        if (this.state.printing) table.fitSheet(printWidth);
    }
}
