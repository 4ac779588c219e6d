#include "models/workload/value.hpp"

namespace meridian {
namespace {

constexpr double seconds_per_hour = 3600.0;
constexpr double million = 1e6;

}  // namespace

double accelerator_hours_per_request(Service const& service) {
    double seconds = mean(service.tokens_in) / service.prefill_per_s;
    if (service.decode_per_s > 0.0) seconds += mean(service.tokens_out) / service.decode_per_s;
    double const accelerators_per_slot =
        static_cast<double>(service.replica_accelerators) / static_cast<double>(service.slots);
    return seconds / seconds_per_hour * accelerators_per_slot;
}

bool has_value(Service const& service) {
    ServiceValue const& value = service.value;
    return value.per_accelerator_hour || value.per_request || value.per_token_in || value.per_token_out;
}

std::optional<double> cny_per_request(Service const& service) {
    ServiceValue const& value = service.value;
    if (value.per_accelerator_hour)
        return value.per_accelerator_hour->count() * accelerator_hours_per_request(service);
    if (value.per_request) return value.per_request->count() / million;
    if (!value.per_token_in && !value.per_token_out) return std::nullopt;
    double const in = value.per_token_in ? value.per_token_in->count() * mean(service.tokens_in) : 0.0;
    double const out = value.per_token_out ? value.per_token_out->count() * mean(service.tokens_out) : 0.0;
    return (in + out) / million;
}

double accelerator_hours(JobDescription const& job) {
    double const accelerators = static_cast<double>(job.width.count()) / 1000.0;
    return accelerators * in_seconds(job.runtime).count() / seconds_per_hour;
}

bool uses_accelerators(WorkloadClass const& c) {
    auto const* const width = std::get_if<Constant>(&c.accelerators.shape);
    return width == nullptr || width->value > 0.0;
}

}  // namespace meridian
