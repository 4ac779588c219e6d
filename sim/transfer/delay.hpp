// The `delay` transfer model: time = path latency + size / narrowest usable capacity on the path.
// Transfers do not share links, so a loaded network looks faster than it is: for screening. Bytes
// count as carried at an even rate over the whole transfer.
#pragma once

#include <memory>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

[[nodiscard]] std::unique_ptr<TransferModel> make_delay(Selection const& selection, TransferNetwork around);

}  // namespace meridian::transfer
