// node sample/write.mjs PAGE.html FOLDER: the page with each sample document in it.
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {chartsDocument} from "./charts.mjs";
import {nationalDocument} from "./national.mjs";
import {hostileDocument, largeDocument} from "./others.mjs";

// As the C++ side does: no "<" can stand in a script.
export function fill(page, made) {
    const text = JSON.stringify(made).replaceAll("<", "\\u003c");
    return page.split("/*MERIDIAN-DATA*/").join(text);
}

export function writeSamples(pageFile, folder) {
    const page = readFileSync(pageFile, "utf8");
    mkdirSync(folder, {recursive: true});
    const made = {national: nationalDocument(), hostile: hostileDocument(), large: largeDocument(), charts: chartsDocument()};
    return Object.entries(made).map(([name, one]) => {
        const file = join(folder, `${name}.html`);
        writeFileSync(file, fill(page, one));
        return file;
    });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const [page, folder] = process.argv.slice(2);
    if (!page || !folder) {
        console.error("which page, and where to?\nfix: node sample/write.mjs PAGE.html FOLDER");
        process.exit(2);
    }
    for (const file of writeSamples(page, folder)) console.log(file);
}
