#include "sim/scheduler/waiting/orders.hpp"

namespace meridian::scheduler {
namespace {

// Nobody holds anybody back: each group that could use room that was freed is asked once, in order.
class BestEffortOrder final : public WaitingOrder {
public:
    explicit BestEffortOrder(WaitingContext const& context) : of_{context} {}

    // Those that have been asked are asked again only if more room was freed since.
    void begin() override {
        if (of_.due.room_is_stale()) asked_.reset();
    }

    [[nodiscard]] std::optional<Member> next() override {
        auto const fresh = of_.groups.first_fresh();
        while (of_.due.any()) {
            auto const fitting = of_.groups.first_fitting(asked_, of_.due.room());
            if (!fitting) break;
            if (fresh && of_.groups.rank(*fresh) <= of_.groups.rank(*fitting)) break;
            bool const is_asked = of_.is_asked_now(*fitting);
            if (is_asked && of_.due.has_room(of_.job({*fitting, 0}), of_.groups.eligible(*fitting)))
                return Member{*fitting, 0};
            // What is free is spread over sites, or was taken since it was measured.
            if (is_asked && room_was_taken_) {
                of_.due.measure_again();
                room_was_taken_ = false;
            } else {
                asked_ = of_.groups.rank(*fitting);
            }
        }
        if (fresh) return Member{*fresh, 0};
        return std::nullopt;
    }

    // The walk goes on where it was when a batch has been decided.
    void stays(Member member) override {
        if (!of_.is_asked_now(member.group)) return;
        Rank const rank = of_.groups.rank(member.group);
        if (!asked_ || *asked_ < rank) asked_ = rank;
    }
    void leaves(Member, std::optional<std::size_t>) override { room_was_taken_ = true; }

private:
    WaitingContext of_;
    std::optional<Rank> asked_;  // groups up to here have been asked
    bool room_was_taken_{false};
};

}  // namespace

std::unique_ptr<WaitingOrder> make_best_effort_order(WaitingContext const& context) {
    return std::make_unique<BestEffortOrder>(context);
}

}  // namespace meridian::scheduler
