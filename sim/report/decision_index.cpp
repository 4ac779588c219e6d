#include "sim/report/decision_index.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "sim/report/decisions_csv.hpp"
#include "sim/report/line_scan.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view magic = "Meridian index 1";

struct IndexHead {
    std::uint64_t bytes{0}, changed_ns{0}, entries{0}, sum{0};
};

// Of decisions.csv as it is now; no entries.
IndexHead head_of(system::Folder const& folder) {
    auto const file = folder.find_file(decisions_file);
    struct stat facts {};
    if (!file || ::fstat(file->number(), &facts) != 0) return {};
    return {static_cast<std::uint64_t>(facts.st_size),
            static_cast<std::uint64_t>(facts.st_mtim.tv_sec) * 1'000'000'000U +
                static_cast<std::uint64_t>(facts.st_mtim.tv_nsec),
            0, 0};
}

std::uint64_t sum_of(std::vector<IndexedAnswer> const& entries) {
    return XXH3_64bits(entries.data(), entries.size() * sizeof(IndexedAnswer));
}

// The number before the next comma, which is taken off too. Nothing: there is none.
std::optional<std::uint64_t> take_number(std::string_view& line) {
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    auto const length = static_cast<std::size_t>(end - line.data());
    if (error != std::errc{} || length >= line.size() || line[length] != ',') return std::nullopt;
    line.remove_prefix(length + 1);
    return number;
}

}  // namespace

DecisionIndex::DecisionIndex(system::Folder const& folder) : folder_{folder} {
    was_kept_ = read();
    if (was_kept_) return;
    make();
    keep();
}

void DecisionIndex::remake() {
    was_kept_ = false;
    make();
    keep();
}

// An index that cannot be read is as good as none.
bool DecisionIndex::read() {
    try {
        auto const text = folder_.text(decision_index_file);
        IndexHead head;
        if (!text || text->size() < magic.size() + sizeof head || !text->starts_with(magic)) return false;
        std::memcpy(&head, text->data() + magic.size(), sizeof head);
        IndexHead const now = head_of(folder_);
        std::size_t const begin = magic.size() + sizeof head;
        bool const is_ours = head.bytes == now.bytes && head.changed_ns == now.changed_ns;
        bool const is_whole = (text->size() - begin) % sizeof(IndexedAnswer) == 0 &&
                              (text->size() - begin) / sizeof(IndexedAnswer) == head.entries;
        if (!is_ours || !is_whole) return false;
        entries_.resize(head.entries);
        if (!entries_.empty())
            std::memcpy(entries_.data(), text->data() + begin, head.entries * sizeof(IndexedAnswer));
        return sum_of(entries_) == head.sum;
    } catch (system::SystemError const&) {
        return false;
    }
}

void DecisionIndex::make() {
    entries_.clear();
    auto const file = folder_.find_file(decisions_file);
    auto const path = folder_.file(decisions_file);
    if (!file) system::fail("read", path, "there is no such file");
    std::optional<std::uint64_t> last;
    std::size_t number = 0;
    each_line(*file, path, 0, [&](std::uint64_t offset, std::string_view line) {
        if (++number == 1) {
            if (!line.starts_with("answer,time_s,job,")) system::fail("read", path, "it has other columns");
            return true;
        }
        auto const answer = take_number(line);
        line.remove_prefix(std::min(line.find(',') + 1, line.size()));
        auto const job = take_number(line);
        if (!answer || !job) system::fail("read", path, fmt::format("line {}: it is no decision", number));
        if (answer != last) entries_.push_back({*job, offset});
        last = answer;
        return true;
    });
    std::ranges::sort(entries_);
}

// A folder may be another user's, and a disk full: the answer does not depend on it.
void DecisionIndex::keep() const {
    try {
        IndexHead head = head_of(folder_);
        head.entries = entries_.size();
        head.sum = sum_of(entries_);
        std::string text{magic};
        std::size_t const begin = magic.size() + sizeof head;
        std::size_t const bytes = entries_.size() * sizeof(IndexedAnswer);
        text.resize(begin + bytes);
        std::memcpy(text.data() + magic.size(), &head, sizeof head);
        if (bytes > 0) std::memcpy(text.data() + begin, entries_.data(), bytes);
        system::replace_file(folder_, decision_index_file, text);
    } catch (system::SystemError const&) {  // it is made again the next time
    }
}

std::vector<IndexedAnswer> DecisionIndex::answers(std::uint64_t job) const {
    return {std::ranges::lower_bound(entries_, job, {}, &IndexedAnswer::job),
            std::ranges::upper_bound(entries_, job, {}, &IndexedAnswer::job)};
}

}  // namespace meridian::report
