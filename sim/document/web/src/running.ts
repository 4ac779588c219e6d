// What stands in the margins of printed pages: title and date above, number of the page below.
import type {Language, ReportDocument} from "./document.js";
import {inLanguage} from "./terms.js";

function quoted(text: string): string {
    return `"${text.replace(/["\\\n\r\f<]/g, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`;
}

const most = 90;  // letters of a title

export function runPages(report: ReportDocument, language: Language): void {
    const title = [...inLanguage(report.title, language)];
    const short = title.length > most ? `${title.slice(0, most - 1).join("")}…` : title.join("");
    const date = report.header.find(({label}) => label.en.toLowerCase() === "date")?.value;
    const style = document.getElementById("running") ?? document.head.appendChild(document.createElement("style"));
    style.id = "running";
    style.textContent = `@page { @top-left { content: ${quoted(short)}; } @top-right { content: ${quoted(inLanguage(date, language))}; }
        @bottom-right { content: counter(page) " / " counter(pages); } }
        @page :first { @top-left { content: none; } @top-right { content: none; } }`;
}
