#include "sim/scheduler/plugin/place_judge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "sim/scheduler/plugin/json_reading.hpp"
#include "sim/scheduler/plugin/plugin_fault.hpp"
#include "sim/scheduler/plugin/question_writer.hpp"

namespace meridian::scheduler {
namespace {

constexpr double most_score = 100.0;

std::string_view word_of(PlaceJudge::Role role) {
    return role == PlaceJudge::Role::filter ? "filter" : "score";
}

std::string const& name_of(Placement place, View const& view) {
    Scenario const& scenario = view.scenario();
    return place.pool.valid() ? scenario.pools[place.pool].name : scenario.sites[place.site].name;
}

// The places by their names.
std::map<std::string_view, std::size_t> rows_of(std::span<Placement const> places, View const& view) {
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < places.size(); ++i)
        rows.emplace(name_of(places[i], view), i);
    return rows;
}

std::size_t row_of(std::string const& name, std::map<std::string_view, std::size_t> const& rows) {
    auto const row = rows.find(name);
    if (row == rows.end())
        throw CarrierFault{fmt::format("it named '{}', which it was not asked about", shortened(name))};
    return row->second;
}

}  // namespace

template <class Work>
auto PlaceJudge::guarded(state::Job const* job, View const* view, Work const& work) {
    try {
        return work();
    } catch (CarrierFault const& fault) {
        std::string why = fault.what();
        if (job != nullptr) {
            why += fmt::format("; it was asked about job {} at {} s", job->number,
                               in_seconds(view->now()).count());
        }
        throw PluginFault{fault_words(fmt::format("{} '{}' failed", word_of(role_), name_), why, *source_,
                                      program_->log(), "mend it, or raise its limits")};
    }
}

PlaceJudge::PlaceJudge(std::string name, std::shared_ptr<PluginSource const> source, Role role)
    : name_{std::move(name)},
      source_{std::move(source)},
      role_{role},
      program_{std::make_unique<ProgramCarrier>(*source_, word_of(role))} {
    guarded(nullptr, nullptr, [&] { static_cast<void>(program_->greet()); });
}

Json PlaceJudge::answer(state::Job const& job, View const& view, std::span<Placement const> places,
                        std::string_view type) {
    Json reply = parsed(ask(job, view, places));
    check_type(reply, type);
    check_question(reply, asked_);
    return reply;
}

std::string_view PlaceJudge::ask(state::Job const& job, View const& view, std::span<Placement const> places) {
    if (!std::exchange(has_begun_, true)) program_->begin(view);
    std::vector<ShownPlace> shown_places;
    shown_places.reserve(places.size());
    for (Placement const& place : places)
        shown_places.push_back(shown_place(job, view, place, program_->greeting().sees.costs));
    ShownJob shown = shown_job(job, source_->knowledge);
    shown.places = shown_places;
    return program_->judge(++asked_, view.now(), shown);
}

std::vector<bool> PlaceJudge::passes(state::Job const& job, View const& view,
                                     std::span<Placement const> places) {
    return guarded(&job, &view, [&] {
        Json const reply = answer(job, view, places, "names");
        Json const& names = required(reply, "names");
        if (!names.is_array()) wrong("names", "a list", names);
        auto const rows = rows_of(places, view);
        std::vector<bool> passing(places.size(), false);
        for (Json const& name : names) {
            if (!name.is_string()) wrong("names", "a list of names", name);
            passing[row_of(name.get_ref<std::string const&>(), rows)] = true;
        }
        return passing;
    });
}

std::vector<double> PlaceJudge::scores(state::Job const& job, View const& view,
                                       std::span<Placement const> places) {
    return guarded(&job, &view, [&] {
        Json const reply = answer(job, view, places, "scores");
        Json const& scores = required(reply, "scores");
        if (!scores.is_object()) wrong("scores", "an object of numbers by name", scores);
        auto const rows = rows_of(places, view);
        std::vector<double> badness(places.size(), 1.0);
        for (auto const& [name, score] : scores.items()) {
            std::size_t const row = row_of(name, rows);
            double const value = score.is_number() ? score.get<double>() : -1.0;
            if (!(value >= 0.0 && value <= most_score)) wrong(name, "a number from 0 to 100", score);
            badness[row] = 1.0 - value / most_score;
        }
        return badness;
    });
}

}  // namespace meridian::scheduler
