#include "sim/report/line_scan.hpp"

#include <cerrno>

#include <unistd.h>

#include "sim/system/interruption.hpp"

namespace meridian::report {

std::string read_at(system::Descriptor const& file, std::filesystem::path const& path, std::uint64_t offset,
                    std::size_t bytes) {
    std::string text(bytes, '\0');
    std::size_t filled = 0;
    while (filled < bytes) {
        ssize_t const got =
            ::pread(file.number(), text.data() + filled, bytes - filled, static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) system::fail("read", path, errno);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    return text;
}

void each_line(system::Descriptor const& file, std::filesystem::path const& path, std::uint64_t offset,
               std::function<bool(std::uint64_t offset, std::string_view line)> const& visit,
               std::size_t block_bytes) {
    std::string held;  // from `offset`
    while (true) {
        std::string const block = read_at(file, path, offset + held.size(), block_bytes);
        system::checkpoint();
        held += block;
        std::string_view rest = held;
        for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
            if (!visit(offset, rest.substr(0, end))) return;
            offset += end + 1;
            rest.remove_prefix(end + 1);
        }
        if (block.size() < block_bytes) {  // the end of the file
            if (!rest.empty()) static_cast<void>(visit(offset, rest));
            return;
        }
        held.erase(0, held.size() - rest.size());
    }
}

}  // namespace meridian::report
