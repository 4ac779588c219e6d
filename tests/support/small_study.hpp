// A study whose runs take a millisecond: one town's work in a hall there, in a cheaper one far away, or in
// both.
#pragma once

#include <filesystem>
#include <string>

#include "tests/support/process.hpp"

namespace meridian::testing {

// Files of the study in a folder of their own. The study is `study.yaml`; its base and layouts stand beside
// it.
class SmallStudy {
public:
    SmallStudy();

    [[nodiscard]] std::string file(std::string const& name) const { return folder_.file(name); }
    [[nodiscard]] std::string const& folder() const { return folder_.path(); }
    // Replaces the first `from` in a file, which must be there.
    void change(std::string const& name, std::string const& from, std::string const& to) const;
    void write(std::string const& name, std::string const& text) const { write_file(file(name), text); }

private:
    TemporaryFolder folder_;
};

}  // namespace meridian::testing
