#include "sim/service/demand_noise.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "models/workload/distribution.hpp"
#include "models/workload/variability.hpp"

namespace meridian::service {

constexpr std::size_t no_source = std::numeric_limits<std::size_t>::max();

DemandNoise::DemandNoise(Scenario const& scenario, std::string_view stream, std::vector<double> cv)
    : random_{scenario.seed, scenario.run},
      stream_{engine::name_hash(stream)},
      source_of_(scenario.services.size(), no_source),
      factors_{scenario.services.size(), scenario.regions.size(), 1.0} {
    std::map<std::string, std::size_t> known;
    for (ServiceId const v : scenario.services.keys()) {
        if (!(cv[v.index] > 0.0)) continue;
        Service const& service = scenario.services[v];
        auto const [found, is_new] = known.try_emplace(service.demand_key(), sources_.size());
        if (is_new) add_source(scenario, service, cv[v.index]);
        source_of_[v.index] = found->second;
    }
    std::set<std::uint64_t> entities;
    auto const add = [&](Process const& process) {
        if (!entities.insert(process.entity).second)
            throw std::runtime_error{
                "the hashes of two random streams of services collide: give one of them another key"};
    };
    for (Source const& source : sources_) {
        add(source.shared);
        for (Process const& own : source.own)
            add(own);
    }
}

void DemandNoise::add_source(Scenario const& scenario, Service const& service, double cv) {
    Variability const& of = service.variability;
    std::string const& key = service.demand_key();
    Source source;
    source.log_variance = log_variance(cv);
    source.phi = autocorrelation(scenario.serving.epoch, of.correlation_time);
    source.innovation = std::sqrt(1.0 - source.phi * source.phi);
    source.shared_weight = std::sqrt(of.regional_correlation);
    source.own_weight = std::sqrt(1.0 - of.regional_correlation);
    source.shared.entity = engine::name_hash(key);
    for (DemandRegion const& region : scenario.regions)
        source.own.push_back({engine::name_hash(key + '\x1f' + region.key), 0.0});
    sources_.push_back(std::move(source));
}

void DemandNoise::move_to(std::int64_t epoch) {
    assert(epoch >= epoch_);
    if (epoch == epoch_) return;
    while (epoch_ < epoch) {
        ++epoch_;
        for (Source& source : sources_)
            step(source);
    }
    for (std::size_t v = 0; v < source_of_.size(); ++v) {
        if (source_of_[v] == no_source) continue;
        Source const& source = sources_[source_of_[v]];
        for (std::size_t r = 0; r < source.own.size(); ++r) {
            double const z =
                source.shared_weight * source.shared.value + source.own_weight * source.own[r].value;
            factors_[v * factors_.columns() + r] = lognormal_factor(source.log_variance, z);
        }
    }
}

void DemandNoise::step(Source& source) {
    if (source.shared_weight > 0.0) step(source, source.shared);
    if (!(source.own_weight > 0.0)) return;
    for (Process& own : source.own)
        step(source, own);
}

void DemandNoise::step(Source const& source, Process& process) const {
    auto const bits = random_.block(stream_, process.entity, static_cast<std::uint64_t>(epoch_))[0];
    double const drawn = standard_normal_quantile(engine::unit_interval(bits));
    process.value = epoch_ == 0 ? drawn : source.phi * process.value + source.innovation * drawn;
}

}  // namespace meridian::service
