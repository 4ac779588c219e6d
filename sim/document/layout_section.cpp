// Parts of the section on layouts: what sites are worth, curves, other studies.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/report/table/number_words.hpp"

namespace meridian::document {
namespace {

using std::string;

// "+57 M CNY (+50 M CNY to +64 M CNY)"
Bilingual worth_words(ResultTable const& table, ResultRow const& row) {
    auto const at = [&](string const& column, Language l) -> string {
        auto const x = table.figure(row, column);
        return x ? for_people(*x, FigureKind::money, l, {.with_sign = true}) : string{};
    };
    auto const all = [&](Language l) {
        string mean = at("worth_cny_per_year", l);
        string const low = at("worth_cny_per_year_low", l);
        string const high = at("worth_cny_per_year_high", l);
        if (low.empty() || high.empty()) return mean;
        return l == Language::en ? fmt::format("{} ({} to {})", mean, low, high)
                                 : fmt::format("{}（{} 至 {}）", mean, low, high);
    };
    return {all(Language::en), all(Language::zh)};
}

// The rows of one layout in the baseline's future by one axis, the first and the last by rank.
struct RankEnds {
    string axis, alternative;
    ResultRow const* first{nullptr};
    ResultRow const* last{nullptr};
    std::size_t sites{0};
};

// Of the best layout where it has rows, else of all that have some.
std::vector<RankEnds> ends_of(ResultTable const& table, StudyMaterial const& study) {
    std::vector<RankEnds> all;
    bool has_best = false;
    for (ResultRow const& row : table.rows) {
        if (table.text(row, "future") != study.baseline_future) continue;
        string const& axis = table.text(row, "axis");
        string const& alternative = table.text(row, "alternative");
        if (all.empty() || all.back().axis != axis || all.back().alternative != alternative)
            all.push_back({axis, alternative, &row, &row, 0});
        all.back().last = &row;
        ++all.back().sites;
        has_best = has_best || alternative == study.best;
    }
    if (has_best) std::erase_if(all, [&](RankEnds const& one) { return one.alternative != study.best; });
    return all;
}

void say_sites(SectionWriter& out, StudyMaterial const& study) {
    ResultTable const* const table = out.table("site_values");
    if (table == nullptr) return;
    for (RankEnds const& one : ends_of(*table, study)) {
        Bilingual const most = study.names.of("site", table->text(*one.first, "site"));
        Bilingual const least = study.names.of("site", table->text(*one.last, "site"));
        Bilingual const layout = layout_name(study, one.alternative);
        Bilingual const first = worth_words(*table, *one.first);
        Bilingual const last = worth_words(*table, *one.last);
        out.say(Tone::plain,
                {fmt::format(
                     "Of {} sites left out of {} one by one, {} is worth most, {} a year, and {} least, {}.",
                     one.sites, layout.en, most.en, first.en, least.en, last.en),
                 fmt::format("从 {} 中逐一移除 {} 个智算中心：{} 每年净价值最高，为 {}；{} 最低，为 {}。",
                             layout.zh, one.sites, most.zh, first.zh, least.zh, last.zh)});
    }
}

void say_next(SectionWriter& out, StudyMaterial const& study) {
    ResultTable const* const table = out.table("next_accelerators");
    if (table == nullptr) return;
    for (RankEnds const& one : ends_of(*table, study)) {
        Bilingual const site = study.names.of("site", table->text(*one.first, "site"));
        Bilingual const layout = layout_name(study, one.alternative);
        string const& model = table->text(*one.first, "model");
        Bilingual const worth = worth_words(*table, *one.first);
        auto const number = [&](Language l) {
            return for_people(table->figure(*one.first, "accelerators").value_or(0.0), FigureKind::count, l,
                              {});
        };
        bool const pays = table->figure(*one.first, "worth_cny_per_year").value_or(0.0) > 0.0;
        out.say(
            Tone::plain,
            {fmt::format("The next {} accelerators ({}) for {} are best placed at {}: worth {} a year{}.",
                         number(Language::en), model, layout.en, site.en, worth.en,
                         pays ? "" : ", so that they cost more than they bring at every site"),
             fmt::format("{} 的下一批 {} 张 {} 宜放在 {}：每年净价值 {}{}。", layout.zh, number(Language::zh),
                         model, site.zh, worth.zh, pays ? "" : "，即在任何中心新增的成本都高于收益")});
    }
}

void show_curve(SectionWriter& out, SectionFacts const& facts, string const& table,
                StudyMaterial const& study) {
    out.show(report_template().templates.at("curve"), facts,
             {{"table", Bilingual::same(table)},
              {"study", Bilingual::same(study.name)},
              {"metric_words", words_of(study.metrics.front().key)}});
}

}  // namespace

void write_site_sentences(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return;
    say_sites(out, *facts.study);
    say_next(out, *facts.study);
}

// Curves of studies whose alternatives are numbers, as shares of X.
void write_curves(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return;
    bool any = out.table("curve") != nullptr;
    if (any) show_curve(out, facts, "curve", *facts.study);
    for (SideStudy const& side : *facts.more) {
        string const table = side.name + ".curve";
        if (out.table(table) == nullptr) continue;
        show_curve(out, facts, table, side.study);
        any = true;
    }
    if (!any)
        out.say(Tone::missing,
                {"X-share curve: none of the studies varies a share of accelerators; add the folder of one "
                 "('meridian report DIR DIR_OF_X_SHARE').",
                 "X 占比曲线：所给研究均未改变算力占比；可追加此类研究的文件夹（'meridian report DIR "
                 "X占比研究的DIR'）。"});
}

void write_side_differences(SectionWriter& out, SectionFacts const& facts) {
    for (SideStudy const& side : *facts.more) {
        string const table = side.name + ".comparison";
        if (out.table(side.name + ".curve") != nullptr || out.table(table) == nullptr ||
            side.study.metrics.empty())
            continue;
        out.show(report_template().templates.at("side_differences"), facts,
                 {{"table", Bilingual::same(table)},
                  {"study", Bilingual::same(side.study.name)},
                  {"metric", Bilingual::same(side.study.metrics.front().key)},
                  {"baseline_future", Bilingual::same(side.study.baseline_future)}});
    }
}

}  // namespace meridian::document
