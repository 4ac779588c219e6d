#include "models/compute/checkpointing.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("gangs are interrupted as often as planners know, and save their work as Young says",
          "[unit][checkpointing][planner]") {
    // 419 interruptions in 54 d of 16,384 accelerators: 16,384 x 1,296 h / 419 = 50,677 h each. PLANNER 6:
    // 24.8, 6.2 and 3.1 h, and at 60 s a checkpoint 55, 27 and 19 min:
    //     sqrt(2 x 60 s x 24.745 h) = sqrt(2 x 60 x 89,081) = 3,269.5 s = 54.5 min
    double const mtbf = 16384.0 * 1296.0 / 419.0 * 3600.0;
    struct Known {
        double accelerators, mtti_h, young_min;
    };
    for (Known const k : {Known{2048, 24.8, 55}, Known{8192, 6.2, 27}, Known{16384, 3.1, 19}}) {
        double const mtti = mean_time_to_interruption_s(mtbf, k.accelerators);
        CHECK(mtti / 3600.0 == Approx(k.mtti_h).margin(0.06));
        CHECK(young_interval_s(60.0, mtti) / 60.0 == Approx(k.young_min).margin(0.51));
    }
    CHECK(young_interval_s(60.0, 89081.0) == Approx(3269.6).margin(0.1));
}

TEST_CASE("Daly's interval is near Young's where checkpoints are short and the MTTI where they are long",
          "[unit][checkpointing]") {
    // write 200 s, M = 10,000 s: ratio 0.01; sqrt(4e6) = 2,000 x (1 + 0.1 / 3 + 0.01 / 9) - 200 = 1,868.889.
    CHECK(daly_interval_s(200.0, 10000.0) == Approx(2000.0 * (1.0 + 0.1 / 3.0 + 0.01 / 9.0) - 200.0));
    CHECK(daly_interval_s(1e-6, 1e6) == Approx(young_interval_s(1e-6, 1e6)).epsilon(1e-5));
    CHECK(daly_interval_s(3000.0, 1000.0) == 1000.0);
}

TEST_CASE("the mean time with interruptions grows as it should", "[unit][checkpointing]") {
    // Never interrupted: 10 h in stretches of 1 h with 6 min each.
    CHECK(mean_time_with_interruptions_s(36000.0, 3600.0, 360.0, 600.0, 0.0) == Approx(39600.0));
    // Interrupted once in a blue moon: the same.
    CHECK(mean_time_with_interruptions_s(36000.0, 3600.0, 360.0, 600.0, 1e12) == Approx(39600.0));
    // No checkpoints, work as long as the MTTI, no restart: M (e - 1).
    CHECK(mean_time_with_interruptions_s(1000.0, 0.0, 0.0, 0.0, 1000.0) ==
          Approx(1000.0 * (std::exp(1.0) - 1.0)));
}
