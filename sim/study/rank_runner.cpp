#include "sim/study/rank_runner.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "sim/report/manifest.hpp"
#include "sim/study/run_distribution.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

using system::Message;
using system::Messenger;

// How long a rank sleeps that hears nothing. MPI cannot wake it: it looks again, and takes time from its
// workers whenever it does. Only one with too little to do looks often.
constexpr double short_rest_s = 0.001;
constexpr double long_rest_s = answer_s / 2.0;

double rest_beside(WorkerPool const& pool) {
    return pool.has_room() ? short_rest_s : long_rest_s;
}

void rest(double seconds) {
    std::this_thread::sleep_for(std::chrono::duration<double>{seconds});
}

std::string_view take_word(std::string_view& text) {
    auto const space = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    return word;
}

Message wait_for_message(Messenger& messenger) {
    while (true) {
        if (auto message = messenger.receive()) return *message;
        rest(long_rest_s);
    }
}

// What all ranks must agree upon.
std::string release_text() {
    return fmt::format("{} {} {} {}", report::version(), report::commit(), report::results_version,
                       row_sum(figures_line(our_figures())));
}

// Rank 0's ear, for its own workers and for all ranks.
class RankResultSink final : public PoolListener {
public:
    RankResultSink(RunQueue& queue, RunDistribution& distribution, SweepListener& listener, std::size_t ranks)
        : queue_{queue}, distribution_{distribution}, listener_{listener}, failures_(ranks) {}

    void heard(std::size_t point, Row const& row) override { note(point, row, false); }
    void ended(Assignment left, std::optional<WorkerFailure> const& death) override {
        back(0, std::move(left), death);
    }

    void hear(Message const& message) {
        std::string_view rest_of{message.text};
        auto const kind = take_word(rest_of);
        if (kind == "row") {
            auto const point = std::stoull(std::string{take_word(rest_of)});
            if (auto const row = parse_row(rest_of)) note(point, *row, true);
        } else if (kind == "died") {
            bool const for_good = take_word(rest_of) == "1";
            failures_[message.from] = WorkerFailure{std::string{rest_of}, for_good};
        } else if (kind == "ended") {
            auto const death = std::exchange(failures_[message.from], std::nullopt);
            back(message.from, parse_assignment(rest_of), death);
        } else if (kind == "fault") {
            throw system::SystemError{std::string{rest_of}};
        }
    }

private:
    void note(std::size_t point, Row const& row, bool kept) {
        queue_.heard(row);
        listener_.heard(point, row, kept);
    }
    void back(std::size_t rank, Assignment left, std::optional<WorkerFailure> const& death) {
        distribution_.ended(rank);
        if (auto const failed = queue_.release(std::move(left), death))
            listener_.heard(failed->point, failed->row, false);
    }

    RunQueue& queue_;
    RunDistribution& distribution_;
    SweepListener& listener_;
    std::vector<std::optional<WorkerFailure>> failures_;  // of the worker that ends next
};

// Another rank's voice.
class RankClient final : public PoolListener {
public:
    RankClient(Messenger& messenger, system::Folder const& folder) : messenger_{messenger}, folder_{folder} {}

    void heard(std::size_t point, Row const& row) override {
        if (!shard_) shard_.emplace(folder_);
        shard_->append(row);
        std::string const text = row_text(row);
        messenger_.send(0,
                        fmt::format("row {} {}", point, std::string_view{text}.substr(0, text.size() - 1)));
    }
    void ended(Assignment left, std::optional<WorkerFailure> const& death) override {
        if (death) messenger_.send(0, fmt::format("died {:d} {}", death->for_good, death->why));
        messenger_.send(0, "ended " + assignment_text(left));
    }

private:
    Messenger& messenger_;
    system::Folder folder_;
    std::optional<Shard> shard_;
};

}  // namespace

RankGroup::RankGroup(Messenger& messenger, unsigned each) : messenger_{messenger}, each_{each} {}

RankGroup::~RankGroup() {
    for (std::size_t rank = 1; rank < messenger_.ranks(); ++rank)
        messenger_.send(rank, "end");
    for (std::size_t there = messenger_.ranks() - 1; there > 0;) {
        if (wait_for_message(messenger_).text == "bye") --there;
    }
}

void RankGroup::begin() {
    std::string const ours = "hello " + release_text();
    for (std::size_t rank = 1; rank < messenger_.ranks(); ++rank) {
        Message const message = wait_for_message(messenger_);
        if (message.text != ours)
            throw system::SystemError{
                fmt::format("rank {} is another release of Meridian than rank 0 ({}; {})\n  fix: install the "
                            "same on all hosts",
                            message.from, message.text.substr(6), ours.substr(6))};
    }
    for (std::size_t rank = 1; rank < messenger_.ranks(); ++rank)
        messenger_.send(rank, "begin");
}

bool RankRunner::play(std::vector<Assignment> wanted, SweepListener& listener) {
    RunQueue queue{std::move(wanted)};
    Messenger& messenger = group_.messenger();
    RunDistribution distribution{queue, messenger.ranks(), group_.each()};
    RankResultSink sink{queue, distribution, listener, messenger.ranks()};
    std::deque<Assignment> ours;
    while (true) {
        listener.at_work(std::min(distribution.out(), messenger.ranks() * group_.each()));
        if (!listener.keep_going()) {
            pool_.clear();
            return false;
        }
        while (listener.may_begin(queue.longest_s())) {
            auto grant = distribution.next();
            if (!grant) break;
            if (grant->rank == 0)
                ours.push_back(std::move(grant->assignment));
            else
                messenger.send(grant->rank, "play " + assignment_text(grant->assignment));
        }
        for (; pool_.has_room() && !ours.empty(); ours.pop_front())
            pool_.start(std::move(ours.front()));
        if (distribution.out() == 0) return queue.empty();
        pool_.listen(rest_beside(pool_), sink);
        while (auto const message = messenger.receive())
            sink.hear(*message);
    }
}

bool wait_for_rank_0(Messenger& messenger) {
    messenger.send(0, "hello " + release_text());
    if (wait_for_message(messenger).text == "begin") return true;
    messenger.send(0, "bye");
    return false;
}

void serve_rank_0(Messenger& messenger, WorkerPool& pool, system::Folder const& folder) {
    RankClient client{messenger, folder};
    std::deque<Assignment> waiting;
    while (true) {
        while (auto const message = messenger.receive()) {
            std::string_view rest_of{message->text};
            if (take_word(rest_of) == "end") {
                pool.clear();
                messenger.send(0, "bye");
                return;
            }
            waiting.push_back(parse_assignment(rest_of));
        }
        for (; pool.has_room() && !waiting.empty(); waiting.pop_front())
            pool.start(std::move(waiting.front()));
        pool.listen(rest_beside(pool), client);
    }
}

void report_fault(Messenger& messenger, std::string const& what) {
    messenger.send(0, "fault " + what);
    while (wait_for_message(messenger).text != "end") {}
    messenger.send(0, "bye");
}

}  // namespace meridian::study
