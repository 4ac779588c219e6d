// Policies that are composed of filters and scores.
#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "models/units/split.hpp"
#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

// A quantity, how its bound is written, and what a number in the base unit of that dimension is times its own unit.
struct QuantityDoc {
    std::string_view name;
    PlaceQuantity quantity;
    Dimension dimension;
    double per_unit;
    std::string_view unit;  // that may follow a plain number
    std::string_view example;
};
constexpr std::array quantities{
    QuantityDoc{"latency", PlaceQuantity::latency, Dimension::duration, 1e6, "", "latency <= 20 ms"},
    QuantityDoc{"energy", PlaceQuantity::energy, Dimension::number, 1.0, "kWh", "energy <= 5 kWh"},
    QuantityDoc{"carbon", PlaceQuantity::carbon, Dimension::number, 1.0, "kg", "carbon <= 3 kg"},
    QuantityDoc{"cost", PlaceQuantity::cost, Dimension::money, 1.0, "", "cost <= 10 CNY"},
    QuantityDoc{"load", PlaceQuantity::load, Dimension::fraction, 1.0, "", "load <= 80 %"},
};

std::vector<std::string_view> quantity_names() {
    std::vector<std::string_view> names;
    names.reserve(quantities.size());
    for (QuantityDoc const& one : quantities)
        names.push_back(one.name);
    return names;
}

QuantityDoc const* quantity_of(std::string_view name) {
    auto const found = std::ranges::find(quantities, name, &QuantityDoc::name);
    return found == quantities.end() ? nullptr : &*found;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::string_view const word : split(text, ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    return words;
}

// With spaces around its sign.
std::string spaced(std::string_view text) {
    for (std::string_view const sign : {"<=", ">=", "="}) {
        auto const at = text.find(sign);
        if (at != std::string_view::npos)
            return fmt::format("{} {} {}", text.substr(0, at), sign, text.substr(at + sign.size()));
    }
    return std::string{text};
}

constexpr std::string_view round_trip = " round trip";

// A filter in words.
class FilterReader {
public:
    FilterReader(CompositionPart const& part, ScenarioBuilder& b)
        : part_{part}, b_{b}, text_{spaced(part.text.text)}, words_{words_in(text_)} {}

    std::optional<PlaceFilter> read() {
        PlaceFilter filter;
        filter.name = part_.text.text;
        if (words_.size() == 3 && words_[0] == "tier" && words_[1] == "=") return of_tier(std::move(filter));
        bool const has_sense = words_.size() > 2 && (words_[1] == "<=" || words_[1] == ">=");
        if (!has_sense)
            return wrong("is no filter", "write it as 'latency <= 20 ms', 'load <= 80 %' or 'tier = hub'");
        QuantityDoc const* const doc = quantity_of(words_[0]);
        if (doc == nullptr) {
            return wrong(fmt::format("is of '{}', which no filter knows", words_[0]),
                         suggestion(words_[0], quantity_names(), "write one of"));
        }
        filter.kind = words_[1] == "<=" ? PlaceFilter::Kind::at_most : PlaceFilter::Kind::at_least;
        filter.quantity = doc->quantity;
        if (!read_bound(*doc, filter.bound)) return std::nullopt;
        return filter;
    }

private:
    std::nullopt_t wrong(std::string_view what, std::string fix) {
        b_.problems.add(part_.text.where, fmt::format("'{}' {}", part_.text.text, what), std::move(fix));
        return std::nullopt;
    }

    std::optional<PlaceFilter> of_tier(PlaceFilter filter) {
        auto const found = b_.tier_names.find(Item{std::string{words_[2]}, part_.text.where}, b_.problems);
        if (!found) return std::nullopt;
        filter.kind = PlaceFilter::Kind::of_tier;
        filter.tier = TierId{*found};
        return filter;
    }

    bool read_bound(QuantityDoc const& doc, double& bound) {
        std::string text;
        for (std::size_t i = 2; i < words_.size(); ++i)
            text += (text.empty() ? "" : " ") + std::string{words_[i]};
        double ways = 1.0;
        if (doc.quantity == PlaceQuantity::latency && text.ends_with(round_trip)) {
            text.resize(text.size() - round_trip.size());
            ways = 2.0;
        }
        if (!doc.unit.empty() && text.ends_with(doc.unit)) text.resize(text.size() - doc.unit.size());
        while (text.ends_with(' '))
            text.pop_back();
        auto const read = parse_quantity(text, doc.dimension);
        if (auto const* const fault = std::get_if<ParseFault>(&read)) {
            wrong(fmt::format("has a bound that cannot be read: {}", fault->wrong),
                  fmt::format("{}, as in '{}'", fault->fix, doc.example));
            return false;
        }
        bound = std::get<Parsed>(read).value / doc.per_unit / ways;
        return true;
    }

    CompositionPart const& part_;
    ScenarioBuilder& b_;
    std::string text_;
    std::vector<std::string_view> words_;  // of it
};

void add_filters(CompositionDraft const& in, Composition& to, ScenarioBuilder& b) {
    for (CompositionPart const& part : in.filter) {
        if (part.value == nullptr) {
            if (auto filter = FilterReader{part, b}.read()) to.filters.push_back(*std::move(filter));
            continue;
        }
        Judge judge = build_judge(*part.value, "filter", b);
        PlaceFilter filter;
        filter.kind = PlaceFilter::Kind::judged;
        filter.name = judge.name;
        filter.plugin = std::move(judge.source);
        to.filters.push_back(std::move(filter));
    }
}

void add_scores(CompositionDraft const& in, Composition& to, ScenarioBuilder& b) {
    for (CompositionPart const& part : in.score) {
        PlaceScore score;
        score.name = part.text.text;
        if (part.value->is_map()) {
            Judge judge = build_judge(*part.value, "score", b);
            score.weight = judge.weight;
            score.plugin = std::move(judge.source);
            to.scores.push_back(std::move(score));
            continue;
        }
        QuantityDoc const* const doc = quantity_of(score.name);
        if (doc == nullptr) {
            b.problems.add(part.text.where, fmt::format("there is no quantity '{}' to score by", score.name),
                           suggestion(score.name, quantity_names(), "write one of"));
            continue;
        }
        score.quantity = doc->quantity;
        Subject const subject{&b.problems, score.name, nullptr, "score", 0};
        if (NumberKind{Dimension::number, score_weights}.read(*part.value, score.weight, subject))
            to.scores.push_back(std::move(score));
    }
    // Sums are added in one order, whatever that of the file is.
    auto const rank = [](PlaceScore const& one) {
        return std::pair{one.plugin != nullptr,
                         one.plugin != nullptr ? PlaceQuantity::latency : one.quantity};
    };
    std::ranges::stable_sort(to.scores, {}, rank);
}

}  // namespace

PolicyChain build_composition(Draft const& draft, Vocabulary const& vocabulary, ScenarioBuilder& b) {
    CompositionDraft in;
    in.draft = &draft;
    RecordReader reader{draft, Subject{&b.problems, "policy", nullptr, "policy", 0}, &in};
    fields(reader, in);
    reader.finish();
    Composition composition;
    add_filters(in, composition, b);
    add_scores(in, composition, b);
    Selection selection;
    selection.name = in.name.empty() ? "composed" : in.name;
    selection.display = {selection.name, in.name.empty() ? "组合策略" : in.name};
    selection.composed = std::make_shared<Composition const>(std::move(composition));
    PolicyChain chain{std::move(selection)};
    for (Selection& one : choose_policies(in.then, vocabulary, b))
        chain.push_back(std::move(one));
    return chain;
}

}  // namespace meridian::scenario
