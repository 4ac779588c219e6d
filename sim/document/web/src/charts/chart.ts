// What a kind of chart is to the page.
import type {ECBasicOption} from "echarts/types/dist/shared";
import type {Colours} from "../colours.js";
import type {Language, View} from "../document.js";
import type {Frame} from "../frame.js";
import type {Picked, Report} from "../report.js";
import type {Terms} from "../terms.js";

export interface Scene {
    readonly report: Report;
    readonly view: View;
    readonly rows: Frame;  // of the view's table, as picked
    readonly picked: Picked;
    readonly terms: Terms;
    readonly language: Language;
    readonly colours: Colours;
    readonly width: number;  // px
    readonly printing: boolean;
    readonly memory: Map<string, string>;  // what the reader chose inside this chart
    readonly redraw: () => void;
}

export type Mark = "box" | "line" | "dashes" | "circle" | "ring" | "square" | "diamond" | "triangle" | "ramp";
export interface LegendEntry {
    readonly mark: Mark;
    readonly colour: string;
    readonly ramp?: readonly string[];
    readonly text: string;
}

export interface Picture {
    readonly option: ECBasicOption;
    readonly height: number;
    readonly legend?: readonly LegendEntry[];
    readonly note?: string;   // said under the chart
    readonly shown?: string;  // what the reader chose inside the chart, for files of it
    readonly panel?: Node;    // stands beside the chart, or under it
    readonly click?: (name: string) => void;  // the `name` of the item clicked
}

export interface ChartKind {
    readonly wide: boolean;  // takes the whole width of the page
    needs(options: Readonly<Record<string, string>>): readonly string[];  // columns without which nothing is drawn
    draw(scene: Scene): Picture | null;  // null: there is no figure
    controls?(scene: Scene): readonly Node[];
}

export function optionsOf(scene: Scene): Readonly<Record<string, string>> {
    return scene.view.options ?? {};
}
// Of the view's table, whatever is picked: what scales take their ends from.
export function allRows(scene: Scene): Frame {
    return scene.report.rows(scene.view.table, {...scene.view, picks: []}, scene.picked) ?? scene.rows;
}
export function listed(text: string | undefined): string[] {
    return (text ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
}
