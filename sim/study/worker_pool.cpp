#include "sim/study/worker_pool.hpp"

#include <algorithm>
#include <exception>
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
    system::Worker worker{[&](system::Worker::Send const& send) { work(assignment, send); },
                          limits_.memory_bytes};
    busy_.push_back({std::move(worker), std::move(assignment)});
}

// In a worker.
void WorkerPool::work(Assignment left, system::Worker::Send const& send) const {
    auto const limit =
        limits_.time_s ? std::optional{std::max(*limits_.time_s - begun_s_, 1e-6)} : std::nullopt;
    system::limit_time(limit);
    auto const send_row = [&](Row const& row) {
        std::string const text = row_text(row);
        send(std::string_view{text}.substr(0, text.size() - 1));
        left.remove(row);
        system::limit_time(limit);
    };
    auto const send_failure = [&](std::string const& why) {
        if (left.runs.empty()) return;
        AssignedRun const& first = left.runs.front();
        send_row({left.point_of(first).key, first.run, 0.0, why, {}});
    };
    try {
        play_(Assignment{left}, send_row);
    } catch (std::bad_alloc const&) {
        send_failure(memory_words(limits_));
    } catch (std::exception const& fault) {
        send_failure(fault.what());
    }
}

void WorkerPool::listen(double seconds, PoolListener& listener) {
    std::vector<system::Worker const*> all;
    for (Busy const& busy : busy_)
        all.push_back(&busy.worker);
    system::wait_for(all, seconds);
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
        auto const point = row ? busy.left.remove(*row) : std::nullopt;
        if (point) listener.heard(*point, *row);
    }
    return more;
}

std::optional<WorkerFailure> WorkerPool::reap(Busy& busy) const {
    auto const died = busy.worker.end();
    if (!died) return std::nullopt;
    if (!died->out_of_time || !limits_.time_s) return WorkerFailure{died->why, false};
    return WorkerFailure{fmt::format("it took longer than the limit of {} s", format_number(*limits_.time_s)),
                         true};
}

}  // namespace meridian::study
