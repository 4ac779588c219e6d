// What each site is worth, and where the next accelerators should go: sentences and bars.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

// "+57 M CNY (+50 M CNY to +64 M CNY)"
Bilingual worth_words(TextTable const& table, Cells const& row) {
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
    Cells const* first{nullptr};
    Cells const* last{nullptr};
    std::size_t sites{0};
};

// Of the best layout where it has rows, else of all that have some.
std::vector<RankEnds> ends_of(TextTable const& table, StudyMaterial const& study) {
    std::vector<RankEnds> all;
    bool has_best = false;
    for (Cells const& row : table.rows) {
        if (table.cell(row, "future") != study.baseline_future) continue;
        string const& axis = table.cell(row, "axis");
        string const& alternative = table.cell(row, "alternative");
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
    TextTable const* const table = out.table("site_values");
    if (table == nullptr) return;
    for (RankEnds const& one : ends_of(*table, study)) {
        string const& most = table->cell(*one.first, "site");
        string const& least = table->cell(*one.last, "site");
        Bilingual const first = worth_words(*table, *one.first);
        Bilingual const last = worth_words(*table, *one.last);
        out.say(Tone::plain,
                {fmt::format(
                     "Of {} sites left out of {} one by one, {} is worth most, {} a year, and {} least, {}.",
                     one.sites, one.alternative, most, first.en, least, last.en),
                 fmt::format("从 {} 中逐一移除 {} 个智算中心：{} 每年净价值最高，为 {}；{} 最低，为 {}。",
                             one.alternative, one.sites, most, first.zh, least, last.zh)});
    }
}

void say_next(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const table = out.table("next_accelerators");
    if (table == nullptr) return;
    for (RankEnds const& one : ends_of(*table, study)) {
        string const& site = table->cell(*one.first, "site");
        string const& model = table->cell(*one.first, "model");
        Bilingual const worth = worth_words(*table, *one.first);
        auto const number = [&](Language l) {
            return for_people(table->figure(*one.first, "accelerators").value_or(0.0), FigureKind::count, l,
                              {});
        };
        bool const pays = table->figure(*one.first, "worth_cny_per_year").value_or(0.0) > 0.0;
        out.say(Tone::plain,
                {fmt::format("The next {} accelerators ({}) for {} are best placed at {}: worth {} a year{}.",
                             number(Language::en), model, one.alternative, site, worth.en,
                             pays ? "" : ", so that they cost more than they bring at every site"),
                 fmt::format("{} 的下一批 {} 张 {} 宜放在 {}：每年净价值 {}{}。", one.alternative,
                             number(Language::zh), model, site, worth.zh,
                             pays ? "" : "，即在任何中心新增的成本都高于收益")});
    }
}

}  // namespace

void write_site_values(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return;
    say_sites(out, *facts.study);
    if (out.table("site_values") != nullptr)
        out.view({"site_values",
                  "bars",
                  "site_values",
                  {"What each site is worth", "各智算中心的净价值"},
                  {"CNY a year, by running the layout without it: the value that it keeps less what it "
                   "costs. Above "
                   "zero it is worth having. Intervals hold for all sites together.",
                   "每年金额，由移除该中心后的仿真得出：保住的价值减去成本；大于零即值得保留。区间对全部中心"
                   "同时成立。"},
                  {},
                  {},
                  {"future", "alternative"},
                  {{"category", "site"}, {"values", "worth_cny_per_year"}, {"horizontal", "yes"}}},
                 {"Not of this layout.", "该布局无此项。"}, Tone::note);
    say_next(out, *facts.study);
    if (out.table("next_accelerators") != nullptr)
        out.view({"next_accelerators",
                  "bars",
                  "next_accelerators",
                  {"Where the next accelerators should go", "下一批加速卡的去处"},
                  {"CNY a year, by running the layout with them at each site in turn: the value that they "
                   "gain less "
                   "what they cost. Intervals hold for all sites together.",
                   "每年金额，由在各中心依次新增后的仿真得出：新增的价值减去成本。区间对全部中心同时成立。"},
                  {},
                  {},
                  {"future", "alternative"},
                  {{"category", "site"}, {"values", "worth_cny_per_year"}, {"horizontal", "yes"}}},
                 {"Not of this layout.", "该布局无此项。"}, Tone::note);
}

}  // namespace meridian::report
