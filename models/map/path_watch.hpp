// Hears of searches for paths, each of which takes milliseconds on a large map.
#pragma once

#include <exception>

namespace meridian {

// What search_begins() throws where no search is wanted any more.
class SearchStopped final : public std::exception {
public:
    [[nodiscard]] char const* what() const noexcept override { return "the search for paths was stopped"; }
};

class PathWatch {
public:
    virtual ~PathWatch() = default;
    // Called before each search. Throws SearchStopped to stop it and whoever asked for it.
    virtual void search_begins() = 0;
};

}  // namespace meridian
