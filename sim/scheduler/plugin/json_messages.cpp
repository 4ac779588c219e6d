#include "sim/scheduler/plugin/json_messages.hpp"

#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "sim/scheduler/plugin/json_reading.hpp"

namespace meridian::scheduler {
namespace {

using AnswerKind = PluginAnswer::Kind;

constexpr double accelerator = 1000.0;  // in thousandths

constexpr std::array<std::pair<std::string_view, Reason>, 4> reason_names{
    {{"full", Reason::sites_in_reach_are_full},
     {"no_site_in_reach", Reason::no_site_in_reach},
     {"out_of_service", Reason::place_lost},
     {"own_rule", Reason::policy_choice}}};
constexpr std::array<std::string_view, 3> event_names{"started", "finished", "lost"};

template <class... Parts>
void add(std::string& out, fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Parts>(parts)...);
}

Reason reason_of(Json const& value, std::string_view key) {
    if (value.is_string()) {
        for (auto const& [name, why] : reason_names) {
            if (value.get_ref<std::string const&>() == name) return why;
        }
    }
    wrong(key, "one of full, no_site_in_reach, out_of_service, own_rule", value);
}

Sights sights_of(Json const& object) {
    Sights sees;
    auto const found = object.find("sees");
    if (found == object.end()) return sees;
    if (!found->is_array()) wrong("sees", "a list", *found);
    for (Json const& one : *found) {
        if (one == "map")
            sees.map = true;
        else if (one == "state")
            sees.state = true;
        else if (one == "places")
            sees.places = true;
        else if (one == "costs")
            sees.places = sees.costs = true;
        else if (one == "events")
            sees.events = true;
        else
            wrong("sees", "of map, state, places, costs, events", one);
    }
    return sees;
}

}  // namespace

void JsonMessages::begin(View const& view) {
    scenario_ = &view.scenario();
    sites_ = {};
    pools_ = {};
    classes_ = {};
    regions_ = {};
    site_of_.clear();
    pool_of_.clear();
    for (SiteId const s : scenario_->sites.keys()) {
        sites_.add(in_quotes(scenario_->sites[s].name));
        site_of_.emplace(scenario_->sites[s].name, s);
    }
    for (PoolId const p : scenario_->pools.keys()) {
        pools_.add(in_quotes(scenario_->pools[p].name));
        pool_of_.emplace(scenario_->pools[p].name, p);
    }
    for (WorkloadClass const& one : scenario_->classes)
        classes_.add(in_quotes(one.name));
    for (DemandRegion const& one : scenario_->regions)
        regions_.add(in_quotes(one.name));
}

std::string JsonMessages::hello(PluginSource const& source, std::string_view role) {
    return fmt::format(
        R"({{"type":"hello","protocol":"meridian-policy","version":{},"role":"{}","knowledge":"{}","parameters":{}}})",
        contract_version, role, knowledge_words[static_cast<std::size_t>(source.knowledge)],
        source.parameters);
}

Greeting JsonMessages::read_hello(std::string_view line) {
    Json const json = parsed(line);
    check_type(json, "hello");
    std::int64_t const version = whole_of(json, "version");
    if (version != contract_version) {
        throw CarrierFault{fmt::format("it speaks version {} of the contract, and this program version {}",
                                       version, contract_version)};
    }
    Greeting greeting;
    if (json.contains("name")) greeting.name = text_of(json, "name");
    greeting.sees = sights_of(json);
    if (json.contains("period_ns")) greeting.period = Duration{whole_of(json, "period_ns")};
    greeting.batches = flag_of(json, "batches");
    if (greeting.period < Duration{0}) wrong("period_ns", "0 or more", json["period_ns"]);
    return greeting;
}

std::string JsonMessages::run_begins(View const& view, Sights sees) const {
    Scenario const& s = *scenario_;
    std::string out;
    add(out,
        R"({{"type":"begin","seed":{},"run":{},"horizon_ns":{},"sensing":{{"interval_ns":{},"delay_ns":{}}})",
        s.seed, s.run, s.horizon.count(), s.sensing.interval.count(), s.sensing.delay.count());
    if (sees.map) {
        out += R"(,"sites":[)";
        for (SiteId const site : s.sites.keys()) {
            add(out, R"({}{{"id":{},"tier":{},"pools":[)", site.index == 0 ? "" : ",", sites_[site],
                in_quotes(s.tiers[s.sites[site].tier].name));
            bool is_first = true;
            for (PoolId const pool : view.pools_of(site)) {
                add(out, R"({}{{"id":{},"accelerator":{},"accelerators":{}}})", is_first ? "" : ",",
                    pools_[pool], in_quotes(s.accelerators[s.pools[pool].accelerator].name),
                    s.pools[pool].servers * s.pools[pool].width);
                is_first = false;
            }
            out += "]}";
        }
        out += R"(],"latency_ns":{)";
        for (RegionId const region : s.regions.keys()) {
            add(out, "{}{}:{{", region.index == 0 ? "" : ",", regions_[region]);
            bool is_first = true;
            for (SiteId const site : view.sites_by_latency(region)) {
                add(out, "{}{}:{}", is_first ? "" : ",", sites_[site], view.latency(region, site).count());
                is_first = false;
            }
            out += '}';
        }
        out += '}';
    }
    return out + '}';
}

void JsonMessages::check_ready(std::string_view line) {
    check_type(parsed(line), "ready");
}

std::string_view JsonMessages::question(Question const& question, Sights sees) {
    out_.clear();
    add(out_, R"({{"type":"decide","id":{},"now_ns":{},"sensed_ns":{})", question.number,
        question.now.time_since_epoch().count(), question.sensed.time_since_epoch().count());
    if (sees.state) write_state(question);
    if (sees.events) write_events(question);
    write_jobs(question, sees);
    out_ += '}';
    return out_;
}

std::string_view JsonMessages::judge_question(std::string_view role, std::uint64_t number, SimTime now,
                                              ShownJob const& shown, Sights sees) {
    out_.clear();
    add(out_, R"({{"type":"{}","id":{},"now_ns":{},"job":)", role, number, now.time_since_epoch().count());
    write_job(shown, sees);
    out_ += R"(,"names":[)";
    char const* before = "";
    for (ShownPlace const& place : shown.places) {
        out_ += std::exchange(before, ",");
        out_ += name_of(place);
    }
    out_ += "]}";
    return out_;
}

std::string const& JsonMessages::name_of(ShownPlace const& place) const {
    return place.pool.valid() ? pools_[place.pool] : sites_[place.site];
}

void JsonMessages::write_state(Question const& question) {
    add(out_, R"(,"whole":{},"pools":{{)", question.is_whole);
    char const* before = "";
    for (ShownPool const& pool : question.pools) {
        auto const units = [](std::int64_t thousandths) {
            return static_cast<double>(thousandths) / accelerator;
        };
        add(out_, R"({}{}:{{"free":{},"promised":{},"serving":{},"out":{},"open":{}}})",
            std::exchange(before, ","), pools_[pool.pool], units(pool.free), units(pool.promised),
            units(pool.serving), units(pool.out), pool.is_open);
    }
    out_ += R"(},"sites":{)";
    before = "";
    for (ShownSite const& site : question.sites) {
        add(out_, R"({}{}:{{"open":{})", std::exchange(before, ","), sites_[site.site], site.is_open);
        if (site.storage_left) add(out_, R"(,"storage_left_bytes":{})", *site.storage_left);
        out_ += '}';
    }
    out_ += '}';
}

void JsonMessages::write_events(Question const& question) {
    out_ += R"(,"events":[)";
    char const* before = "";
    for (JobEvent const& event : question.events) {
        add(out_, R"({}{{"type":"{}","job":"{}","at_ns":{})", std::exchange(before, ","),
            event_names[static_cast<std::size_t>(event.kind)], event.number,
            event.at.time_since_epoch().count());
        if (event.kind == JobEvent::Kind::started) add(out_, R"(,"wait_ns":{})", event.wait.count());
        if (event.kind == JobEvent::Kind::finished)
            add(out_, R"(,"turnaround_ns":{})", event.turnaround.count());
        out_ += '}';
    }
    out_ += ']';
}

void JsonMessages::write_jobs(Question const& question, Sights sees) {
    out_ += R"(,"jobs":[)";
    char const* before = "";
    for (ShownJob const& shown : question.jobs) {
        out_ += std::exchange(before, ",");
        write_job(shown, sees);
    }
    out_ += ']';
}

void JsonMessages::write_job(ShownJob const& shown, Sights sees) {
    state::Job const& job = *shown.job;
    add(out_, R"({{"id":"{}","class":{},"origin":{},"accelerators":{},"arrived_ns":{},"estimate_ns":{})",
        shown.number, classes_[job.what.workload_class], regions_[job.what.origin],
        static_cast<double>(job.what.width.count()) / accelerator, job.arrival.time_since_epoch().count(),
        shown.estimate.count());
    add(out_, R"(,"input_bytes":{},"output_bytes":{})", job.what.input.count(), job.what.output.count());
    if (shown.runtime) add(out_, R"(,"runtime_ns":{})", shown.runtime->count());
    if (sees.places) {
        out_ += R"(,"places":[)";
        char const* before = "";
        for (ShownPlace const& place : shown.places) {
            out_ += std::exchange(before, ",");
            write_place(place, sees);
        }
        out_ += ']';
    }
    out_ += '}';
}

void JsonMessages::write_place(ShownPlace const& place, Sights sees) {
    add(out_, R"({{"site":{})", sites_[place.site]);
    if (place.pool.valid()) add(out_, R"(,"pool":{})", pools_[place.pool]);
    add(out_, R"(,"room":{},"open":{},"latency_ns":{},"load":{})", place.has_room, place.is_open,
        place.latency.count(), place.load);
    if (sees.costs) {
        add(out_, R"(,"energy_kwh":{},"energy_cny":{},"network_cny":{},"carbon_kg":{})",
            place.adds.energy_kwh, place.adds.energy_cny, place.adds.network_cny, place.adds.carbon_kg);
    }
    out_ += '}';
}

Reply const& JsonMessages::read_reply(std::string_view line, Question const& asked) {
    reply_.answers.clear();
    Json const json = parsed(line);
    check_type(json, "decisions");
    check_question(json, asked.number);
    reply_.wants_whole = flag_of(json, "snapshot");
    reply_.took = Duration{json.contains("took_ns") ? whole_of(json, "took_ns") : 0};
    if (reply_.took < Duration{0}) wrong("took_ns", "0 or more", json["took_ns"]);
    Json const& decisions = required(json, "decisions");
    if (!decisions.is_array()) wrong("decisions", "a list", decisions);
    for (Json const& one : decisions)
        read_answer(one);
    return reply_;
}

void JsonMessages::read_answer(Json const& one) {
    if (!one.is_object()) wrong("decisions", "a list of objects", one);
    PluginAnswer& answer = reply_.answers.emplace_back();
    answer.number = number_of(text_of(one, "job"));
    if (one.contains("pool") || one.contains("site")) return read_place(one, answer);
    if (auto const wait = one.find("wait"); wait != one.end()) {
        answer.why = reason_of(*wait, "wait");
        return;
    }
    if (auto const reject = one.find("reject"); reject != one.end()) {
        answer.kind = AnswerKind::reject;
        answer.why = reason_of(*reject, "reject");
        return;
    }
    if (!one.contains("defer_until_ns")) {
        throw CarrierFault{fmt::format(
            "its decision on job {} has none of 'pool', 'site', 'wait', 'reject', 'defer_until_ns'",
            answer.number)};
    }
    answer.kind = AnswerKind::defer;
    answer.until = SimTime{Duration{whole_of(one, "defer_until_ns")}};
}

void JsonMessages::read_place(Json const& one, PluginAnswer& answer) const {
    answer.kind = AnswerKind::place;
    if (one.contains("pool")) {
        auto const found = pool_of_.find(text_of(one, "pool"));
        if (found == pool_of_.end()) wrong("pool", "a pool", one["pool"]);
        answer.pool = found->second;
        answer.site = scenario_->pools[answer.pool].site;
        return;
    }
    auto const found = site_of_.find(text_of(one, "site"));
    if (found == site_of_.end()) wrong("site", "a site", one["site"]);
    answer.site = found->second;
}

}  // namespace meridian::scheduler
