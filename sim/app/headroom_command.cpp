// meridian headroom SCENARIO --each sites --at 3 d --for 2 d
#include <algorithm>
#include <filesystem>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/statistics/intervals.hpp"
#include "models/units/parse.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/study/headroom.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

using study::HeadroomQuestion;
using study::HeadroomRow;

constexpr double confidence = 0.95;

std::optional<double> quantity(std::string_view option, std::string const& text, Dimension dimension) {
    auto const read = parse_quantity(text, dimension);
    if (auto const* const parsed = std::get_if<Parsed>(&read)) return parsed->value;
    auto const& fault = std::get<ParseFault>(read);
    report_usage_error(fmt::format("{} {}: {}", option, text, fault.wrong), fault.fix);
    return std::nullopt;
}

FailureEvent loss_of(Asset asset, std::string const& name, Duration from, Duration length) {
    FailureEvent loss = FailureEvent::once(asset, from, from + length);
    loss.name = loss.key = "loss of " + name;
    loss.assessed = LossLevels{};  // so that rules over each loss apply
    return loss;
}

std::vector<FailureEvent> cases(Scenario const& scenario, std::string const& each, Duration from,
                                Duration length) {
    std::vector<FailureEvent> all;
    if (each == "sites") {
        for (SiteId const s : scenario.sites.keys())
            all.push_back(loss_of(Asset::of(s), scenario.sites[s].name, from, length));
    } else if (each == "links") {
        for (LinkId const l : scenario.map.links().keys())
            all.push_back(loss_of(Asset::of(l), scenario.map.links()[l].name, from, length));
    } else {
        for (PoolId const p : scenario.pools.keys())
            all.push_back(loss_of(Asset::of(p), scenario.pools[p].name, from, length));
    }
    return all;
}

bool set_share(HeadroomArguments const& given, HeadroomQuestion& question) {
    if (given.share == "by_region") question.share = study::AdditionShare::by_region;
    if (given.at_sites.empty()) return true;
    question.share = study::AdditionShare::at_sites;
    Scenario const& scenario = question.scenario;
    for (std::string const& name : given.at_sites) {
        auto const found = std::ranges::find(scenario.sites, name, &Site::name);
        if (found == scenario.sites.end())
            return report_usage_error(fmt::format("--at-site {}: there is no such site", name),
                                      "name a site of the scenario");
        SiteId const site{static_cast<std::uint32_t>(found - scenario.sites.begin())};
        bool const has_pool =
            std::ranges::any_of(scenario.pools, [&](Pool const& p) { return p.site == site; });
        if (!has_pool)
            return report_usage_error(fmt::format("--at-site {}: the site has no pool that could grow", name),
                                      "name a site with accelerators, or give this one a pool");
        question.sites.push_back(site);
    }
    return true;
}

std::optional<HeadroomQuestion> question_of(HeadroomArguments const& given, Scenario scenario) {
    auto const from = quantity("--at", given.at, Dimension::duration);
    auto const length = quantity("--for", given.length, Dimension::duration);
    auto const precision = quantity("--precision", given.precision, Dimension::fraction);
    auto const most = quantity("--most", given.most, Dimension::fraction);
    if (!from || !length || !precision || !most) return std::nullopt;
    if (!(*precision > 0.0) || !(*most > 0.0)) {
        report_usage_error("--precision and --most are more than 0 %", "write 1 % and 100 %, for example");
        return std::nullopt;
    }
    Duration const begin{static_cast<std::int64_t>(*from)};
    if (begin >= scenario.horizon) {
        report_usage_error(fmt::format("--at {}: the run is over by then", given.at),
                           "write an earlier time, or a longer 'horizon'");
        return std::nullopt;
    }
    if (std::ranges::none_of(scenario.rules, [](Rule const& rule) { return rule.text.decides(); })) {
        report_usage_error("headroom: the scenario has no rule in force, so nothing can be broken",
                           "add 'rules: [{name: service, measure: slo_attainment, at_least: 95 %}]'");
        return std::nullopt;
    }
    HeadroomQuestion question;
    question.cases = cases(scenario, given.each, begin, Duration{static_cast<std::int64_t>(*length)});
    question.scenario = std::move(scenario);
    question.precision = *precision;
    question.most = *most;
    return set_share(given, question) ? std::optional{std::move(question)} : std::nullopt;
}

// Runs side by side, each in a process of its own.
std::vector<HeadroomRow> rows_of(HeadroomQuestion const& question, HeadroomArguments const& given) {
    unsigned const workers = given.workers.value_or(system::usable_processors());
    std::vector<HeadroomRow> rows;
    std::list<system::Worker> busy;
    std::int64_t next = 0;
    while (next < given.runs || !busy.empty()) {
        system::checkpoint();
        while (next < given.runs && busy.size() < workers) {
            std::int64_t const run = next++;
            busy.emplace_back(
                [&question, run](system::Worker::Send const& send) {
                    send(study::line_of(study::headroom_of_run(question, run)));
                },
                std::nullopt);
        }
        std::vector<system::Worker const*> all;
        for (system::Worker const& one : busy)
            all.push_back(&one);
        system::wait_for(all, 0.1);
        for (auto at = busy.begin(); at != busy.end();) {
            std::vector<std::string> lines;
            bool const goes_on = at->read(lines);
            for (std::string const& line : lines)
                rows.push_back(study::headroom_row_of(line));
            if (goes_on) {
                ++at;
                continue;
            }
            if (auto const why = at->end()) throw system::SystemError{"a run failed: " + why->why};
            at = busy.erase(at);
        }
    }
    std::ranges::sort(rows, {}, &HeadroomRow::run);
    return rows;
}

report::ResultTable table_of(std::vector<HeadroomRow> const& rows) {
    report::ResultTable table{"headroom",
                              {"run", "addition_share", "addition_accelerators", "addition_bound_by",
                               "load_factor", "load_bound_by"}};
    for (HeadroomRow const& row : rows) {
        auto const addition = row.addition ? report::ResultCell{*row.addition} : report::ResultCell{};
        auto const accelerators = row.addition ? report::ResultCell{row.accelerators} : report::ResultCell{};
        table.rows.push_back({row.run, addition, accelerators, row.bound_by, row.load, row.load_bound_by});
    }
    return table;
}

// The same as a file, which says what was asked: a report shows it beside its study.
void write_file(std::string const& file, report::ResultTable const& rows, HeadroomQuestion const& question,
                HeadroomArguments const& given) {
    report::ResultTable table{"headroom", {"each", "at_s", "for_s"}};
    table.columns.insert(table.columns.end(), rows.columns.begin(), rows.columns.end());
    report::ResultRow asked{given.each, {}, {}};
    if (!question.cases.empty()) {  // they differ in what is lost alone
        FailureEvent const& first = question.cases.front();
        asked[1] = in_seconds(*first.from).count();
        asked[2] = in_seconds(*first.duration).count();
    }
    for (report::ResultRow const& row : rows.rows) {
        report::ResultRow& cells = table.rows.emplace_back(asked);
        cells.insert(cells.end(), row.begin(), row.end());
    }
    std::filesystem::path const path{file};
    std::filesystem::path const folder = path.has_parent_path() ? path.parent_path() : ".";
    system::replace_file(system::Folder::make(folder), path.filename().string(), report::csv(table));
}

// Four digits, and those before the point.
std::string amount(double value) {
    return value < 1000.0 ? fmt::format("{:.4g}", value) : fmt::format("{:.0f}", value);
}

std::string with_interval(std::vector<double> const& values, std::string_view unit, double times) {
    auto const mean = estimate_mean(values, confidence);
    std::string text = amount(mean.mean * times) + std::string{unit};
    if (mean.interval)
        text +=
            fmt::format(" (95 % interval {}{} to {}{})", amount(std::max(0.0, mean.interval->low * times)),
                        unit, amount(mean.interval->high * times), unit);
    return text;
}

std::string verdict_of(std::vector<HeadroomRow> const& rows, HeadroomQuestion const& question,
                       HeadroomArguments const& given) {
    std::vector<double> additions, accelerators, loads;
    for (HeadroomRow const& row : rows) {
        loads.push_back(row.load);
        if (!row.addition) continue;
        additions.push_back(*row.addition);
        accelerators.push_back(static_cast<double>(row.accelerators));
    }
    std::string text;
    std::size_t const missing = rows.size() - additions.size();
    if (missing > 0)
        text += fmt::format("in {} of {} runs even {} more accelerators do not keep the rules\n", missing,
                            rows.size(), given.most);
    bool const needs_none = std::ranges::all_of(additions, [](double one) { return one == 0.0; });
    if (missing == 0 && needs_none) {
        text += fmt::format("no addition is needed: the rules hold whichever of the {} {} is lost\n",
                            question.cases.size(), given.each);
    } else if (!additions.empty()) {
        text += fmt::format(
            "least addition: {} of the accelerators, {} of them, so that the rules hold whichever "
            "of the {} {} is lost\n",
            with_interval(additions, " %", 100.0), with_interval(accelerators, "", 1.0),
            question.cases.size(), given.each);
    }
    bool const at_most = std::ranges::all_of(loads, [&](double one) { return one >= 1.0 + question.most; });
    text += fmt::format("load that it carries: {}{} times the demand\n", at_most ? "at least " : "",
                        with_interval(loads, "", 1.0));
    return text;
}

}  // namespace

ExitCode headroom(HeadroomArguments const& given) {
    auto reading = read(given.scenario, given.with);
    if (!report_problems(reading.problems)) return ExitCode::invalid_input;
    auto const question = question_of(given, std::move(*reading.scenario));
    if (!question) return ExitCode::invalid_input;
    auto const rows = rows_of(*question, given);
    auto const table = table_of(rows);
    if (given.out) write_file(*given.out, table, *question, given);
    bool const is_met =
        std::ranges::all_of(rows, [](HeadroomRow const& row) { return row.addition.has_value(); });
    if (given.json) {
        print_tables_json("headroom", {{"each", given.each}, {"at", given.at}, {"for", given.length}},
                          {table});
    } else {
        console::write(verdict_of(rows, *question, given));
        console::write("\n");
        console::write(report::terminal_table({table}, console::output_style()));
    }
    return is_met ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
