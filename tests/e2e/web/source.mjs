// Modules of the page's source as one, for Node.
import {createRequire} from "node:module";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {source} from "./reports.mjs";

export async function moduleOf(...names) {
    const {buildSync} = createRequire(join(process.env.MERIDIAN_PAGE_TOOLS ?? source, "package.json"))("esbuild");
    const folder = mkdtempSync(join(tmpdir(), "meridian-module-"));
    const outfile = join(folder, "module.mjs");
    const contents = names.map((name) => `export * from "./${name}";`).join("\n");
    buildSync({stdin: {contents, resolveDir: join(source, "src")}, bundle: true, format: "esm", outfile});
    try {
        return await import(pathToFileURL(outfile).href);
    } finally {
        rmSync(folder, {recursive: true, force: true});
    }
}
