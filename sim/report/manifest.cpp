#include "sim/report/manifest.hpp"

#include <Eigen/Core>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/engine/random_streams.hpp"
#include "sim/report/build_facts.hpp"
#include "sim/report/json_text.hpp"
#include "sim/system/machine.hpp"

namespace meridian::report {

std::string content_key(std::string_view resolved_scenario) {
    std::string const versioned = fmt::format("results {}\n{}", results_version, resolved_scenario);
    std::string const reversed{versioned.rbegin(), versioned.rend()};
    return fmt::format("{:016x}{:016x}", engine::name_hash(versioned), engine::name_hash(reversed));
}

std::string manifest_json(RunFacts const& facts, std::string_view key, CheckSums const& sums) {
    system::Machine const machine = system::this_machine();
    JsonText json;
    json.text("program", "Meridian");
    json.text("kind", "run");
    json.text("version", version());
    json.text("commit", commit());
    json.number("results_version", std::int64_t{results_version});
    json.text("content_key", key);
    json.text("command", facts.command);
    json.text("seed", std::to_string(facts.seed));
    json.text("run", std::to_string(facts.run));
    json.text("written", system::utc_now());
    json.open("machine");
    json.text("processor", machine.processor);
    json.number("cores", std::int64_t{machine.cores});
    json.text("kernel", machine.kernel);
    json.close();
    json.open("libraries");
    json.text("Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                                   BOOST_VERSION % 100));
    json.text("Eigen",
              fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION));
    json.text("fmt",
              fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
    json.text("time zones", machine.time_zones);
    json.text("compiler", build_facts::compiler);
    json.close();
    json.number("read_s", facts.read_s);
    json.number("run_s", facts.run_s);
    json.number("jobs", static_cast<std::int64_t>(facts.jobs));
    json.number("jobs_per_s", facts.run_s > 0.0 ? static_cast<double>(facts.jobs) / facts.run_s : 0.0);
    json.number("events_per_s", facts.run_s > 0.0 ? static_cast<double>(facts.events) / facts.run_s : 0.0);
    json.number("peak_memory_bytes", system::peak_memory_bytes());
    json.texts("files", sums);
    return sealed(json.finish());
}

std::string_view version() {
    return build_facts::version;
}
std::string_view commit() {
    return build_facts::commit;
}

}  // namespace meridian::report
