// Names of sim/report that this room uses everywhere.
#pragma once

#include "sim/report/result_folder.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::document {

using report::Bilingual;
using report::cell_for_people;
using report::DisplayNames;
using report::FigureKind;
using report::for_people;
using report::Language;
using report::quantity_of;
using report::ResultCell;
using report::ResultColumn;
using report::ResultFolder;
using report::ResultRow;
using report::ResultTable;
using report::words_of;

}  // namespace meridian::document
