// Pictures of a report for pages that cannot hold it: the board, and views by their ids.
// Usage: node pictures.mjs REPORT.html FOLDER [LANGUAGE [VIEW...]]      views: by default map, differences, front
import {mkdirSync} from "node:fs";
import {join, resolve} from "node:path";
import {closeBrowser, closeReports, drawAll, openReport} from "./browser.mjs";

const [file, folder, language = "en", ...views] = process.argv.slice(2);
if (!file || !folder) {
    console.error("usage: node pictures.mjs REPORT.html FOLDER [LANGUAGE [VIEW...]]");
    process.exit(2);
}
mkdirSync(folder, {recursive: true});
const {page} = await openReport(resolve(file), {width: 1366, height: 900, hash: `#board&lang=${language}`});
await drawAll(page);
await page.waitForTimeout(500);
await page.screenshot({path: join(folder, `board_${language}.png`)});
for (const view of views.length > 0 ? views : ["map", "differences", "front"]) {
    await page.evaluate((id) => (location.hash = `#view-${id}`), view);  // which opens it where it is folded
    const box = page.locator(`[data-view="${view}"]`);
    await box.waitFor();
    await box.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    await box.screenshot({path: join(folder, `${view.replace(/[^a-z0-9_]/gi, "_")}_${language}.png`)});
}
await closeReports();
await closeBrowser();
