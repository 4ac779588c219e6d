// A policy that is a shared library: meridian_policy.h beside this file. It runs in this process: a time limit cannot
// stop it, and a crash of it is one of the run.
#pragma once

#include <optional>
#include <vector>

#include "sim/scheduler/plugin/carrier.hpp"
#include "sim/scheduler/plugin/meridian_policy.h"
#include "sim/system/module.hpp"

namespace meridian::scheduler {

class LibraryCarrier final : public Carrier {
public:
    // `source` outlives it.
    explicit LibraryCarrier(PluginSource const& source) : source_{source} {}
    ~LibraryCarrier() override { close(); }
    LibraryCarrier(LibraryCarrier const&) = delete;
    LibraryCarrier& operator=(LibraryCarrier const&) = delete;

    [[nodiscard]] Greeting greet() override;
    void begin(View const& view) override;
    [[nodiscard]] Reply const& ask(Question const& question) override;
    void end() override { close(); }

private:
    void close();
    void show_state(Question const& question);
    void show_events(Question const& question);
    void show_jobs(Question const& question);
    [[nodiscard]] PluginAnswer answer_of(meridian_decision const& decision, std::uint64_t number) const;

    PluginSource const& source_;
    decltype(&meridian_policy_decide) decide_{nullptr};
    decltype(&meridian_policy_close) close_{nullptr};
    void* self_{nullptr};
    bool is_open_{false};
    Reply reply_;
    // Of the run, and of one question; reused.
    std::vector<char const*> site_names_, pool_names_, class_names_, region_names_;
    std::vector<unsigned> site_of_pool_;
    meridian_names names_{};
    std::vector<meridian_pool> pools_;
    std::vector<meridian_site> sites_;
    std::vector<meridian_event> events_;
    std::vector<meridian_place> places_;
    std::vector<meridian_job> jobs_;
    std::vector<meridian_decision> decisions_;
};

}  // namespace meridian::scheduler
