// What nobody may overlook in the runs that a report shows.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/document/shared_warnings.hpp"

namespace meridian::document {
namespace {

constexpr std::size_t most_said = 6;

// Alternatives of which the report has a run.
std::vector<std::string> shown_runs(SectionWriter const& out) {
    std::vector<std::string> all;
    if (ResultTable const* const sites = out.table("sites")) {
        for (ResultRow const& row : sites->rows) {
            std::string const& one = sites->text(row, "alternative");
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
        }
    }
    return all;
}

Bilingual names_of_layouts(SectionWriter const& out, std::vector<std::string> const& ids) {
    Bilingual all;
    for (std::string const& id : ids) {
        Bilingual const name = out.document().names.of("layout", id);
        all.en += (all.en.empty() ? "" : "; ") + name.en;
        all.zh += (all.zh.empty() ? "" : "；") + name.zh;
    }
    return all;
}

// "(in all 10 layouts)", "(in 7 of 10 layouts, not in E: ...; F: ...)"; nothing where there is one run alone.
Bilingual layout_words(SectionWriter const& out, std::vector<std::string> const& having,
                       std::vector<std::string> const& runs) {
    if (runs.size() < 2) return {};
    std::vector<std::string> others;
    std::ranges::copy_if(runs, std::back_inserter(others), [&](std::string const& run) {
        return std::ranges::find(having, run) == having.end();
    });
    if (others.empty())
        return {fmt::format(" (in all {} layouts)", runs.size()),
                fmt::format("（全部 {} 个布局方案）", runs.size())};
    if (others.size() < having.size()) {
        Bilingual const names = names_of_layouts(out, others);
        return {fmt::format(" (in {} of {} layouts, not in {})", having.size(), runs.size(), names.en),
                fmt::format("（{} 个布局方案中的 {} 个，不含 {}）", runs.size(), having.size(), names.zh)};
    }
    Bilingual const names = names_of_layouts(out, having);
    return {fmt::format(" (in {})", names.en), fmt::format("（{}）", names.zh)};
}

}  // namespace

Bilingual warning_count_words(SectionWriter const& out) {
    ResultTable const* const table = out.table("warnings");
    std::size_t const count = table == nullptr ? 0 : shared_warnings(*table).size();
    if (count == 0) return {};
    return {fmt::format("{} on the runs behind these figures: see below.", count),
            fmt::format("这些数据所依据的仿真有 {} 条警告，见下文。", count)};
}

void write_run_warnings(SectionWriter& out, SectionFacts const& /*facts*/) {
    ResultTable const* const table = out.table("warnings");
    if (table == nullptr) return;
    auto const runs = shown_runs(out);
    auto const all = shared_warnings(*table);
    for (std::size_t i = 0; i < std::min(all.size(), most_said); ++i) {
        Bilingual const where = layout_words(out, all[i].alternatives, runs);
        out.say(Tone::warning, capitalised({all[i].text.en + where.en, all[i].text.zh + where.zh}),
                {"Warning", "警告"});
    }
    if (all.size() > most_said)
        out.say(Tone::note, {fmt::format("{} more warnings are in warnings.csv.", all.size() - most_said),
                             fmt::format("另有 {} 条警告，见 warnings.csv。", all.size() - most_said)});
}

}  // namespace meridian::document
