#include "sim/app/why_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/series/calendar.hpp"
#include "models/units/format.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/state/reason.hpp"

namespace meridian::app {
namespace {

using report::FigureKind;
using report::Language;
using report::ResultTable;

constexpr std::size_t most_candidates = 12;
constexpr std::size_t most_steps = 16;  // sentences on decisions

Duration duration_of(double seconds) {
    return Duration{static_cast<std::int64_t>(std::llround(seconds * 1e9))};
}

std::string span_words(double seconds) {
    return human_duration(duration_of(std::max(seconds, 0.0)));
}

// Decisions in a row that say the same: a placement is one of its own.
struct DecisionStep {
    std::size_t first{0}, last{0};
};

std::vector<DecisionStep> steps_of(std::vector<JobDecision> const& decisions) {
    std::vector<DecisionStep> steps;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        JobDecision const& one = decisions[i];
        bool const goes_on = !steps.empty() && !one.is_placement() &&
                             one.decision == decisions[steps.back().first].decision &&
                             one.reason == decisions[steps.back().first].reason;
        if (goes_on) {
            steps.back().last = i;
        } else {
            steps.push_back({i, i});
        }
    }
    return steps;
}

std::string_view remedy_of(std::string_view reason, bool services_lend) {
    for (state::Reason const one : state::reasons) {
        if (state::words(one) == reason) return state::remedy(one, services_lend);
    }
    return {};
}

class WhyText {
public:
    WhyText(JobStory const& story, WhySetting const& setting, report::OutputStyle const& style)
        : story_{story}, setting_{setting}, style_{style} {}

    [[nodiscard]] std::string text() const {
        return heading() + "\n" + arrival() + all_decisions() + ending() + cost() + candidates() + hint();
    }

private:
    [[nodiscard]] std::string name(std::string_view kind, std::string const& id) const {
        return setting_.names.of(kind, id).en;
    }
    [[nodiscard]] std::string sentence(std::string const& text, std::string_view head = {}) const {
        return report::paragraph(text, style_, head, 2);
    }
    [[nodiscard]] std::string bytes(double count) const {
        return report::for_people(count, FigureKind::data, Language::en);
    }

    // "2025-07-08 02:10:05 (26.2 h)", "26.2 h" without a calendar.
    [[nodiscard]] std::string moment(double seconds) const {
        auto since_start = span_words(seconds);
        if (setting_.scenario == nullptr) return since_start;
        Calendar const calendar{setting_.scenario->start_unix_s, setting_.scenario->timezone};
        auto local = calendar.iso(at(duration_of(seconds))).substr(0, 19);
        local[10] = ' ';
        return fmt::format("{} ({})", local, since_start);
    }

    [[nodiscard]] std::string heading() const {
        std::string text =
            fmt::format("{} from {}", name("class", story_.workload_class), name("region", story_.origin));
        if (!story_.name.empty()) text = fmt::format("'{}', {}", story_.name, text);
        if (story_.departure) {
            JobDeparture const& d = *story_.departure;
            text += fmt::format(", {} accelerator{}", format_number(d.accelerators),
                                d.accelerators == 1.0 ? "" : "s");
            if (d.input_bytes > 0.0) text += fmt::format(", {} in", bytes(d.input_bytes));
            if (d.output_bytes > 0.0) text += fmt::format(", {} out", bytes(d.output_bytes));
        }
        return report::paragraph(text, style_, fmt::format("Job {}: ", story_.job), 2,
                                 report::Emphasis::strong);
    }

    [[nodiscard]] std::string arrival() const {
        if (!story_.departure || !story_.departure->arrival_s) return {};
        std::string const note =
            setting_.scenario == nullptr ? "" : "; in brackets: since the start of the run";
        return sentence(fmt::format("It arrived at {}{}.", moment(*story_.departure->arrival_s), note));
    }

    [[nodiscard]] std::string all_decisions() const {
        auto const steps = steps_of(story_.decisions);
        if (steps.empty()) return without_decision();
        std::string out;
        std::size_t placements = 0;
        for (std::size_t s = 0; s < steps.size(); ++s) {
            bool const is_end = s + most_steps / 2 >= steps.size();
            bool const is_shown = setting_.all || s < most_steps / 2 || is_end;
            bool const is_placement = story_.decisions[steps[s].first].is_placement();
            if (is_shown) {
                out += is_placement ? placement(story_.decisions[steps[s].first], placements > 0)
                                    : other_step(steps[s]);
            } else if (s == most_steps / 2) {
                out += sentence(fmt::format("... and {} more steps (--all).", steps.size() - most_steps));
            }
            placements += is_placement ? 1 : 0;
        }
        return out;
    }

    [[nodiscard]] std::string without_decision() const {
        bool const is_rejected = story_.departure && story_.departure->outcome == "rejected";
        if (!is_rejected) return sentence("No policy was asked for it.");
        std::string out = sentence(
            "It was rejected at its arrival, before a policy was asked: no site could run it, even if all "
            "were empty.");
        if (story_.unfit.empty()) return out;
        ResultTable table{"candidates", {"site", "pool", "why_not"}};
        for (ExaminedPlace const& place : story_.unfit)
            table.rows.push_back({place.site, place.pool, place.excluded_by});
        return out + "\n" + printed(table, {"site", "why_not", "pool"});
    }

    // Candidates, all or the first.
    [[nodiscard]] std::string printed(ResultTable const& table, std::vector<std::string> columns) const {
        return report::terminal_table({table,
                                       std::move(columns),
                                       {},
                                       &setting_.names,
                                       setting_.all ? SIZE_MAX : most_candidates,
                                       nullptr,
                                       "with --all"},
                                      style_);
    }

    [[nodiscard]] std::string placement(JobDecision const& decision, bool is_repeated) const {
        ExaminedPlace const* const place = decision.chosen();
        std::string text = fmt::format("At {} the policy {} placed it{}", moment(decision.time_s),
                                       name("policy", decision.policy), is_repeated ? " again" : "");
        if (place != nullptr) {
            text += fmt::format(" at {}", name("site", place->site));
            if (!place->pool.empty()) text += fmt::format(", pool {}", place->pool);
        }
        if (!decision.path.empty()) text += fmt::format(", over {}", decision.path);
        return sentence(text + ".");
    }

    // Waits, deferrals and a rejection.
    [[nodiscard]] std::string other_step(DecisionStep const& step) const {
        JobDecision const& first = story_.decisions[step.first];
        JobDecision const& last = story_.decisions[step.last];
        std::size_t const number = step.last - step.first + 1;
        auto const policy = name("policy", first.policy);
        if (first.decision == "reject")
            return sentence(fmt::format("At {} the policy {} rejected it: {}.", moment(first.time_s), policy,
                                        first.reason)) +
                   remedy(first.reason);
        if (first.decision == "defer")
            return sentence(fmt::format("At {} the policy {} put it off to a later hour{}.",
                                        moment(first.time_s), policy,
                                        number > 1 ? fmt::format(", {} times in all", number) : ""));
        if (number == 1)
            return sentence(fmt::format("At {} the policy {} let it wait at the brain: {}.",
                                        moment(first.time_s), policy, first.reason)) +
                   remedy_at_end(step);
        return sentence(fmt::format(
                   "From {} to {} it waited at the brain, after {} decisions of the policy {}: {}.",
                   moment(first.time_s), moment(last.time_s), number, policy, first.reason)) +
               remedy_at_end(step);
    }

    // Of a wait that nothing follows.
    [[nodiscard]] std::string remedy_at_end(DecisionStep const& step) const {
        bool const is_end = step.last + 1 == story_.decisions.size();
        return is_end ? remedy(story_.decisions[step.first].reason) : std::string{};
    }
    [[nodiscard]] std::string remedy(std::string const& reason) const {
        bool const lends = setting_.scenario != nullptr && setting_.scenario->serving.lends;
        auto const words = remedy_of(reason, lends);
        return words.empty() ? std::string{}
                             : report::paragraph(fmt::format("To change that: {}.", words), style_, "  ", 2);
    }

    [[nodiscard]] std::string ending() const {
        if (!story_.departure) return {};
        JobDeparture const& d = *story_.departure;
        std::string out;
        if (d.preemptions > 0)
            out +=
                sentence(fmt::format("Services took its accelerators back {}; what follows is its last try.",
                                     d.preemptions == 1 ? "once" : fmt::format("{} times", d.preemptions)));
        if (d.outcome == "rejected") return out;
        out += waits(d);
        if (d.started_s && d.ended_s)
            out +=
                sentence(fmt::format("It ran for {}, from {} to {}.", span_words(*d.ended_s - *d.started_s),
                                     moment(*d.started_s), moment(*d.ended_s)));
        return out + departure(d);
    }

    [[nodiscard]] std::string waits(JobDeparture const& d) const {
        std::vector<std::string> parts;
        auto const add = [&](std::optional<double> from, std::optional<double> to, std::string_view what) {
            if (from && to && *to > *from)
                parts.push_back(fmt::format("{} {}", span_words(*to - *from), what));
        };
        add(d.arrival_s, d.placed_s, "at the brain");
        add(d.placed_s, d.ready_s, "for its input");
        add(d.ready_s, d.started_s, "in the queue of the pool");
        if (parts.empty()) return d.started_s ? sentence("It did not wait.") : std::string{};
        std::string text;
        for (std::size_t i = 0; i < parts.size(); ++i)
            text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
        return sentence(fmt::format("It waited {}.", text));
    }

    [[nodiscard]] std::string departure(JobDeparture const& d) const {
        if (!d.left_s || !d.arrival_s) return {};
        double const all = *d.left_s - *d.arrival_s;
        if (d.outcome == "unfinished")
            return sentence(
                fmt::format("When the run ended it was unfinished, {} after its arrival.", span_words(all)));
        bool const has_output = d.ended_s && *d.left_s > *d.ended_s;
        return sentence(fmt::format(
            "{}It was done {} after its arrival.",
            has_output ? fmt::format("Its output took {} more. ", span_words(*d.left_s - *d.ended_s)) : "",
            span_words(all)));
    }

    [[nodiscard]] std::string cost() const {
        if (!story_.energy) return {};
        auto const figure = [](double value, FigureKind kind) {
            return report::for_people(value, kind, Language::en);
        };
        return sentence(
            fmt::format("Beyond idling its accelerators drew {} in that time, with the site's PUE: {} for "
                        "electricity, green premium "
                        "and carbon price, and {} of carbon, location-based.",
                        figure(story_.energy->kwh, FigureKind::energy),
                        figure(story_.energy->cost_cny, FigureKind::money),
                        figure(story_.energy->carbon_kg, FigureKind::carbon)));
    }

    // Of the last placement, or of the last decision where there is none; with --all of every decision.
    [[nodiscard]] std::string candidates() const {
        if (story_.decisions.empty()) return {};
        std::string out;
        JobDecision const* const placement = story_.last_placement();
        JobDecision const& last = placement == nullptr ? story_.decisions.back() : *placement;
        for (JobDecision const& one : story_.decisions) {
            if (setting_.all || &one == &last) out += candidates_of(one);
        }
        return out;
    }

    [[nodiscard]] std::string candidates_of(JobDecision const& decision) const {
        auto const scored = [](ExaminedPlace const& place) { return place.score.has_value(); };
        std::string const head = fmt::format(
            "Candidates at {}: {} of {} could take it{}", moment(decision.time_s), decision.feasible(),
            decision.places.size(),
            std::ranges::any_of(decision.places, scored) ? "; the policy takes the smallest score" : "");
        std::string out = "\n" + report::paragraph(head, style_, {}, 0);
        ResultTable table{"candidates", {"site", "pool", "score", "chosen", "why_not"}};
        for (ExaminedPlace const& place : decision.places)
            table.rows.push_back({place.site, place.pool, place.score, place.is_chosen ? "yes" : "",
                                  why_not(decision, place)});
        return out + printed(table, {"site", "chosen", "score", "why_not", "pool"});
    }

    [[nodiscard]] std::string hint() const {
        if (!setting_.has_jobs_csv)
            return "\n" + report::paragraph(
                              "When it arrived, started and ended is in jobs.csv: run with --log jobs, too.",
                              style_);
        if (story_.departure) return {};
        return "\n" + report::paragraph("jobs.csv has no row of it: it never left.", style_);
    }

    JobStory const& story_;
    WhySetting const& setting_;
    report::OutputStyle const& style_;
};

}  // namespace

std::string why_text(JobStory const& story, WhySetting const& setting, report::OutputStyle const& style) {
    return WhyText{story, setting, style}.text();
}

}  // namespace meridian::app
