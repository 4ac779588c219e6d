// A program of the user's that knows two functions over names of places: which may be used (filter), and how good each
// is (score, 0 to 100). The shape of the extenders of Kubernetes' scheduler.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/scheduler/plugin/program_carrier.hpp"
#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {

class PlaceJudge {
public:
    enum class Role : std::uint8_t { filter, score };
    // Greets it. Throws PluginFault, as all of its functions do.
    PlaceJudge(std::string name, std::shared_ptr<PluginSource const> source, Role role);

    // Whether each of the places may be used.
    [[nodiscard]] std::vector<bool> passes(state::Job const& job, View const& view,
                                           std::span<Placement const> places);
    // How bad each of them is: 0 for a score of 100, 1 for none.
    [[nodiscard]] std::vector<double> scores(state::Job const& job, View const& view,
                                             std::span<Placement const> places);

private:
    // The whole of its answer to the next question, of that type.
    [[nodiscard]] nlohmann::json answer(state::Job const& job, View const& view,
                                        std::span<Placement const> places, std::string_view type);
    [[nodiscard]] std::string_view ask(state::Job const& job, View const& view,
                                       std::span<Placement const> places);
    template <class Work>
    auto guarded(state::Job const* job, View const* view, Work const& work);

    std::string name_;
    std::shared_ptr<PluginSource const> source_;
    Role role_;
    std::unique_ptr<ProgramCarrier> program_;
    std::uint64_t asked_{0};
    bool has_begun_{false};
};

}  // namespace meridian::scheduler
