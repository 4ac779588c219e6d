#include "sim/app/verdict_line.hpp"

#include <variant>

#include "sim/app/comparison_material.hpp"
#include "sim/document/sections.hpp"
#include "sim/study/comparison.hpp"

namespace meridian::app {
namespace {

constexpr std::size_t most_points = 5000;

}  // namespace

std::optional<std::string> verdict_line(study::Results const& results, system::Folder const& folder) {
    if (results.study().points.size() > most_points) return std::nullopt;
    study::RuleFindings const findings{results};
    auto const responses = study::best_responses(results, findings);
    if (responses.empty()) return std::nullopt;
    auto material = comparison_material(results, findings, responses, {}, folder);
    if (material.alternatives.size() < 2) return std::nullopt;
    document::Document const document =
        document::make_document({{}, std::move(material), {}, {}, {}, {}, {}, {}});
    for (document::Section const& section : document.sections) {
        for (document::Block const& block : section.blocks) {
            auto const* const sentence = std::get_if<document::Sentence>(&block);
            if (sentence != nullptr && sentence->tone == document::Tone::verdict)
                return sentence->lead.en + ": " + sentence->text.en;
        }
    }
    return std::nullopt;
}

}  // namespace meridian::app
