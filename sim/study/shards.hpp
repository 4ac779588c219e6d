// The shards of a folder: reading their rows, all in order or single ones again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/store.hpp"

namespace meridian::study {

// The files of rows in the folder shards/ by number, so that the first one written is the first one read.
[[nodiscard]] std::vector<std::string> shard_names(system::Folder const& shards);

// Where a row stands: the line without its end.
struct RowPlace {
    std::uint64_t offset{0};  // in its file
    std::uint32_t shard{0};   // in the order of shard_names()
    std::uint32_t length{0};
};

class Shards {
public:
    Shards() = default;
    // Those that are there now in a study's folder. Throws SystemError, as the others do.
    explicit Shards(system::Folder const& folder);

    // Of all files together.
    [[nodiscard]] std::uint64_t bytes() const;
    // Calls with each whole row, by shard and place; cut and damaged ones are left out. The views are gone
    // afterwards.
    void scan(std::function<void(RowPlace const&, RowParts const&)> const& visit);
    // Of the shard's rows, as far as it has been scanned; empty where its first line is damaged.
    [[nodiscard]] std::vector<std::string> const& figures(std::uint32_t shard) const {
        return figures_[shard];
    }
    // A row that scan() has found, its check sum included.
    void read(RowPlace const& place, std::string& line);

private:
    std::optional<system::Folder> folder_;  // shards/
    std::vector<std::string> names_;
    struct Open {
        std::uint32_t shard;
        system::Descriptor file;
    };
    std::vector<std::vector<std::string>> figures_;  // by shard
    std::optional<Open>
        last_;  // the one read last: a process may open few files, and a store have a thousand
};

}  // namespace meridian::study
