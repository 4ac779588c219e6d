// Executes runs on the ranks of a parallel job. Rank 0 holds the queue, gives runs to ranks as they have room
// and executes some itself; every rank executes them in processes of its own, keeps rows in a shard of its own and
// reports to rank 0 of them. All that ranks say to each other is text:
//
//     rank -> 0   hello RELEASE; row POINT ROW; ended ASSIGNMENT, with died FOR_GOOD WHY before it if its
//                 process died; fault WHAT; bye
//     0 -> rank   begin; play ASSIGNMENT; end
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/study/runner.hpp"
#include "sim/study/worker_pool.hpp"
#include "sim/system/folder.hpp"
#include "sim/system/messenger.hpp"

namespace meridian::study {

// Rank 0's hold on the others: they wait for it until it goes, and it for them.
class RankGroup {
public:
    // `each`: workers of every rank. Precondition: this is rank 0.
    RankGroup(system::Messenger& messenger, unsigned each);
    ~RankGroup();
    RankGroup(RankGroup const&) = delete;
    RankGroup& operator=(RankGroup const&) = delete;

    // Lets them read the study. Throws SystemError if one is of another release, whose figures are not ours.
    void begin();
    [[nodiscard]] system::Messenger& messenger() const { return messenger_; }
    [[nodiscard]] std::size_t size() const { return messenger_.ranks(); }
    [[nodiscard]] std::size_t each() const { return each_; }

private:
    system::Messenger& messenger_;
    std::size_t each_;
};

class RankRunner final : public Runner {
public:
    RankRunner(RankGroup& group, Limits limits, PlayAssignment play)
        : group_{group}, pool_{static_cast<unsigned>(group.each()), limits, std::move(play)} {}

    // Throws SystemError also if another rank reports a fault.
    [[nodiscard]] bool play(std::vector<Assignment> wanted, SweepListener& listener) override;

private:
    RankGroup& group_;
    WorkerPool pool_;
};

// The others: sends rank 0 the release of this program, and waits. False if there is nothing to do.
[[nodiscard]] bool wait_for_rank_0(system::Messenger& messenger);
// Then executes what rank 0 gives, rows into a shard of the folder, until rank 0 says that it is over.
void serve_rank_0(system::Messenger& messenger, WorkerPool& pool, system::Folder const& folder);
// Or says what is wrong here, which ends the sweep, and waits for that.
void report_fault(system::Messenger& messenger, std::string const& what);

}  // namespace meridian::study
