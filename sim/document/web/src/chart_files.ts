// A chart as a file of its own: title, legend, picture and note in one SVG, and the same as PNG.
import type {LegendEntry} from "./charts/chart.js";
import {textWidth} from "./charts/style.js";
import type {Colours} from "./colours.js";
import {svg} from "./dom.js";
import {legendMark} from "./legend.js";

export interface ChartFile {
    readonly title: string;
    readonly shown: string;   // what is picked
    readonly legend: readonly LegendEntry[];
    readonly note: string;
    readonly chart: SVGElement;
    readonly colours: Colours;
}

const margin = 16;
const line = 18;

interface Written {
    readonly element: SVGElement;
    readonly height: number;
}

// Words of one script are kept whole; Chinese may break anywhere.
function wrapped(text: string, width: number, size: number): string[] {
    const lines: string[] = [];
    let current = "";
    for (const part of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
        if (current !== "" && textWidth((current + part).trimEnd(), size) > width) {
            lines.push(current.trimEnd());
            current = "";
        }
        current += part;
    }
    return current.trim() === "" ? lines : [...lines, current.trimEnd()];
}

function paragraph(file: ChartFile, text: string, top: number, width: number, size: number, more: Record<string, string>): Written {
    const lines = wrapped(text, width - 2 * margin, size);
    const each = Math.round(size * 1.4);
    const element = svg("g", {fill: file.colours.ink, "font-size": size, "font-family": file.colours.font, ...more},
        ...lines.map((one, at) => svg("text", {x: margin, y: top + size + at * each}, one)));
    return {element, height: lines.length * each};
}

function legend(file: ChartFile, top: number, width: number): Written {
    const {colours} = file;
    const drawn: SVGElement[] = [];
    let [x, y] = [margin, top];
    file.legend.forEach((entry, at) => {
        const mark = entry.mark === "ramp" ? 126 : 20;
        const room = mark + textWidth(entry.text, 12.5) + 18;
        if (x > margin && x + room > width - margin) [x, y] = [margin, y + line];
        drawn.push(svg("g", {transform: `translate(${x} ${y})`}, legendMark(entry, `ramp-${at}`),
            svg("text", {x: mark, y: 11.5, fill: colours.ink, "font-size": 12.5, "font-family": colours.font}, entry.text)));
        x += room;
    });
    return {element: svg("g", {}, ...drawn), height: drawn.length > 0 ? y - top + line + 4 : 0};
}

export function chartSvg(file: ChartFile): SVGElement {
    const [width, height] = [Number(file.chart.getAttribute("width")), Number(file.chart.getAttribute("height"))];
    const parts: SVGElement[] = [];
    let top = margin - 4;
    const add = (one: Written) => {
        parts.push(one.element);
        top += one.height;
    };
    add(paragraph(file, file.title, top, width, 15, {"font-weight": "700"}));
    if (file.shown !== "") add(paragraph(file, file.shown, top, width, 12.5, {fill: file.colours.accent}));
    top += 6;
    add(legend(file, top, width));
    const chart = file.chart.cloneNode(true) as SVGElement;
    for (const [name, value] of [["x", 0], ["y", top], ["width", width], ["height", height]] as const) chart.setAttribute(name, String(value));
    chart.removeAttribute("style");
    add({element: chart, height});
    if (file.note !== "") add(paragraph(file, file.note, top, width, 12.5, {fill: file.colours.soft}));
    const whole = Math.ceil(top + margin / 2);
    return svg("svg", {xmlns: "http://www.w3.org/2000/svg", width, height: whole, viewBox: `0 0 ${width} ${whole}`},
        svg("title", {}, file.title), svg("rect", {width, height: whole, fill: file.colours.sheet}), ...parts);
}

export function svgText(element: SVGElement): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
}

const pixels = 2;  // of the PNG, per px

export async function pngOf(element: SVGElement): Promise<Blob> {
    const [width, height] = [Number(element.getAttribute("width")), Number(element.getAttribute("height"))];
    const image = new Image(width, height);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(element))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * pixels, height * pixels];
    const brush = canvas.getContext("2d");
    if (!brush) throw new Error("no canvas");
    brush.scale(pixels, pixels);
    brush.drawImage(image, 0, 0, width, height);
    return new Promise((done, refuse) => canvas.toBlob((blob) => (blob ? done(blob) : refuse(new Error("no picture"))), "image/png"));
}
