#include "sim/document/page.hpp"

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/document/document_json.hpp"

// The page without data, put between these by embedded_page.S.
extern "C" {
extern char const meridian_page_begin[];
extern char const meridian_page_end[];
}

namespace meridian::document {
namespace {

std::string_view empty_page() {
    return {meridian_page_begin, static_cast<std::size_t>(meridian_page_end - meridian_page_begin)};
}

// The document with the tables that the page shows or draws from; `--format json` has them all.
Document for_page(Document const& document) {
    std::set<std::string> used;
    for (Section const& section : document.sections) {
        for (Block const& block : section.blocks) {
            auto const* const view = std::get_if<DocumentView>(&block);
            if (view == nullptr) continue;
            used.insert(view->table);
            if (view->chart == "map" || view->chart == "loss_map")
                used.insert({"sites", "links", "nodes", "hourly_profile", "resources"});
            if (view->chart == "loss_map") used.insert("loss_assets");
        }
    }
    Document page = document;
    std::erase_if(page.tables, [&](ResultTable const& table) { return !used.contains(table.name); });
    return page;
}

}  // namespace

bool has_page() {
    return !empty_page().empty();
}

std::string page_html(Document const& document) {
    constexpr std::string_view here = "/*MERIDIAN-DATA*/";
    std::string_view const page = empty_page();
    auto const at = page.find(here);
    if (at == std::string_view::npos) throw std::logic_error{"the page has no place for data"};
    std::string html{page.substr(0, at)};
    html += packed_document_json(for_page(document));
    html += page.substr(at + here.size());
    return html;
}

}  // namespace meridian::document
