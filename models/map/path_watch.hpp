// Is notified of searches for paths, each of which takes milliseconds on a large map.
#pragma once

#include <exception>

namespace meridian {

// Thrown by search_begins() to stop.
class SearchStopped final : public std::exception {
public:
    [[nodiscard]] char const* what() const noexcept override { return "the search for paths was stopped"; }
};

class PathWatch {
public:
    virtual ~PathWatch() = default;
    // Called before each search. Throws SearchStopped to stop it and its caller.
    virtual void search_begins() = 0;
};

}  // namespace meridian
