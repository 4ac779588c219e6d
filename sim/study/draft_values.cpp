#include "sim/study/draft_values.hpp"

#include <cmath>
#include <cstdint>

#include "models/units/format.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;

template <class Kind>
std::optional<typename Kind::Value> read(Draft const& record, std::string_view key, Kind const& kind) {
    Draft const* const value = record.find(key);
    if (value == nullptr) return std::nullopt;
    scenario::Problems ignored;  // whoever builds the scenario reports them
    typename Kind::Value result{};
    scenario::Subject const subject{&ignored, key, nullptr, {}, 0};
    if (!kind.read(*value, result, subject)) return std::nullopt;
    return result;
}

}  // namespace

std::string text_of(Draft const& record, std::string_view key) {
    Draft const* const value = record.find(key);
    return value != nullptr && value->is_scalar() ? value->text() : std::string{};
}

std::optional<double> number_of(Draft const& record, std::string_view key, Dimension dimension) {
    return read(record, key, scenario::Real{dimension, scenario::not_negative});
}

std::optional<std::int64_t> instant_of(Draft const& record, std::string_view key) {
    return read(record, key, scenario::Instant{""});
}

void set_number(Draft& record, std::string_view key, double number, Dimension dimension) {
    auto const* const entry = record.entry(key);
    if (entry == nullptr) return;
    auto const where = entry->value.shared_location();
    record.set(*entry->key,
               Draft::scalar(where, is_counted(dimension) ? counted_text(std::llround(number), dimension)
                                                          : scenario::written(number, dimension)));
}

void multiply(Draft& record, std::string_view key, double factor, Dimension dimension) {
    auto const number = number_of(record, key, dimension);
    if (number) set_number(record, key, *number * factor, dimension);
}

Draft::List* records(Draft& root, std::string_view key) {
    Draft* const list = root.find(key);
    return list != nullptr && list->is_list() ? &list->items() : nullptr;
}

Draft::List const* records(Draft const& root, std::string_view key) {
    Draft const* const list = root.find(key);
    return list != nullptr && list->is_list() ? &list->items() : nullptr;
}

bool has_power(Draft const& root, Draft const& site) {
    auto const energised = instant_of(site, "energised");
    auto const start = instant_of(root, "start");
    return !energised || (start && *energised <= *start);
}

double accelerators_of(Draft const& pool) {
    return number_of(pool, "servers", Dimension::count).value_or(0.0) *
           number_of(pool, "width", Dimension::count).value_or(0.0);
}

double busy_power_of(Draft const& root, std::string_view model) {
    auto const* const models = records(root, "accelerators");
    if (models == nullptr) return 0.0;
    for (Draft const& one : *models) {
        if (text_of(one, "name") == model)
            return number_of(one, "busy_power", Dimension::power).value_or(0.0);
    }
    return 0.0;
}

}  // namespace meridian::study
