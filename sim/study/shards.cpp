#include "sim/study/shards.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "sim/system/atomic_file.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 1 << 20;

system::Descriptor open_file(system::Folder const& folder, std::string const& name) {
    auto file = folder.find_file(name);
    if (!file) system::fail("open", folder.file(name), ENOENT);
    return *std::move(file);
}

class Scanner {
public:
    Scanner(std::uint32_t shard, std::function<void(RowPlace const&, RowParts const&)> const& visit)
        : shard_{shard}, visit_{visit} {}

    void scan(int file, fs::path const& path) {
        std::string block(block_bytes, '\0');
        std::size_t filled = 0;
        while (true) {
            if (filled == block.size()) block.resize(2 * block.size());  // a line longer than that
            ssize_t const got = ::read(file, block.data() + filled, block.size() - filled);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) system::fail("read", path, errno);
            if (got == 0) return;  // what is left was cut off
            system::checkpoint();
            filled += static_cast<std::size_t>(got);
            std::size_t const used = take_lines({block.data(), filled});
            filled -= used;
            std::memmove(block.data(), block.data() + used, filled);
        }
    }

private:
    // How much of the block it has taken.
    std::size_t take_lines(std::string_view block) {
        std::size_t used = 0;
        while (true) {
            auto const end = block.find('\n', used);
            if (end == std::string_view::npos) break;
            take(block.substr(used, end - used), at_ + used);
            used = end + 1;
        }
        at_ += used;
        return used;
    }

    void take(std::string_view text, std::uint64_t offset) {
        auto const split = split_check_sum(text);
        if (!split || row_sum(split->text) != split->sum) return;
        visit_({offset, shard_, static_cast<std::uint32_t>(text.size())}, row_parts(split->text));
    }

    std::uint32_t shard_;
    std::function<void(RowPlace const&, RowParts const&)> const& visit_;
    std::uint64_t at_{0};  // of the block in the file
};

}  // namespace

std::vector<std::string> shard_names(system::Folder const& shards) {
    std::vector<std::pair<long, std::string>> numbered;
    for (system::FolderEntry const& entry : shards.entries()) {
        if (entry.name.ends_with(".rows") && !system::is_partial(entry.name))
            numbered.emplace_back(std::atol(entry.name.c_str()), entry.name);
    }
    std::ranges::sort(numbered);
    std::vector<std::string> all;
    all.reserve(numbered.size());
    for (auto& [number, name] : numbered)
        all.push_back(std::move(name));
    return all;
}

Shards::Shards(system::Folder const& folder) : folder_{folder.find_folder(shards_folder)} {
    if (folder_) names_ = shard_names(*folder_);
}

std::uint64_t Shards::bytes() const {
    std::uint64_t all = 0;
    for (std::string const& name : names_) {
        struct stat facts {};
        if (::fstat(open_file(*folder_, name).number(), &facts) == 0)
            all += static_cast<std::uint64_t>(facts.st_size);
    }
    return all;
}

void Shards::scan(std::function<void(RowPlace const&, RowParts const&)> const& visit) const {
    for (std::size_t s = 0; s < names_.size(); ++s) {
        auto const opened = open_file(*folder_, names_[s]);
        Scanner{static_cast<std::uint32_t>(s), visit}.scan(opened.number(), folder_->file(names_[s]));
    }
}

void Shards::read(RowPlace const& place, std::string& line) {
    if (!last_ || last_->shard != place.shard)
        last_ = Open{place.shard, open_file(*folder_, names_[place.shard])};
    line.resize(place.length);
    std::size_t done = 0;
    while (done < line.size()) {
        ssize_t const got = ::pread(last_->file.number(), line.data() + done, line.size() - done,
                                    static_cast<off_t>(place.offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) errno = EIO;  // it has become shorter
        if (got <= 0) system::fail("read", folder_->file(names_[place.shard]), errno);
        done += static_cast<std::size_t>(got);
    }
}

}  // namespace meridian::study
