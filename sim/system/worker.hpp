// Copies of this process that do work beside it: what happens to one harms no other.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace meridian::system {

struct AbnormalEnd {
    std::string why;          // "it died of signal 11 (Segmentation fault)"
    bool out_of_time{false};  // limit_time() has ended it
};

class Worker {
public:
    // Sends the parent a line, which has no line end in it.
    using Send = std::function<void(std::string_view line)>;

    // Starts a copy of this process that does `work` and ends; it ends with this process, too. With
    // `memory_bytes` it gets that much address space, beyond which std::bad_alloc is thrown in it. Ctrl-C is
    // left to the parent. Throws SystemError if there can be no such process.
    Worker(std::function<void(Send const&)> const& work, std::optional<double> memory_bytes);
    // Ends the process if it has not ended, and waits for it.
    ~Worker();
    Worker(Worker&& from) noexcept;
    Worker& operator=(Worker&&) = delete;

    // Appends the lines that have arrived; false once there will be no more.
    [[nodiscard]] bool read(std::vector<std::string>& lines);
    void kill() const;
    // Waits for its end. Nothing if it ended by itself and well. Precondition: read() has answered false, or it was
    // killed.
    [[nodiscard]] std::optional<AbnormalEnd> end();

    [[nodiscard]] int handle() const { return from_; }
    [[nodiscard]] pid_t process() const { return process_; }

private:
    int wait_for_end();  // its status

    pid_t process_{-1};
    int from_{-1};
    std::string partial_;
};

// Returns when one of them has sent something or has ended, or after so many seconds.
void wait_for(std::span<Worker const* const> workers, double seconds);

// The operating system ends this process after so many seconds from now, by SIGALRM; nothing: after no time. Copies of
// the process have no limit of their own at first. Precondition: seconds > 0.
void limit_time(std::optional<double> seconds);

// Processors that this process may use.
[[nodiscard]] unsigned usable_processors();

}  // namespace meridian::system
