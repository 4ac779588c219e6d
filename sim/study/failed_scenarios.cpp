#include "sim/study/failed_scenarios.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "sim/study/point_tables.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

bool is_failed_name(std::string_view name) {
    return name.starts_with("point_") && name.ends_with(".yaml");
}

}  // namespace

void write_failed_scenarios(system::Folder const& folder, Results const& results, PointReader& reader) {
    std::set<std::string> written;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        if (results.failed(p) == 0) continue;
        auto const reading = reader.read(results.study().points[p]);
        system::replace_file(folder.make_folder(failed_folder), failed_name(p),
                             scenario::resolved_yaml(reading.resolved, scenario::TableNames::absolute));
        written.insert(failed_name(p));
    }
    auto const there = folder.find_folder(failed_folder);
    if (!there) return;
    for (system::FolderEntry const& entry : there->entries()) {
        if (is_failed_name(entry.name) && !written.contains(entry.name)) there->remove(entry.name);
    }
    if (there->entries().empty()) folder.remove(failed_folder);
}

}  // namespace meridian::study
