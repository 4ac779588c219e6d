#include "sim/study/copies.hpp"

#include <utility>

#include "sim/study/local_runner.hpp"
#include "sim/system/worker.hpp"

namespace meridian::study {
namespace {

class ForwardedRows final : public SweepListener {
public:
    explicit ForwardedRows(SendRow const& send) : send_{send} {}

    void heard(std::size_t /*point*/, Row const& row, bool /*kept*/) override {
        send_(row);
        system::limit_time({});
    }
    [[nodiscard]] bool keep_going() override { return true; }

private:
    SendRow const& send_;
};

}  // namespace

void play_in_copies(std::vector<Assignment> wanted, Limits const& limits, double begun_s, PlayAssignment play,
                    SendRow const& send) {
    ForwardedRows listener{send};
    system::limit_time({});
    static_cast<void>(LocalRunner{1, limits, std::move(play), begun_s}.play(std::move(wanted), listener));
}

}  // namespace meridian::study
