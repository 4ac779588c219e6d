#include "sim/report/table/glossary.hpp"

#include <algorithm>
#include <set>

#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"
#include "sim/state/reason.hpp"
#include "sim/state/resource_map.hpp"
#include "tests/support/catch.hpp"

namespace observe = meridian::observe;
namespace report = meridian::report;
namespace state = meridian::state;
using report::FigureKind;

namespace {

std::vector<std::string> without_term(std::vector<std::string_view> const& names) {
    std::vector<std::string> missing;
    for (std::string_view const name : names) {
        if (report::term(name) == nullptr) missing.emplace_back(name);
    }
    return missing;
}

// Names that a reader could not distinguish.
std::vector<std::string> alike(std::vector<std::string_view> const& names) {
    std::set<std::string> seen;
    std::vector<std::string> twice;
    for (std::string_view const name : names) {
        auto const words = report::words_of(name);
        if (!seen.insert("en " + words.en).second) twice.push_back(words.en);
        if (!seen.insert("zh " + words.zh).second) twice.push_back(words.zh);
    }
    return twice;
}

std::vector<std::string_view> columns_of(report::TableKind const& table) {
    std::vector<std::string_view> names;
    for (report::RunColumn const& column : table.columns)
        names.push_back(column.key);
    return names;
}

}  // namespace

TEST_CASE("every key of the summary and every column of a run has words of its own", "[document]") {
    std::vector<std::string_view> keys;
    for (report::SummaryKey const& key : report::summary_keys())
        keys.push_back(key.name);
    CHECK(without_term(keys) == std::vector<std::string>{});
    CHECK(alike(keys) == std::vector<std::string>{});
    for (report::TableKind const& table : report::tables()) {
        CAPTURE(table.file);
        CHECK(without_term(columns_of(table)) == std::vector<std::string>{});
        CHECK(alike(columns_of(table)) == std::vector<std::string>{});
    }
}

TEST_CASE("every word of ours that stands in cells of a run has a term", "[document]") {
    std::vector<std::string_view> words;
    for (state::Reason const why : state::reasons)
        words.push_back(state::words(why));
    using state::Limit;
    for (Limit const limit : {Limit::nothing, Limit::accelerators, Limit::power, Limit::storage,
                              Limit::usable_share, Limit::capacity, Limit::outage, Limit::hardware})
        words.push_back(state::words(limit));
    using state::ResourceKind;
    for (ResourceKind const kind :
         {ResourceKind::compute, ResourceKind::storage, ResourceKind::transport, ResourceKind::capability})
        words.push_back(state::words(kind));
    using report::CalendarState;
    for (CalendarState const state :
         {CalendarState::done, CalendarState::running, CalendarState::waiting, CalendarState::rejected})
        words.push_back(report::words(state));
    for (observe::AuditLaw const& law : observe::audit_laws)
        words.push_back(law.key);
    words.push_back(report::law_of_figures.key);
    CHECK(without_term(words) == std::vector<std::string>{});
}

TEST_CASE("terms are distinguished by their names, and have words in both languages", "[document]") {
    auto const all = report::terms();
    CHECK(all.size() > 250);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(all[i].name);
        CHECK_FALSE(all[i].en.empty());
        CHECK_FALSE(all[i].zh.empty());
        CHECK((i == 0 || all[i - 1].name < all[i].name));
        CHECK(report::term(all[i].name) == &all[i]);
        CHECK(std::ranges::count(all[i].en, ' ') <= 5);
    }
    CHECK(report::term("of_no_table") == nullptr);
}

TEST_CASE("words are derived for what stands behind a figure, and for names that nobody knows",
          "[document]") {
    CHECK(report::words_of("wait_s_mean").zh == "平均等待时间");
    CHECK(report::words_of("wait_s_mean_low").en == "mean wait, low end");
    CHECK(report::words_of("wait_s_mean_static").zh == "平均等待时间静态估算");
    CHECK(report::words_of("share_of_x").en == "share of x");
    CHECK(report::words_of("share_of_x").in(report::Language::zh) == "share of x");
}

TEST_CASE("the quantity of a column is its term's", "[document]") {
    std::vector<std::pair<std::string_view, FigureKind>> const known{
        {"wait_s_mean", FigureKind::duration},
        {"difference_low", FigureKind::number},
        {"pue_mean", FigureKind::number},
        {"cost_cny_per_active_accelerator_hour", FigureKind::money_per_h},
        {"cost_cny_per_active_accelerator_hour_low", FigureKind::money_per_h},
        {"allocation_high", FigureKind::share},
        {"alternative", FigureKind::text},
        {"axis", FigureKind::text},
        {"of_no_table_kwh", FigureKind::text}};
    for (auto const& [column, quantity] : known) {
        CAPTURE(column);
        CHECK(report::quantity_of(column) == quantity);
    }
    CHECK(report::name_of(FigureKind::money_per_h) == "money_per_h");
    CHECK(report::name_of(FigureKind::number) == "number");
}
