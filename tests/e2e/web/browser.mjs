// Chromium, and pages of reports in it that tell what they asked for and what they complained of.
import {existsSync} from "node:fs";
import {pathToFileURL} from "node:url";
import {test} from "node:test";
import {chromium} from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const chromiumFlags = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];

// A test that ends, whatever hangs.
export function check(name, body) {
    return test(name, {timeout: 300_000}, body);
}

let running;
const contexts = new Set();
export async function browser() {
    if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}\nfix: install it, or set CHROMIUM`);
    running ??= chromium.launch({executablePath, args: chromiumFlags});
    return running;
}
// After each test, whether it passed or not.
export async function closeReports() {
    for (const context of contexts) await context.close();
    contexts.clear();
}
export async function closeBrowser() {
    await (await running)?.close();
    running = undefined;
}

// `said`: errors and warnings of the console and of scripts; `asked`: addresses other than the file's own.
export async function openReport(file, {width = 1366, height = 768, hash = "", query = "", ...context} = {}) {
    const own = await (await browser()).newContext({viewport: {width, height}, ...context});
    contexts.add(own);
    const page = await own.newPage();
    const address = pathToFileURL(file).href;
    const said = [];
    const asked = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("dialog", (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) asked.push(request.url());
    });
    const begun = Date.now();
    await page.goto(address + query + hash, {waitUntil: "load"});
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const opened_ms = Date.now() - begun;
    return {page, said, asked, opened_ms};
}

// Brings every chart near the window, so that all are drawn.
export async function drawAll(page) {
    await page.evaluate(async () => {
        const rest = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        for (const view of document.querySelectorAll("article.view")) {
            view.scrollIntoView({behavior: "instant", block: "center"});
            const chart = view.querySelector(".chart");
            for (let turn = 0; turn < 100 && chart && !chart.dataset.drawn && chart.isConnected; ++turn) await rest();
            await rest();
        }
        scrollTo({top: 0, behavior: "instant"});
        await rest();
    });
}

export function documentOf(page) {
    return page.evaluate(() => JSON.parse(document.getElementById("document").textContent));
}
