// The contract of policies as checks over random worlds, for built-in policies and one's own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian::conformance {

// A world in which a check failed.
struct CheckFailure {
    std::uint64_t seed;
    std::string why;
};

struct CheckVerdict {
    std::string_view check;  // its identifier
    std::string_view what;   // what must hold, in words
    std::int64_t worlds{0};  // that were played, up to the first failure
    std::optional<CheckFailure> failure;
};

struct PolicyCheckOptions {
    std::uint64_t first_seed{1};
    std::int64_t worlds{20};        // of each check that draws them
    std::int64_t waiting{100'000};  // jobs that wait at once in the check of many
};

class PolicyCheck {
public:
    PolicyCheck(Selection policy, PolicyCheckOptions const& options)
        : policy_{std::move(policy)}, options_{options} {}

    // All checks, in order; `before` is called before each with its words.
    [[nodiscard]] std::vector<CheckVerdict> run(
        std::function<void(std::string_view)> const& before = {}) const;

private:
    [[nodiscard]] Scenario world(std::uint64_t seed) const;
    // Each answers what is wrong; nothing if all is well.
    [[nodiscard]] std::optional<std::string> keeps_laws(Scenario const& scenario) const;
    [[nodiscard]] std::optional<std::string> keeps_places(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> lives_with_losses(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> lives_with_old_information(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> answers_alike(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> knows_no_truth(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> lives_without_places(std::uint64_t seed) const;
    [[nodiscard]] std::optional<std::string> serves_many(std::uint64_t seed) const;

    Selection policy_;
    PolicyCheckOptions options_;
};

}  // namespace meridian::conformance
