// Places and data that are out of service, and what is remembered of jobs that had to leave.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/scheduler/decision.hpp"

namespace meridian::world {

class LostPlaces {
public:
    LostPlaces(std::size_t sites, std::size_t pools, std::size_t nodes)
        : sites_(sites), pools_(pools), nodes_(nodes, false) {}

    // Since when; nothing if it is not lost.
    std::optional<SimTime>& site(SiteId s) { return sites_[s]; }
    std::optional<SimTime>& pool(PoolId p) { return pools_[p]; }
    [[nodiscard]] std::optional<SimTime> const& site(SiteId s) const { return sites_[s]; }
    [[nodiscard]] std::optional<SimTime> const& pool(PoolId p) const { return pools_[p]; }
    // Are the data at the node out of reach?
    [[nodiscard]] bool lost_data(NodeId n) const { return nodes_[n.index]; }
    void set_lost_data(NodeId n, bool lost) { nodes_[n.index] = lost; }

    // Of a job that has lost its place.
    struct Record {
        std::int64_t losses{0};        // of places
        SiteId kept_at;                // its checkpoint is there alone; none: there is none, or it is remote
        Duration left{};               // of its work from that checkpoint
        bool moves_checkpoint{false};  // to its next place
        std::optional<scheduler::Placement> waits_for;
    };
    [[nodiscard]] Record& of(JobId job) { return jobs_[job]; }
    [[nodiscard]] Record const* find(JobId job) const {
        auto const at = jobs_.find(job);
        return at == jobs_.end() ? nullptr : &at->second;
    }
    void forget(JobId job) { jobs_.erase(job); }
    [[nodiscard]] std::map<JobId, Record> const& jobs() const { return jobs_; }

private:
    Table<SiteId, std::optional<SimTime>> sites_;
    Table<PoolId, std::optional<SimTime>> pools_;
    std::vector<bool> nodes_;
    std::map<JobId, Record> jobs_;  // that are alive and have lost a place
};

}  // namespace meridian::world
