#include "sim/study/worker_pool.hpp"

#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/units/format.hpp"

namespace meridian::study {
namespace {

std::string memory_words(Limits const& limits) {
    return limits.memory_bytes
               ? fmt::format("it needed more memory than the limit of {}", human_bytes(*limits.memory_bytes))
               : std::string{"memory ran out"};
}

}  // namespace

void WorkerPool::start(Assignment assignment) {
    auto const work = [&](system::Worker::Send const& send) {
        auto const send_row = [&](Row const& row) {
            std::string const text = row_text(row);
            send(std::string_view{text}.substr(0, text.size() - 1));
        };
        std::size_t done = 0;
        try {
            Player const player = player_of_(assignment);
            for (std::int64_t const run : assignment.runs) {
                send_row(player(run));
                ++done;
            }
        } catch (std::bad_alloc const&) {
            send_row(Row{assignment.key, assignment.runs[done], 0.0, memory_words(limits_), {}});
        } catch (std::exception const& fault) {
            send_row(Row{assignment.key, assignment.runs[done], 0.0, fault.what(), {}});
        }
    };
    system::Worker worker{work, limits_.memory_bytes};
    busy_.push_back({std::move(worker), std::move(assignment), Clock::now()});
}

void WorkerPool::listen(double seconds, PoolListener& listener) {
    std::vector<system::Worker const*> all;
    for (Busy const& busy : busy_)
        all.push_back(&busy.worker);
    system::wait_for(all, seconds);
    end_slow_ones();
    for (auto busy = busy_.begin(); busy != busy_.end();) {
        if (hear(*busy, listener)) {
            ++busy;
            continue;
        }
        auto const death = reap(*busy);
        Assignment left = std::move(busy->left);
        busy = busy_.erase(busy);
        listener.ended(std::move(left), death);
    }
}

bool WorkerPool::hear(Busy& busy, PoolListener& listener) {
    std::vector<std::string> lines;
    bool const more = busy.worker.read(lines);
    for (std::string const& line : lines) {
        auto const row = parse_row(line);
        if (!row) continue;
        if (!busy.left.runs.empty()) busy.left.runs.pop_front();
        busy.begun = Clock::now();
        listener.heard(busy.left.point, *row);
    }
    return more;
}

std::optional<WorkerFailure> WorkerPool::reap(Busy& busy) const {
    auto const died = busy.worker.end();
    if (!died) return std::nullopt;
    if (!busy.too_slow) return WorkerFailure{*died, false};
    return WorkerFailure{fmt::format("it took longer than the limit of {} s", format_number(*limits_.time_s)),
                         true};
}

void WorkerPool::end_slow_ones() {
    if (!limits_.time_s) return;
    for (Busy& busy : busy_) {
        double const spent = std::chrono::duration<double>(Clock::now() - busy.begun).count();
        if (spent <= *limits_.time_s || busy.too_slow) continue;
        busy.too_slow = true;
        busy.worker.kill();
    }
}

}  // namespace meridian::study
