// What nobody may overlook in the runs that a report shows: the warnings of each, equal ones once.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"

namespace meridian::document {
namespace {

constexpr std::size_t most_said = 6;

struct SharedWarning {
    Bilingual text;
    std::vector<std::string> alternatives;  // whose runs have it
};

}  // namespace

void write_run_warnings(SectionWriter& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("warnings");
    if (table == nullptr) return;
    std::vector<SharedWarning> all;
    for (ResultRow const& row : table->rows) {
        if (table->text(row, "severity") != "warning") continue;
        std::string const& text = table->text(row, "text");
        auto found = std::ranges::find(all, text, [](SharedWarning const& one) { return one.text.en; });
        if (found == all.end()) {
            std::string const& zh = table->text(row, "text_zh");
            found = all.insert(all.end(), SharedWarning{{text, zh.empty() ? text : zh}, {}});
        }
        found->alternatives.push_back(table->text(row, "alternative"));
    }
    // Of a study, whose runs do not all have it.
    std::size_t const runs = facts.study == nullptr ? 1 : facts.study->alternatives.size();
    auto const& names = out.document().names;
    for (std::size_t i = 0; i < std::min(all.size(), most_said); ++i) {
        SharedWarning const& one = all[i];
        Bilingual of;
        if (one.alternatives.size() < runs) {
            for (std::string const& id : one.alternatives) {
                Bilingual const name = names.of("layout", id);
                of.en += (of.en.empty() ? "" : ", ") + name.en;
                of.zh += (of.zh.empty() ? "" : "、") + name.zh;
            }
            of.en += ": ";
            of.zh += "：";
        }
        out.say(Tone::warning, {of.en + one.text.en, of.zh + one.text.zh}, {"Warning", "警告"});
    }
    if (all.size() > most_said)
        out.say(Tone::note, {fmt::format("{} more warnings are in warnings.csv.", all.size() - most_said),
                             fmt::format("另有 {} 条警告，见 warnings.csv。", all.size() - most_said)});
}

}  // namespace meridian::document
