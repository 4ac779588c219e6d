// Where the decisions on each job stand in a decisions.csv, so that those on one are found without reading all of it. It
// is kept in decisions.index beside that file:
//
//     "Meridian index 1", then in 64 bits each, little endian: bytes of decisions.csv and its time of change in ns, the number
//     of entries, their check sum (XXH3 with 64 bits); then the entries: number of the job, offset of the answer's first row.
//     By job, then offset.
//
// An index that is missing, damaged or of another decisions.csv is made again. Where it cannot be written, it is made each
// time.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/system/folder.hpp"

namespace meridian::report {

inline constexpr char const* decisions_file = "decisions.csv";
inline constexpr char const* decision_index_file = "decisions.index";

struct IndexedAnswer {
    std::uint64_t job{0};
    std::uint64_t offset{0};

    friend auto operator<=>(IndexedAnswer const&, IndexedAnswer const&) = default;
};

class DecisionIndex {
public:
    // Reads the index of the folder's decisions.csv, or makes it and tries to keep it. Throws SystemError if decisions.csv
    // cannot be read or is none. Precondition: it is there.
    explicit DecisionIndex(system::Folder const& folder);

    // By offset; empty: there is none.
    [[nodiscard]] std::vector<IndexedAnswer> answers(std::uint64_t job) const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    // It was read from its file.
    [[nodiscard]] bool was_kept() const { return was_kept_; }
    // Makes it again of decisions.csv, whatever its file says.
    void remake();

private:
    void make();
    void keep() const;
    [[nodiscard]] bool read();

    system::Folder folder_;
    std::vector<IndexedAnswer> entries_;
    bool was_kept_{false};
};

}  // namespace meridian::report
