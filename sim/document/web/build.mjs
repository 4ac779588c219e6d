// Makes the one file of the page: node build.mjs OUT.html
import {build} from "esbuild";
import {readFile, rename, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (out === undefined) {
    console.error("which file to write?\nfix: npm run build -- OUT.html");
    process.exit(2);
}

const carried = [
    ["Apache ECharts 6", "echarts", ["LICENSE", "NOTICE", "licenses/LICENSE-d3"]],
    ["ZRender", "zrender", ["LICENSE"]],
    ["tslib", "tslib", ["LICENSE.txt"]],
    ["Apache ECharts 4.9 (outlines of provinces)", "echarts-4", ["LICENSE", "NOTICE"]],
];

async function licences() {
    const parts = [];
    for (const [name, folder, files] of carried) {
        for (const file of files) {
            const text = await readFile(join(here, "node_modules", folder, file), "utf8");
            parts.push(`${name}: ${file}\n\n${text.trim()}\n`);
        }
    }
    return parts.join(`\n${"-".repeat(80)}\n\n`);
}

const asText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
// Nothing in a script or style may end its element early.
const asScript = (text) => text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

// ZRender keeps what it has measured in objects by the text measured: a site called "constructor" would write into
// the language's own objects. Its maps are given no prototype.
const ownMaps = {
    name: "own-maps",
    setup(made) {
        made.onLoad({filter: /zrender[/\\]lib[/\\]core[/\\]LRU\.js$/}, async ({path}) => {
            const text = await readFile(path, "utf8");
            if (text.split("this._map = {}").length !== 3) throw new Error(`${path} is not what it was: see ownMaps`);
            return {contents: text.replaceAll("this._map = {}", "this._map = Object.create(null)"), loader: "js"};
        });
    },
};

const script = await build({
    entryPoints: [join(here, "src/main.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    write: false,
    absWorkingDir: here,
    plugins: [ownMaps],
    define: {"process.env.NODE_ENV": '"production"'},
});
const style = await build({
    entryPoints: [join(here, "src/style/page.css")],
    bundle: true,
    minify: true,
    charset: "utf8",
    write: false,
    absWorkingDir: here,
});

const parts = new Map([
    ["STYLE", style.outputFiles[0].text.trim()],
    ["LICENCES", asText(await licences())],
    ["SCRIPT", asScript(script.outputFiles[0].text.trim())],
]);
const frame = await readFile(join(here, "src/page.html"), "utf8");
const page = frame.replace(/@([A-Z]+)@/g, (all, name) => parts.get(name) ?? all);
if (page.split("/*MERIDIAN-DATA*/").length !== 2) throw new Error("the page must hold the place of its data once");
const draft = `${out}.partial-${process.pid}`;
await writeFile(draft, page);
await rename(draft, out);
