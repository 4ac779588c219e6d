// A frame as RFC 4180 text, for the clipboard or a file.
import type {Cell} from "./document.js";
import type {Frame} from "./frame.js";

function quoted(cell: Cell): string {
    const text = cell === null ? "" : String(cell);
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csvOf(frame: Frame, columns: readonly string[]): string {
    const lines = [columns.map(quoted).join(",")];
    for (const row of frame.rows) lines.push(columns.map((column) => quoted(frame.cell(row, column))).join(","));
    return `${lines.join("\n")}\n`;
}

export async function copyText(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyBySelection(text);
    }
}

function copyBySelection(text: string): boolean {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
}

export function saveText(text: string, name: string, type = "text/csv"): void {
    saveBlob(new Blob([text], {type: `${type};charset=utf-8`}), name);
}

export function saveBlob(blob: Blob, name: string): void {
    const address = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
