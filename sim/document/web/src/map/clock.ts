// The mean, or an hour of the day or of the week: buttons, a slider, and a button that plays it.
import type {Scene} from "../charts/chart.js";
import type {Language} from "../document.js";
import {h} from "../dom.js";
import {say, weekday} from "../words.js";
import {hoursHeld} from "./places.js";

export type Mode = "mean" | "day" | "week";

export function modeOf(scene: Scene): Mode {
    const mode = scene.memory.get("mode");
    return mode === "day" || mode === "week" ? mode : "mean";
}
export function hourOf(scene: Scene): number {
    return Number(scene.memory.get("hour") ?? "0");
}
export function hourText(mode: Mode, hour: number, language: Language): string {
    if (mode === "mean") return say("window_mean", language);
    const clock = `${String(hour % 24).padStart(2, "0")}:00`;
    const day = mode === "week" ? `${weekday(Math.floor(hour / 24), language)} ` : "";
    return `${day}${clock} ${say("local_time", language)}`;
}

const frame_ms = 600;

export function clockControls(scene: Scene): readonly Node[] {
    const {language, memory} = scene;
    const held = hoursHeld(scene);
    if (held.length === 0) return [];
    if (modeOf(scene) !== "mean" && !held.includes(modeOf(scene))) memory.set("mode", "mean");
    let timer = 0;
    const text = h("span", {class: "clock"});
    const slider = h("input", {type: "range", min: 0, max: 23, step: 1, "aria-label": say("hour", language)});
    const play = h("button", {type: "button", class: "play", onclick: () => (timer ? stop() : start())}, say("play", language));
    const modes = (["mean", ...held] as Mode[]).map((mode) =>
        h("button", {type: "button", "data-mode": mode, onclick: () => enter(mode)}, say(mode, language)));

    function show(): void {
        const mode = modeOf(scene);
        slider.max = mode === "week" ? "167" : "23";
        slider.value = String(hourOf(scene));
        slider.disabled = mode === "mean";
        text.textContent = hourText(mode, hourOf(scene), language);
        slider.setAttribute("aria-valuetext", text.textContent);
        for (const button of modes) button.setAttribute("aria-pressed", String(button.dataset["mode"] === mode));
    }
    function enter(mode: Mode): void {
        memory.set("mode", mode);
        if (mode !== "week") memory.set("hour", String(hourOf(scene) % 24));
        if (mode === "mean") stop();
        show();
        scene.redraw();
    }
    function go(hour: number): void {
        memory.set("hour", String(hour));
        show();
        scene.redraw();
    }
    function start(): void {
        if (modeOf(scene) === "mean") enter(held[0] as Mode);
        play.textContent = say("pause", language);
        timer = window.setInterval(() => {
            if (!play.isConnected) return stop();
            go((hourOf(scene) + 1) % (Number(slider.max) + 1));
        }, frame_ms);
    }
    function stop(): void {
        clearInterval(timer);
        timer = 0;
        play.textContent = say("play", language);
    }
    slider.addEventListener("input", () => go(Number(slider.value)));
    show();
    return [
        h("div", {class: "switch", role: "group", "aria-label": say("time", language)}, ...modes),
        h("div", {class: "time"}, play, slider, text),
    ];
}
