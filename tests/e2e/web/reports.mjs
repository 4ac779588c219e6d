// The files to be tested: those in MERIDIAN_REPORTS (separated by ":"), else pages built from sample documents.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {fileURLToPath} from "node:url";
import {writeSamples} from "./sample/write.mjs";

export const source = fileURLToPath(new URL("../../../sim/document/web/", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "meridian-page-"));
process.on("exit", () => rmSync(folder, {recursive: true, force: true}));

let made;
export function samples() {
    if (made) return made;
    const page = process.env.MERIDIAN_PAGE ?? join(folder, "page.html");
    if (!process.env.MERIDIAN_PAGE) execFileSync(process.execPath, [join(source, "build.mjs"), page], {stdio: "inherit"});
    made = Object.fromEntries(writeSamples(page, folder).map((file) => [basename(file, ".html"), file]));
    return made;
}

export function reports() {
    const given = (process.env.MERIDIAN_REPORTS ?? "").split(":").filter((file) => file !== "");
    return given.length > 0 ? given : Object.values(samples());
}
