// Hears of each answer before it is carried out: what `--log decisions` is made of.
#pragma once

#include "sim/scheduler/decisions.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class DecisionListener {
public:
    virtual ~DecisionListener() = default;
    virtual void decided(View const& view, Answer const& answer) = 0;
};

}  // namespace meridian::scheduler
