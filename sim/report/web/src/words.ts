// The page's own words. Those of columns and cells come with the document (`terms`).
import type {Language, Words} from "./document.js";

const own = {
    skip: {en: "Skip to the report", zh: "跳到正文"},
    sections: {en: "Sections", zh: "章节"},
    picks: {en: "Shown for", zh: "当前显示"},
    language: {en: "Language", zh: "语言"},
    theme: {en: "Colours", zh: "配色"},
    light: {en: "Light", zh: "浅色"},
    dark: {en: "Dark", zh: "深色"},
    print: {en: "Print", zh: "打印"},
    table: {en: "Table", zh: "数据表"},
    hide_table: {en: "Hide table", zh: "收起数据表"},
    copy_csv: {en: "Copy CSV", zh: "复制 CSV"},
    copied: {en: "Copied", zh: "已复制"},
    not_copied: {en: "Not copied", zh: "未能复制"},
    save_csv: {en: "Save CSV", zh: "保存 CSV"},
    copy: {en: "Copy", zh: "复制"},
    no_rows: {en: "No rows: the study holds nothing of this.", zh: "无数据：本研究没有这部分结果。"},
    no_table: {en: "This report holds no table of this name:", zh: "本报告没有此表："},
    no_chart: {en: "This page cannot draw a chart of the kind", zh: "本页无法绘制此类图表："},
    no_column: {en: "The chart needs a column that the table lacks:", zh: "图表所需的列不在表中："},
    no_figures: {en: "No figures to draw: every cell is empty.", zh: "没有可绘制的数值：单元格均为空。"},
    not_drawn: {en: "The chart could not be drawn; its table is below.", zh: "图表无法绘制，请看下方数据表。"},
    all_rows: {en: "Show all rows", zh: "显示全部行"},
    of_rows: {en: "rows of", zh: "行，共"},
    rows: {en: "rows", zh: "行"},
    first_of: {en: "In print the first {n} of {all}; the table holds all.", zh: "打印时仅示前 {n} 项（共 {all} 项），全部见数据表。"},
    sort: {en: "sort", zh: "排序"},
    better: {en: "better", zh: "更优"},
    worse: {en: "worse", zh: "更差"},
    interval: {en: "95 % interval", zh: "95% 区间"},
    baseline: {en: "baseline", zh: "基准"},
    at_low: {en: "input at its low end", zh: "输入取低值"},
    at_high: {en: "input at its high end", zh: "输入取高值"},
    from_base: {en: "at the base", zh: "基准值"},
    on_front: {en: "on the front", zh: "位于前沿"},
    beaten_by: {en: "beaten by", zh: "被其支配："},
    front_line: {en: "joins what nothing beats in these two", zh: "连接在这两项上不被支配者"},
    across: {en: "Across", zh: "横轴"},
    up: {en: "Up", zh: "纵轴"},
    mean: {en: "Mean", zh: "均值"},
    day: {en: "Day", zh: "一日"},
    week: {en: "Week", zh: "一周"},
    time: {en: "Time", zh: "时间"},
    hour: {en: "Hour", zh: "时刻"},
    play: {en: "Play", zh: "播放"},
    pause: {en: "Pause", zh: "暂停"},
    local_time: {en: "local time", zh: "当地时间"},
    whole_window: {en: "mean of the whole window", zh: "整个统计期均值"},
    site: {en: "Site", zh: "智算中心"},
    tier: {en: "Tier", zh: "层级"},
    load: {en: "Load (share of accelerators held)", zh: "负载（在用加速卡占比）"},
    link_use: {en: "Link use (busier direction)", zh: "链路利用（较忙方向）"},
    size_accelerators: {en: "size: accelerators", zh: "大小：加速卡数量"},
    width_capacity: {en: "width: usable capacity", zh: "线宽：可用带宽"},
    compute: {en: "Compute", zh: "算力"},
    storage: {en: "Storage", zh: "存力"},
    transport: {en: "Transport", zh: "运力"},
    capability: {en: "Capability", zh: "能力"},
    stock: {en: "stock", zh: "总量"},
    used: {en: "used", zh: "已用"},
    headroom: {en: "headroom", zh: "余量"},
    binding_limit: {en: "binds first", zh: "首要瓶颈"},
    no_limit: {en: "no limit", zh: "不限"},
    accelerators: {en: "accelerators", zh: "加速卡"},
    busiest_way_out: {en: "busiest way out", zh: "最忙出口"},
    zoom_in: {en: "Zoom in", zh: "放大"},
    zoom_out: {en: "Zoom out", zh: "缩小"},
    whole_map: {en: "Whole map", zh: "全图"},
    off_map: {en: "without coordinates, not on the map:", zh: "无坐标、未上图："},
    choose_site: {en: "Choose a site on the map or in the list", zh: "请在地图或列表中选择智算中心"},
    contents: {en: "Contents", zh: "目录"},
    licences: {en: "Licences of software carried in this file", zh: "本文件所含软件的许可证"},
    made_by: {en: "Made by Meridian", zh: "由 Meridian 生成"},
    offline: {en: "This file is complete in itself: it asks nothing of any network.", zh: "本文件自成一体，不访问任何网络。"},
    no_document: {en: "This page holds no report that can be read.", zh: "本页不含可读取的报告。"},
    share: {en: "share", zh: "份额"},
    value: {en: "value", zh: "值"},
    command: {en: "Command", zh: "命令"},
    warning: {en: "Warning", zh: "注意"},
    missing: {en: "Not in this report", zh: "本报告未含"},
    note: {en: "How to read this", zh: "读法"},
} as const satisfies Record<string, Words>;

export type OwnWord = keyof typeof own;

export function say(word: OwnWord, language: Language): string {
    return own[word][language];
}
export function saysOf(word: string, language: Language): string | undefined {
    return Object.prototype.hasOwnProperty.call(own, word) ? own[word as OwnWord][language] : undefined;
}

const weekdays: Readonly<Record<Language, readonly string[]>> = {
    en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
};
export function weekday(day: number, language: Language): string {
    return weekdays[language][day % 7] ?? "";
}
