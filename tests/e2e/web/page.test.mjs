// What the page does with a document: header, findings, folds, print, edges of tables, both languages.
import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {execFileSync} from "node:child_process";
import {after, afterEach} from "node:test";
import {check, closeBrowser, closeReports, drawAll, openReport} from "./browser.mjs";
import {samples} from "./reports.mjs";
import {nationalDocument} from "./sample/national.mjs";
import {fill} from "./sample/write.mjs";
import {moduleOf} from "./source.mjs";

afterEach(closeReports);
after(closeBrowser);

const foldedOf = (report) => report.sections.flatMap((section) => section.blocks.filter((block) => block.folded).map((block) => ({...block, section: section.id})));
const seen = (page, selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);

// The page with another document in it.
function pageWith(made, name) {
    const file = samples().national.replace(/national\.html$/, `${name}.html`);
    const page = readFileSync(samples().national, "utf8").replace(/(id="document">)[^<]*/, "$1/*MERIDIAN-DATA*/");
    writeFileSync(file, made ? fill(page, made) : page);
    return file;
}

check("the header has its facts, a section its finding under its noun, tiles whose they are", async () => {
    const {page} = await openReport(samples().national, {hash: "#&lang=zh"});
    const made = nationalDocument();
    assert.deepEqual(await page.locator(".head .facts dt").allTextContents(), made.header.map((fact) => fact.label.zh));
    assert.deepEqual(await page.locator(".head .facts dd").allTextContents(), made.header.map((fact) => fact.value.zh));
    assert.equal(await page.textContent("#section-board h2 .finding"), made.sections[0].finding.zh);
    assert.match(await page.textContent("#section-board h2 .noun"), /决策摘要/);
    assert.equal(await page.locator("#section-map h2 .noun").count(), 0);
    assert.equal(await page.textContent("#section-map h2 .finding"), "地图");
    assert.equal(await page.textContent(".tiles-of .of"), "H 方案：偏西部，五次仿真");
});

check("folded views are shut, in the contents under their section, and open by their link", async () => {
    const {page} = await openReport(samples().national);
    const folded = foldedOf(nationalDocument());
    assert.ok(folded.length >= 5);
    assert.equal(await page.locator(".fold article").count(), 0);
    for (const view of folded) {
        const link = page.locator(`.rail li[data-section="${view.section}"] .folded a[data-target="view-${view.id}"]`);
        assert.equal(await link.textContent(), view.title.en);
    }
    await page.click('.rail a[data-target="layouts"]');
    assert.equal(await seen(page, ".rail .folded a"), folded.filter((view) => view.section === "layouts").length);
    await page.click('.rail a[data-target="view-x_share"]');
    await page.waitForSelector('[data-view="x_share"] .chart[data-drawn]');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "How much in X");
    assert.match(page.url(), /#view-x_share/);
    await page.click('[data-choice="zh"]');
    assert.equal(await seen(page, '[data-view="x_share"]'), 1, "stays open in the other language");
});

check("an address opens the folded view that it names, with and without 'view-'", async () => {
    for (const hash of ["#site_energy", "#view-site_energy"]) {
        const {page} = await openReport(samples().national, {hash});
        await page.waitForSelector('[data-view="site_energy"] .chart[data-drawn]');
        const top = await page.evaluate(() => document.querySelector('[data-fold="site_energy"]').getBoundingClientRect().top);
        assert.ok(top >= -5 && top < 400, `${hash}: ${top}`);
    }
});

check("the keyboard opens a fold in place", async () => {
    const {page} = await openReport(samples().national);
    const more = page.locator("#section-layouts .more-views > summary");
    assert.match(await more.textContent(), /^More: 2 charts$/);
    await more.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.waitForSelector('#section-layouts .fold article .chart[data-drawn]');
    await page.keyboard.press("Space");
    assert.equal(await seen(page, "#section-layouts .fold article"), 0);
});

check("print leaves folded views out, opened or not, unless all is asked for", async () => {
    const folded = foldedOf(nationalDocument()).length;
    for (const [query, shown] of [["?print", 0], ["?print=full", folded]]) {
        const {page} = await openReport(samples().national, {query, hash: "#view-x_share"});
        assert.equal(await seen(page, ".fold article"), shown, query);
    }
});

check("printed pages have title, date and number, and no heading stands last", async () => {
    const {page} = await openReport(samples().national, {query: "?print"});
    const file = samples().national.replace(/html$/, "pdf");
    await page.pdf({path: file, preferCSSPageSize: true});
    const pages = execFileSync("pdftotext", ["-layout", file, "-"], {encoding: "utf8"}).split("\f").slice(0, -1);
    const {title, sections} = nationalDocument();
    const nouns = sections.flatMap((section) => [section, ...section.blocks.filter((block) => block.kind === "view")]).map((one) => (one.finding ?? one.title).en);
    pages.forEach((text, at) => {
        const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
        assert.equal(lines.at(-1), `${at + 1} / ${pages.length}`);
        if (at > 0) assert.match(lines[0], new RegExp(`^${title.en.replaceAll("+", "\\+")}\\s+2025-07-14$`));
        assert.ok(!nouns.includes(lines.at(-2).replace(/^\d+\s+/, "")), `page ${at + 1} ends with "${lines.at(-2)}"`);
    });
});

check("a table that is wider than the phone scrolls in its box, and shows at which side there is more", async () => {
    const {page} = await openReport(samples().national, {width: 390, height: 844});
    const box = page.locator('[data-view="links"] .table-box');
    await box.scrollIntoViewIfNeeded();
    const shadows = () => page.locator('[data-view="links"] .table-part').evaluate((part) => ["::before", "::after"].map((side) => getComputedStyle(part, side).opacity));
    await page.waitForFunction(() => document.querySelector('[data-view="links"] .table-part').classList.contains("more-right"));
    await page.waitForTimeout(300);
    assert.deepEqual(await shadows(), ["0", "1"]);
    await box.focus();
    assert.equal(await page.evaluate(() => document.activeElement.className), "table-box");
    await box.evaluate((one) => (one.scrollLeft = one.scrollWidth));
    await page.waitForTimeout(300);
    assert.deepEqual(await shadows(), ["1", "0"]);
});

check("names are shown, identifiers in the tooltip and the data", async () => {
    const {page} = await openReport(samples().national, {hash: "#&lang=zh"});
    await page.click('[data-view="map"] .table-button');
    const cell = page.locator('[data-view="map"] tbody th[data-value="cm_hohhot"]');
    assert.equal(await cell.locator(".own").textContent(), "呼和浩特枢纽");
    assert.equal(await cell.getAttribute("title"), "cm_hohhot");
    assert.ok((await page.locator('[data-pick="alternative"] option').allTextContents()).includes("F 方案：3 枢纽 + 31 省"));
});

check("the Chinese page has no English of the document or of its own", async () => {
    const made = nationalDocument();
    const mark = (value) => {
        if (Array.isArray(value)) return value.map(mark);
        if (value === null || typeof value !== "object") return value;
        if (typeof value.en === "string" && typeof value.zh === "string") return {en: `ENGLISH ${value.en}`, zh: "中"};
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mark(one)]));
    };
    for (const table of Object.values(made.tables)) {
        table.columns.forEach(({names}, at) => {
            if (names) made.names[names] = {...made.names[names], ...Object.fromEntries(table.rows.map((row) => [row[at], {en: String(row[at]), zh: ""}]))};
        });
    }
    for (const key of ["title", "subtitle", "header", "picks", "names", "words", "sections"]) made[key] = mark(made[key]);
    for (const table of Object.values(made.tables)) table.columns = mark(table.columns);
    const {page} = await openReport(pageWith(made, "chinese"), {hash: "#&lang=zh"});
    await page.evaluate(async () => {
        for (const fold of document.querySelectorAll("main section details")) fold.open = true;
        await foldsFilled();
    });
    await drawAll(page);
    const found = await page.evaluate(() => {
        const texts = [document.title];
        const walker = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (!node.parentElement.closest("tbody, .foot pre")) texts.push(node.textContent);
        }
        for (const one of document.querySelectorAll("#page [aria-label], #page [aria-valuetext]")) texts.push(one.getAttribute("aria-label") ?? one.getAttribute("aria-valuetext"));
        return {own: texts.filter((text) => /[A-Za-z]{3,}/.test(text)), all: document.getElementById("page").outerHTML.match(/.{30}ENGLISH.{30}/g)};
    });
    assert.equal(found.all, null);
    const allowed = /Meridian|CSV|SVG|PNG|sample|sunburst|not_there|[kMG]Wh|[MGT]bit/g;
    assert.deepEqual(found.own.filter((text) => /[A-Za-z]{3,}/.test(text.replace(allowed, ""))), []);
});

check("computed figures take units from the document, and digits that fit", async () => {
    const {Scale, tickText, useLadders} = await moduleOf("scale.ts", "format.ts", "units.ts");
    const alone = (figure, quantity, language) => new Scale(Math.abs(figure ?? 0), quantity, language).write(figure);
    useLadders(nationalDocument().units);
    assert.equal(alone(32134567, "money", "en"), "32.1 M CNY");
    assert.equal(alone(32134567, "money", "zh"), "3,213 万元");
    assert.equal(alone(-0.0342, "share", "zh"), "\u22123.42%");
    assert.equal(alone(18512, "count", "en"), "18,512");
    assert.equal(alone(2, "not known", "en"), "2");
    assert.equal(alone(null, "count", "en"), "–");
    assert.deepEqual([0, 0.30000000000000004, 1500, -20].map(tickText), ["0", "0.3", "1,500", "\u221220"]);
});

check("a page without a document of this format says so", async () => {
    for (const made of [undefined, {...nationalDocument(), format: 1}]) {
        const {page, said} = await openReport(pageWith(made, "bare"));
        assert.match(await page.textContent("body"), /no report that can be read/);
        assert.deepEqual(said, []);
    }
});
