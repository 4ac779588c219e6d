#include "sim/scenario/streamed_table.hpp"

#include <cerrno>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/include.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::scenario {
namespace {

namespace fs = std::filesystem;

// FNV-1a as engine::name_hash(), block by block.
std::optional<std::uint64_t> hash_of(fs::path const& file, SourceLocation const& asked, Problems& problems) {
    auto in = open_input(file, asked, problems);
    if (!in) return std::nullopt;
    std::uint64_t hash = 14695981039346656037ULL;
    std::vector<char> block(std::size_t{1} << 20U);
    while (*in) {
        system::checkpoint();
        in->read(block.data(), static_cast<std::streamsize>(block.size()));
        auto const end = block.begin() + in->gcount();
        for (auto at = block.begin(); at != end; ++at)
            hash = (hash ^ static_cast<unsigned char>(*at)) * 1099511628211ULL;
    }
    if (in->bad()) system::fail("read", file, EIO);
    return hash;
}

bool same(SharedLocation const& a, SharedLocation const& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

}  // namespace

// The key that this file has written stands nowhere, and its value where the table was named. A further key
// is an override of a single job.
bool is_streamed_table(Draft const& value) {
    if (!value.is_map() || value.entries().size() != 2) return false;
    auto const* const content = value.entry(content_key);
    auto const* const table = value.find("table");
    return content != nullptr && table != nullptr && content->key->shared_location.file == nullptr &&
           same(content->value.shared_location(), table->shared_location());
}

fs::path streamed_file(Draft const& table) {
    return table.find("table")->text();
}

std::string const& streamed_content(Draft const& table) {
    return table.find(content_key)->text();
}

bool stream_table(Draft& value, fs::path const& file, fs::path const& identity, FilesRead& known,
                  Problems& problems) {
    Draft const table = *value.find("table");
    auto const read = known.texts.find(identity);
    auto const hash =
        read == known.texts.end() ? hash_of(file, table.location(), problems) : std::optional{read->second};
    if (!hash) return false;
    known.texts.emplace(identity, *hash);
    auto const content = fmt::format("{:016x}", *hash);
    auto const* const written = value.entry(content_key);
    bool const by_user = written != nullptr && written->key->shared_location.file != nullptr;
    if (by_user && (!written->value.is_scalar() || written->value.text() != content)) {
        problems.add(
            written->value.location(),
            fmt::format("'{}' is not the table that this scenario was written for: its content is {}",
                        file.string(), content),
            "name the right table, or remove 'content'");
        return false;
    }
    value = Draft::map(value.shared_location());
    value.set(Draft::Key{"table", table.shared_location()},
              Draft::scalar(table.shared_location(), file.string()));
    value.set(Draft::Key{std::string{content_key}, SharedLocation{}},
              Draft::scalar(table.shared_location(), content));
    return true;
}

}  // namespace meridian::scenario
