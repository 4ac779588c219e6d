// How questions reach a policy outside the program, and its answers come back.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/scheduler/plugin/question.hpp"
#include "sim/setup/plugin.hpp"

namespace meridian::scheduler {

// The version of the contract that this program speaks. A policy of another one is refused.
inline constexpr int contract_version = 1;

// What a policy wants to see, beside jobs and instants.
struct Sights {
    bool map{false};     // names, sizes and latencies, as a run begins
    bool state{false};   // pools and sites as sensed
    bool places{false};  // by job: where it could run, and whether there is room
    bool costs{false};   // of these: energy, money and carbon that it would add
    bool events{false};  // what became of the jobs that it placed
};

// What a policy declares of itself before the first run.
struct Greeting {
    std::string name;  // empty: none of its own
    Sights sees;
    Duration period{};    // zero: asked as jobs arrive and room is freed
    bool batches{false};  // then for all jobs that wait, in one question
};

// Its answer for one job.
struct PluginAnswer {
    enum class Kind : std::uint8_t { place, wait, defer, reject };
    std::uint64_t number{0};  // of the job
    Kind kind{Kind::wait};
    SiteId site;
    PoolId pool;  // none: one of the site, the first that has room, else the first that could run it
    SimTime until;
    Reason why{Reason::policy_choice};
};

struct Reply {
    std::vector<PluginAnswer> answers;
    bool wants_whole{false};  // the next question shows the whole state
    Duration took{};          // that it says it took
};

// A policy does not do its part, or its carrier fails; the message says how.
struct CarrierFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Of one run. Requires the order greet(), begin(), any ask()s, end(). All but end() throw CarrierFault.
class Carrier {
public:
    virtual ~Carrier() = default;
    [[nodiscard]] virtual Greeting greet() = 0;
    virtual void begin(View const& view) = 0;
    // Lives until the next call.
    [[nodiscard]] virtual Reply const& ask(Question const& question) = 0;
    virtual void end() = 0;
    // The end of what it wrote for people.
    [[nodiscard]] virtual std::string log() const { return {}; }
};

}  // namespace meridian::scheduler
