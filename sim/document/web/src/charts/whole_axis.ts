// An axis that ends before outliers, and the button that shows all of it.
import {h} from "../dom.js";
import {say} from "../words.js";
import type {Scene} from "./chart.js";

export function showsWholeAxis(scene: Scene): boolean {
    return scene.memory.get("whole") === "yes";
}

export function wholeAxisButton(scene: Scene): HTMLElement {
    const button = h("button", {type: "button", "aria-pressed": String(showsWholeAxis(scene)), onclick: () => {
        scene.memory.set("whole", showsWholeAxis(scene) ? "no" : "yes");
        button.setAttribute("aria-pressed", String(showsWholeAxis(scene)));
        scene.redraw();
    }}, say("whole_axis", scene.language));
    return button;
}

// Names and values of what lies beyond the axis.
export function beyondNote(scene: Scene, beyond: readonly (readonly [string, string])[]): string | undefined {
    if (beyond.length === 0) return undefined;
    const named = beyond.slice(0, 8).map(([name, value]) => `${name} ${value}`).join(", ");
    return `${say("beyond", scene.language)} ${named}${beyond.length > 8 ? " …" : ""}`;
}

export function joinNotes(...notes: readonly (string | undefined)[]): string | undefined {
    return notes.filter((note) => note).join(" ") || undefined;
}
