#include "sim/report/check_sums.hpp"

#include <cerrno>
#include <memory>
#include <new>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include "sim/system/interruption.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t block_bytes = 1 << 20;
constexpr std::string_view end_of_object = "\n}\n";
constexpr std::string_view seal_key = ",\n  \"checksum\": \"";
constexpr std::string_view end_of_seal = "\"\n}\n";

std::string digits(std::uint64_t sum) {
    return fmt::format("{:016x}", sum);
}

struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::string check_sum(std::string_view text) {
    return digits(XXH3_64bits(text.data(), text.size()));
}

std::string check_sum(system::Folder const& folder, std::string const& name) {
    auto const file = folder.find_file(name);
    if (!file) return {};
    std::unique_ptr<XXH3_state_t, FreeState> const state{XXH3_createState()};
    if (state == nullptr) throw std::bad_alloc{};
    XXH3_64bits_reset(state.get());
    std::vector<char> block(block_bytes);
    while (true) {
        ssize_t const got = ::read(file->number(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) system::fail("read", folder.file(name), errno);
        if (got == 0) return digits(XXH3_64bits_digest(state.get()));
        system::checkpoint();
        XXH3_64bits_update(state.get(), block.data(), static_cast<std::size_t>(got));
    }
}

CheckSums check_sums(system::Folder const& folder, std::span<std::string const> names) {
    CheckSums sums;
    for (std::string const& name : names) {
        if (std::string sum = check_sum(folder, name); !sum.empty()) sums.emplace(name, std::move(sum));
    }
    return sums;
}

std::string sealed(std::string json) {
    json.resize(json.size() - end_of_object.size());
    std::string const sum = check_sum(json);
    return json.append(seal_key).append(sum).append(end_of_seal);
}

bool seal_holds(std::string_view json) {
    auto const at = json.rfind(seal_key);
    if (at == std::string_view::npos) return false;
    return json.substr(at) == fmt::format("{}{}{}", seal_key, check_sum(json.substr(0, at)), end_of_seal);
}

}  // namespace meridian::report
