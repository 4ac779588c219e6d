#include "sim/service/request_work.hpp"

#include <algorithm>

namespace meridian::service {
namespace {

constexpr std::size_t classes = 256;

std::vector<double> midpoints(Distribution const& tokens, double per_s) {
    std::vector<double> seconds;
    for (std::size_t i = 0; i < classes; ++i) {
        double const u = (static_cast<double>(i) + 0.5) / static_cast<double>(classes);
        double const count = quantile(tokens, u);
        seconds.push_back(count > 0.0 ? count / per_s : 0.0);
    }
    return seconds;
}

}  // namespace

RequestWork request_work(Service const& service, double speed) {
    std::vector<double> const in = midpoints(service.tokens_in, speed * service.prefill_per_s);
    std::vector<double> const out = midpoints(service.tokens_out, speed * service.decode_per_s);
    std::vector<double> all;
    all.reserve(classes * classes);
    double sum = 0.0;
    double squares = 0.0;
    for (double const reading : in) {
        for (double const writing : out) {
            double const work = reading + writing;
            all.push_back(work);
            sum += work;
            squares += work * work;
        }
    }
    auto const n = static_cast<double>(all.size());
    RequestWork work;
    work.mean_s = sum / n;
    work.scv = squares / n / (work.mean_s * work.mean_s) - 1.0;
    if (service.until == Until::first_token) {
        work.awaited_s = in;
    } else {
        std::sort(all.begin(), all.end());
        for (std::size_t i = 0; i < classes; ++i)
            work.awaited_s.push_back(all[i * classes + classes / 2]);
    }
    for (double const awaited : work.awaited_s)
        work.awaited_mean_s += awaited / static_cast<double>(classes);
    if (work.awaited_s.front() == work.awaited_s.back()) work.awaited_s.resize(1);
    return work;
}

}  // namespace meridian::service
