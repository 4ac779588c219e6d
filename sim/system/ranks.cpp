#include "sim/system/ranks.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include "sim/system/atomic_file.hpp"
#include "sim/system/installation.hpp"
#include "sim/system/module.hpp"
#include "sim/system/mpi/interface.hpp"

namespace meridian::system {
namespace {

namespace fs = std::filesystem;

std::optional<long> number_in(char const* variable) {
    char const* const text = std::getenv(variable);
    if (text == nullptr) return std::nullopt;
    return std::max(1L, std::atol(text));
}

fs::path module_file() {
    if (auto const file = find_module(mpi::module_name)) return *file;
    throw SystemError{"several of this program were started together, and it was built without MPI: " +
                      (module_folders().front() / mpi::module_name).string() +
                      " is not there\n  fix: install the package libopenmpi-dev and build Meridian again, or "
                      "start it without mpirun"};
}

class MpiRanks final : public Messenger {
public:
    explicit MpiRanks(Module const& module)
        : start_{module.function<mpi::Start>("meridian_mpi_start")},
          rank_{module.function<mpi::Rank>("meridian_mpi_rank")},
          count_{module.function<mpi::Count>("meridian_mpi_count")},
          send_{module.function<mpi::Send>("meridian_mpi_send")},
          sent_{module.function<mpi::Sent>("meridian_mpi_sent")},
          probe_{module.function<mpi::Probe>("meridian_mpi_probe")},
          receive_{module.function<mpi::Receive>("meridian_mpi_receive")},
          finish_{module.function<mpi::Finish>("meridian_mpi_finish")} {
        if (module.function<mpi::Version>("meridian_mpi_version")() != mpi::version)
            throw ModuleFault{"it was built with another version of Meridian"};
        if (start_() != 0) throw SystemError{"MPI could not be started"};
        own_ = static_cast<std::size_t>(rank_());
        all_ = static_cast<std::size_t>(count_());
    }
    ~MpiRanks() override {
        while (!under_way_.empty()) {
            drop_sent();
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        finish_();
    }
    MpiRanks(MpiRanks const&) = delete;
    MpiRanks& operator=(MpiRanks const&) = delete;

    [[nodiscard]] std::size_t rank() const override { return own_; }
    [[nodiscard]] std::size_t ranks() const override { return all_; }

    void send(std::size_t to, std::string text) override {
        drop_sent();
        Sending& sending = under_way_.emplace_back(Sending{std::move(text), nullptr});
        sending.request =
            send_(static_cast<int>(to), sending.text.data(), static_cast<int>(sending.text.size()));
    }

    [[nodiscard]] std::optional<Message> receive() override {
        int from = 0;
        int size = 0;
        if (probe_(&from, &size) == 0) return std::nullopt;
        Message message{static_cast<std::size_t>(from), std::string(static_cast<std::size_t>(size), '\0')};
        receive_(from, message.text.data(), size);
        return message;
    }

private:
    struct Sending {
        std::string text;
        void* request;  // the module's
    };

    void drop_sent() {
        while (!under_way_.empty() && sent_(under_way_.front().request) != 0)
            under_way_.pop_front();
    }

    mpi::Start* start_;
    mpi::Rank* rank_;
    mpi::Count* count_;
    mpi::Send* send_;
    mpi::Sent* sent_;
    mpi::Probe* probe_;
    mpi::Receive* receive_;
    mpi::Finish* finish_;
    std::size_t own_{0}, all_{1};
    std::deque<Sending> under_way_;  // a deque: texts do not move
};

}  // namespace

std::size_t started_together() {
    for (char const* const variable : {"OMPI_COMM_WORLD_SIZE", "SLURM_STEP_NUM_TASKS"}) {
        if (auto const count = number_in(variable)) return static_cast<std::size_t>(*count);
    }
    return 1;
}

bool is_started_by_mpi() {
    return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMIX_RANK") != nullptr;
}

std::unique_ptr<Messenger> join_ranks() {
    constexpr auto how = "\n  fix: start them by mpirun, or by `srun --mpi=pmix`";
    if (!is_started_by_mpi())  // MPI would end this process
        throw SystemError{"srun has started " + std::to_string(started_together()) +
                          " processes together in a way that does not let them find each other" + how};
    fs::path const file = module_file();
    std::unique_ptr<Messenger> ranks;
    try {
        ranks = std::make_unique<MpiRanks>(Module{file});
    } catch (ModuleFault const& fault) {
        throw SystemError{"MPI cannot be loaded from " + file.string() + ": " + fault.what() +
                          "\n  fix: install the package libopenmpi3, or build Meridian again"};
    }
    if (ranks->ranks() != started_together())
        throw SystemError{"of " + std::to_string(started_together()) + " processes started together " +
                          std::to_string(ranks->ranks()) + " found each other" + how};
    return ranks;
}

}  // namespace meridian::system
