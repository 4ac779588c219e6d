// Processes, perhaps on several hosts, that send each other texts: the ranks of a parallel job.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace meridian::system {

struct Message {
    std::size_t from{0};
    std::string text;
};

class Messenger {
public:
    virtual ~Messenger() = default;

    [[nodiscard]] virtual std::size_t rank() const = 0;   // from 0
    [[nodiscard]] virtual std::size_t ranks() const = 0;  // all, this one included
    // Does not wait. Texts from one rank to another arrive in the order in which they were sent.
    virtual void send(std::size_t to, std::string text) = 0;
    // What has arrived; does not wait.
    [[nodiscard]] virtual std::optional<Message> receive() = 0;
};

}  // namespace meridian::system
