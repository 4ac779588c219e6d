// Sweeps that are killed again and again end with the bytes of one that was left in peace.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

class Background {
public:
    Background(std::string const& study, std::string const& out) {
        process_ = ::fork();
        if (process_ != 0) return;
        int const nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execl(meridian::testing::meridian_binary, meridian::testing::meridian_binary, "sweep",
                study.c_str(), "--out", out.c_str(), "--quiet", "--workers", "3", nullptr);
        ::_exit(127);
    }

    // The exit code if it has ended by itself.
    std::optional<int> ended() {
        int status = 0;
        if (::waitpid(process_, &status, WNOHANG) != process_) return std::nullopt;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    void kill() const {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    int wait() const {
        int status = 0;
        ::waitpid(process_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    [[nodiscard]] std::vector<pid_t> workers() const {
        std::ifstream in{"/proc/" + std::to_string(process_) + "/task/" + std::to_string(process_) +
                         "/children"};
        std::vector<pid_t> all;
        for (pid_t worker = 0; in >> worker;)
            all.push_back(worker);
        return all;
    }

private:
    pid_t process_;
};

std::string tables_in(std::string const& folder) {
    return testing::read_file(folder + "/points.csv") + testing::read_file(folder + "/runs.csv") +
           testing::read_file(folder + "/comparison.csv") + testing::read_file(folder + "/failures.csv") +
           testing::read_file(folder + "/kpis.csv") +
           testing::read_file(folder + "/representative_runs/index.csv") +
           testing::read_file(folder + "/representative_runs/both/summary.json");
}

}  // namespace

TEST_CASE("kill -9 of a sweep and of its workers, 200 times, loses nothing and changes nothing", "[study]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 150");
    REQUIRE(Background{files.file("study.yaml"), files.file("peace")}.wait() == 0);
    std::string const expected = tables_in(files.file("peace"));

    std::uint64_t const seed = 20251125;
    CAPTURE(seed);
    std::mt19937_64 chance{seed};
    int of_sweeps = 0;
    int of_workers = 0;
    int whole = 0;
    while (of_sweeps + of_workers < 200) {
        Background sweep{files.file("study.yaml"), files.file("war")};
        bool const is_worker = chance() % 3 == 0;
        auto const until = std::chrono::steady_clock::now() + std::chrono::microseconds{chance() % 160'000};
        while (std::chrono::steady_clock::now() < until && !is_worker) {}
        std::optional<int> code;
        if (is_worker) {
            std::this_thread::sleep_until(until);
            for (pid_t const worker : sweep.workers()) {
                ::kill(worker, SIGKILL);
                ++of_workers;
            }
            code = sweep.wait();
        } else if (code = sweep.ended(); !code) {
            sweep.kill();
            ++of_sweeps;
        }
        if (!code) continue;
        // It came to its end: the tables are whole. A worker that read points may have been the one that was
        // killed.
        bool const planned_only = *code == 5 && is_worker;
        CAPTURE(*code, is_worker);
        REQUIRE((*code == 0 || planned_only));
        if (*code != 0) continue;
        CHECK(tables_in(files.file("war")) == expected);
        std::filesystem::remove_all(files.file("war"));
        ++whole;
    }
    Background{files.file("study.yaml"), files.file("war")}.wait();
    CHECK(tables_in(files.file("war")) == expected);
    CHECK(of_sweeps > 50);
    CHECK(of_workers > 20);
    WARN(of_sweeps << " kills of sweeps, " << of_workers << " of workers, " << whole
                   << " sweeps came to their end");
}
