import {h} from "./dom.js";
import {Page} from "./page.js";
import {readDocument, Report} from "./report.js";
import {State} from "./state.js";
import {say} from "./words.js";

function start(): void {
    const read = readDocument();
    if (!read) {
        document.getElementById("page")?.replaceChildren(
            h("p", {class: "said"}, `${say("no_document", "en")} ${say("no_document", "zh")}`));
        return;
    }
    const asked = new URLSearchParams(location.search).get("print");
    const page = new Page(new Report(read), new State(read), asked === "full");
    if (asked !== null) return page.print(true);
    addEventListener("beforeprint", () => page.print(true));
    addEventListener("afterprint", () => page.print(false));
}

start();
