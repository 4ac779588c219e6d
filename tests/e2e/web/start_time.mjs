// How long a report takes until a reader can use it: median of five openings, each in a new context.
// Usage: node start_time.mjs REPORT.html...
// Prints per file: bytes; ms of work of the page's thread until its first frames; ms by the clock until they are drawn
// and a folded view has answered a click.
import {statSync} from "node:fs";
import {resolve} from "node:path";
import {closeBrowser, closeReports, openReport} from "./browser.mjs";

const files = process.argv.slice(2);
if (files.length === 0) {
    console.error("usage: node start_time.mjs REPORT.html...");
    process.exit(2);
}
const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];

async function opened(file) {
    const begun = performance.now();
    const {page, worked_ms} = await openReport(file);
    await page.evaluate(() => {
        document.querySelector("main details > summary")?.click();
        return twoFrames();
    });
    const interactive_ms = performance.now() - begun;
    await closeReports();
    return {worked_ms, interactive_ms};
}

for (const file of files.map((one) => resolve(one))) {
    await opened(file);  // Chromium has started
    const turns = [];
    for (let turn = 0; turn < 5; ++turn) turns.push(await opened(file));
    const all = (key) => Math.round(median(turns.map((one) => one[key])));
    console.log(`${file}: ${statSync(file).size} bytes, worked ${all("worked_ms")} ms, interactive after ${all("interactive_ms")} ms`);
}
await closeBrowser();
