// The messages of the contract as JSON, one object a line: messages.schema.json beside this file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/scheduler/plugin/carrier.hpp"

namespace meridian::scheduler {

class JsonMessages {
public:
    // All that is named in messages of a run, of `view.scenario()`, which outlives its use here.
    void begin(View const& view);

    // `role`: policy, filter or score.
    [[nodiscard]] static std::string hello(PluginSource const& source, std::string_view role = "policy");
    // Throws CarrierFault.
    [[nodiscard]] static Greeting read_hello(std::string_view line);
    [[nodiscard]] std::string run_begins(View const& view, Sights sees) const;
    static void check_ready(std::string_view line);
    // Both live until the next call of the same name.
    [[nodiscard]] std::string_view question(Question const& question, Sights sees);
    [[nodiscard]] Reply const& read_reply(std::string_view line, Question const& asked);
    // Of a filter or a score, on the places of the job, by name. Lives until the next question.
    [[nodiscard]] std::string_view judge_question(std::string_view role, std::uint64_t number, SimTime now,
                                                  ShownJob const& shown, Sights sees);

private:
    [[nodiscard]] std::string const& name_of(ShownPlace const& place) const;
    void write_state(Question const& question);
    void write_events(Question const& question);
    void write_jobs(Question const& question, Sights sees);
    void write_job(ShownJob const& shown, Sights sees);
    void write_place(ShownPlace const& place, Sights sees);
    void read_answer(nlohmann::json const& one);
    void read_place(nlohmann::json const& one, PluginAnswer& answer) const;

    Scenario const* scenario_{nullptr};
    // Quoted as in JSON.
    Table<SiteId, std::string> sites_;
    Table<PoolId, std::string> pools_;
    Table<ClassId, std::string> classes_;
    Table<RegionId, std::string> regions_;
    std::map<std::string, SiteId, std::less<>> site_of_;
    std::map<std::string, PoolId, std::less<>> pool_of_;
    std::string out_;
    Reply reply_;
};

}  // namespace meridian::scheduler
