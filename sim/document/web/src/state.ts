// What the reader has chosen: picks, language, colours. Kept in the address, so that a link opens the same page.
import type {Language, ReportDocument} from "./document.js";

export type Theme = "light" | "dark";
export type Change = "language" | "theme" | "picks" | "address";

export class State {
    readonly picked = new Map<string, string>();
    language: Language;
    chosenTheme: Theme | null = null;
    target = "";  // section, or "view-" and the id of a view
    printing = false;
    private readonly listeners: ((change: Change, column: string) => void)[] = [];
    private readonly dark = matchMedia("(prefers-color-scheme: dark)");

    constructor(private readonly report: ReportDocument) {
        this.language = report.language === "zh" ? "zh" : "en";
        for (const pick of report.picks) this.picked.set(pick.column, pick.first);
        this.read(location.hash);
        this.dark.addEventListener("change", () => this.notify("theme", ""));
        addEventListener("hashchange", (event) => {  // what was asked for: scrolling may have changed the address since
            this.read(new URL(event.newURL).hash);
            this.writeAddress();
            this.notify("address", "");
        });
    }

    get theme(): Theme {
        if (this.printing) return "light";
        return this.chosenTheme ?? (this.dark.matches ? "dark" : "light");
    }
    listen(listener: (change: Change, column: string) => void): void {
        this.listeners.push(listener);
    }
    pick(column: string, value: string): void {
        this.picked.set(column, value);
        this.writeAddress();
        this.notify("picks", column);
    }
    setLanguage(language: Language): void {
        this.language = language;
        this.writeAddress();
        this.notify("language", "");
    }
    setTheme(theme: Theme): void {
        this.chosenTheme = theme;
        this.writeAddress();
        this.notify("theme", "");
    }
    setPrinting(printing: boolean): void {
        this.printing = printing;
    }
    enter(target: string): void {
        if (target === this.target) return;
        this.target = target;
        this.writeAddress();
    }

    private notify(change: Change, column: string): void {
        for (const listener of this.listeners) listener(change, column);
    }
    private read(hash: string): void {
        const [target = "", ...rest] = hash.replace(/^#/, "").split("&");
        const asked = new URLSearchParams(rest.join("&"));
        if (!target.includes("=")) this.target = decode(target);
        for (const pick of this.report.picks) {
            const value = asked.get(pick.column);
            if (value !== null && pick.values.includes(value)) this.picked.set(pick.column, value);
        }
        const language = asked.get("lang");
        if (language === "en" || language === "zh") this.language = language;
        const theme = asked.get("theme");
        if (theme === "light" || theme === "dark") this.chosenTheme = theme;
    }
    private writeAddress(): void {
        const kept = new URLSearchParams();
        for (const pick of this.report.picks) {
            const value = this.picked.get(pick.column) ?? pick.first;
            if (value !== pick.first) kept.set(pick.column, value);
        }
        if (this.language !== this.report.language) kept.set("lang", this.language);
        if (this.chosenTheme) kept.set("theme", this.chosenTheme);
        const rest = kept.toString();
        const hash = `#${encodeURIComponent(this.target)}${rest ? `&${rest}` : ""}`;
        history.replaceState(history.state, "", hash);
    }
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
