// study.json: what a store is of, so that its tables can be made and read without the study file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/study/store.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

inline constexpr char const* study_file = "study.json";

// A study as its store knows it: what levels do to the base is left out.
struct StoredStudy {
    Study study;
    std::vector<std::string> keys;  // by point
};

[[nodiscard]] std::string study_json(Study const& study, std::vector<std::string> const& keys);
// Precondition: study_json() has made the text.
[[nodiscard]] std::vector<std::string> keys_in(std::string_view study_json);
// Precondition: the folder is a store. Throws SystemError if its file cannot be read or is damaged.
[[nodiscard]] StoredStudy read_study_json(system::Folder const& folder);
// Which release began what is in a folder: "0.1.0, results version 3". Empty: it does not say.
[[nodiscard]] std::string release_of(system::Folder const& folder);
// Precondition: study.json is there.
[[nodiscard]] FolderKind kind_of_study_json(system::Folder const& folder);

}  // namespace meridian::study
