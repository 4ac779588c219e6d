// Observes a run between events and may stop it.
#pragma once

#include <cstdint>

#include "models/map/path_watch.hpp"
#include "models/units/time.hpp"

namespace meridian::world {

class Monitor {
public:
    virtual ~Monitor() = default;
    // Called between events, every few of them. False stops the run.
    [[nodiscard]] virtual bool keep_going(SimTime now, std::uint64_t events) = 0;
    // Called before each search for paths; one event may cause many searches, and so does construction. False
    // makes World throw SearchStopped.
    [[nodiscard]] virtual bool keep_searching(std::uint64_t /*searches*/) { return true; }
};

// Asks a monitor, if there is one, before each search.
class MonitoredSearches final : public PathWatch {
public:
    explicit MonitoredSearches(Monitor* monitor) : monitor_{monitor} {}
    void search_begins() override {
        if (monitor_ != nullptr && !monitor_->keep_searching(++searches_)) throw SearchStopped{};
    }

private:
    Monitor* monitor_;
    std::uint64_t searches_{0};
};

}  // namespace meridian::world
