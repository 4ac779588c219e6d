#include "sim/scenario/job_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::scenario {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 18U;
constexpr std::size_t longest_record = std::size_t{1} << 20U;  // beyond: quotation marks do not match

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

JobFile::JobFile(std::filesystem::path const& file) : file_{file}, in_{file, std::ios::binary} {
    if (!in_.is_open()) system::fail("read", file, errno);
    static_cast<void>(refill());
    if (buffer_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

// False at the end of the file.
bool JobFile::refill() {
    if (ended_) return false;
    system::checkpoint();
    buffer_.erase(0, at_);
    at_ = 0;
    auto const kept = buffer_.size();
    buffer_.resize(kept + block_size);
    in_.seekg(read_);  // a copy of this process may have read on in it
    in_.read(buffer_.data() + kept, static_cast<std::streamsize>(block_size));
    if (in_.bad()) system::fail("read", file_, EIO);
    auto const got = static_cast<std::size_t>(in_.gcount());
    buffer_.resize(kept + got);
    read_ += static_cast<std::streamoff>(got);
    ended_ = got < block_size;
    return got > 0;
}

bool JobFile::next_line(std::string_view& line) {
    std::size_t searched = 0;
    while (true) {
        auto const end = buffer_.find('\n', at_ + searched);
        if (end != std::string::npos) {
            line = std::string_view{buffer_}.substr(at_, end - at_);
            at_ = end + 1;
            ++line_;
            return true;
        }
        searched = buffer_.size() - at_;
        if (searched > longest_record || !refill()) break;
    }
    if (at_ == buffer_.size()) return false;
    line = std::string_view{buffer_}.substr(at_);
    at_ = buffer_.size();
    return true;
}

bool JobFile::next() {
    do {
        record_line_ = line_;
        if (!next_line(record_)) return false;
    } while (record_.starts_with('#') || is_blank(record_));
    if (std::memchr(record_.data(), '"', record_.size()) != nullptr) close_quotes();
    if (record_.ends_with('\r')) record_.remove_suffix(1);
    return true;
}

// Appends lines as long as a quotation mark is open.
void JobFile::close_quotes() {
    if (std::ranges::count(record_, '"') % 2 == 0) return;
    joined_ = record_;
    std::string_view line;
    bool open = true;
    while (open && joined_.size() <= longest_record && next_line(line)) {
        joined_ += '\n';
        joined_ += line;
        if (std::ranges::count(line, '"') % 2 != 0) open = false;
    }
    record_ = joined_;
}

}  // namespace meridian::scenario
