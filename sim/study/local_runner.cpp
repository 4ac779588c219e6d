#include "sim/study/local_runner.hpp"

namespace meridian::study {
namespace {

class LocalResultSink final : public PoolListener {
public:
    LocalResultSink(RunQueue& queue, SweepListener& listener) : queue_{queue}, listener_{listener} {}

    void heard(std::size_t point, Row const& row) override {
        queue_.heard(row);
        listener_.heard(point, row, false);
    }
    void ended(Assignment left, std::optional<WorkerFailure> const& death) override {
        if (auto const failed = queue_.release(std::move(left), death))
            listener_.heard(failed->point, failed->row, false);
    }

private:
    RunQueue& queue_;
    SweepListener& listener_;
};

}  // namespace

bool LocalRunner::play(std::vector<Assignment> wanted, SweepListener& listener) {
    RunQueue queue{std::move(wanted)};
    LocalResultSink sink{queue, listener};
    while (true) {
        listener.at_work(pool_.busy());
        if (!listener.keep_going()) {
            pool_.clear();
            return false;
        }
        while (pool_.has_room() && !queue.empty() && listener.may_begin(queue.longest_s()))
            pool_.start(queue.take(pool_.workers()));
        if (pool_.busy() == 0) return queue.empty();
        pool_.listen(0.1, sink);
    }
}

}  // namespace meridian::study
