#include "sim/study/reshape.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/suggestion.hpp"
#include "sim/study/draft_values.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;
using scenario::Problems;
using scenario::SourceLocation;

// The pools of the models that a tier has, put together again.
class Sharing {
public:
    Sharing(Draft& root, std::string const& tier)
        : root_{root}, sites_{*records(root, "sites")}, pools_{*records(root, "pools")} {
        for (Draft const& site : sites_) {
            tier_of_[text_of(site, "name")] = text_of(site, "tier");
            if (text_of(site, "tier") == tier) in_tier_.insert(text_of(site, "name"));
        }
        for (Draft const& pool : pools_) {
            if (in_tier_.contains(text_of(pool, "site"))) models_.insert(text_of(pool, "accelerator"));
        }
    }

    [[nodiscard]] std::set<std::string> const& models() const { return models_; }
    [[nodiscard]] bool others_have(std::string const& model) const {
        return std::ranges::any_of(pools_, [&](Draft const& pool) {
            return text_of(pool, "accelerator") == model && !in_tier_.contains(text_of(pool, "site"));
        });
    }

    void give(std::string const& model, double share) {
        double all = 0.0;
        for (Draft const& pool : pools_) {
            if (text_of(pool, "accelerator") == model)
                all += number_of(pool, "servers", Dimension::count).value_or(0.0);
        }
        double const to_tier = std::round(all * share);
        spread(members(model, true), to_tier);
        spread(members(model, false), all - to_tier);
    }

    // Power limits and storage follow; sites that have nothing left go.
    void finish() {
        auto const busy = busy_by_site();
        auto const cards = cards_by_site();
        std::set<std::string> gone;
        for (Draft& site : sites_) {
            auto const name = text_of(site, "name");
            if (before_cards_[name] <= 0.0) continue;
            double const left = cards.contains(name) ? cards.at(name) : 0.0;
            if (left <= 0.0) {
                gone.insert(name);
                continue;
            }
            double const power = before_busy_[name];
            multiply(site, "power_limit", power > 0.0 ? busy.at(name) / power : 1.0, Dimension::power);
            multiply(site, "storage", left / before_cards_[name], Dimension::bytes);
        }
        std::erase_if(pools_, [&](Draft const& pool) { return gone.contains(text_of(pool, "site")); });
        std::erase_if(sites_, [&](Draft const& site) { return gone.contains(text_of(site, "name")); });
    }

    void remember() {
        before_busy_ = busy_by_site();
        before_cards_ = cards_by_site();
    }

private:
    std::vector<Draft*> members(std::string const& model, bool in_tier) {
        std::vector<Draft*> all;
        for (Draft& pool : pools_) {
            bool const ours =
                text_of(pool, "accelerator") == model && in_tier_.contains(text_of(pool, "site")) == in_tier;
            if (ours && accelerators_of(pool) > 0.0) all.push_back(&pool);
        }
        return all;
    }

    // Whole servers by largest remainder; again without the smallest site while one is too small.
    void spread(std::vector<Draft*> pools, double servers) {
        while (!pools.empty()) {
            auto const shares = proportional(pools, servers);
            std::size_t smallest = pools.size();
            for (std::size_t i = 0; i < pools.size(); ++i) {
                double const cards =
                    shares[i] * number_of(*pools[i], "width", Dimension::count).value_or(0.0);
                bool const too_small = servers <= 0.0 || cards < least_of(*pools[i]);
                if (too_small && (smallest == pools.size() || shares[i] <= shares[smallest])) smallest = i;
            }
            if (smallest == pools.size()) {
                for (std::size_t i = 0; i < pools.size(); ++i)
                    set_number(*pools[i], "servers", shares[i], Dimension::count);
                return;
            }
            set_number(*pools[smallest], "servers", 0.0, Dimension::count);
            pools.erase(pools.begin() + static_cast<std::ptrdiff_t>(smallest));
        }
    }

    static std::vector<double> proportional(std::vector<Draft*> const& pools, double servers) {
        double all = 0.0;
        for (Draft const* pool : pools)
            all += number_of(*pool, "servers", Dimension::count).value_or(0.0);
        std::vector<double> shares;
        std::vector<std::pair<double, std::size_t>> remainders;
        double given = 0.0;
        for (Draft const* pool : pools) {
            double const exact = servers * number_of(*pool, "servers", Dimension::count).value_or(0.0) / all;
            remainders.emplace_back(std::floor(exact) - exact, shares.size());
            shares.push_back(std::floor(exact));
            given += shares.back();
        }
        std::ranges::sort(remainders);
        for (auto const& [remainder, i] : remainders) {
            if (given + 0.5 > servers) break;
            shares[i] += 1.0;
            given += 1.0;
        }
        return shares;
    }

    [[nodiscard]] double least_of(Draft const& pool) const {
        auto const* const tiers = root_.find("tiers");
        if (tiers == nullptr || !tiers->is_list()) return 1.0;
        auto const tier = tier_of_.find(text_of(pool, "site"));
        for (Draft const& record : tiers->items()) {
            if (tier != tier_of_.end() && text_of(record, "name") == tier->second)
                return std::max(1.0, number_of(record, "least_accelerators", Dimension::count).value_or(1.0));
        }
        return 1.0;
    }

    [[nodiscard]] std::map<std::string, double> cards_by_site() const {
        std::map<std::string, double> all;
        for (Draft const& pool : pools_)
            all[text_of(pool, "site")] += accelerators_of(pool);
        return all;
    }
    [[nodiscard]] std::map<std::string, double> busy_by_site() const {
        std::map<std::string, double> all;
        for (Draft const& pool : pools_)
            all[text_of(pool, "site")] +=
                accelerators_of(pool) * busy_power_of(root_, text_of(pool, "accelerator"));
        return all;
    }

    Draft& root_;
    Draft::List& sites_;
    Draft::List& pools_;
    std::map<std::string, std::string> tier_of_;
    std::set<std::string> in_tier_, models_;
    std::map<std::string, double> before_busy_, before_cards_;
};

}  // namespace

void scale_sites(Draft& root, double factor) {
    if (auto* const pools = records(root, "pools")) {
        for (Draft& pool : *pools) {
            auto const servers = number_of(pool, "servers", Dimension::count);
            if (servers) set_number(pool, "servers", std::round(*servers * factor), Dimension::count);
        }
    }
    if (auto* const sites = records(root, "sites")) {
        for (Draft& site : *sites) {
            multiply(site, "power_limit", factor, Dimension::power);
            multiply(site, "storage", factor, Dimension::bytes);
        }
    }
}

void give_share(Draft& root, TierShare const& share, SourceLocation const& where, Problems& problems) {
    if (records(root, "sites") == nullptr || records(root, "pools") == nullptr) return;
    Sharing sharing{root, share.tier};
    if (sharing.models().empty()) {
        std::vector<std::string> tiers;
        if (auto const* const list = records(root, "tiers")) {
            for (Draft const& tier : *list)
                tiers.push_back(text_of(tier, "name"));
        }
        problems.add(where, fmt::format("no site of the tier '{}' has accelerators", share.tier),
                     scenario::suggestion(share.tier, tiers, "the tiers are"));
        return;
    }
    sharing.remember();
    for (std::string const& model : sharing.models()) {
        if (sharing.others_have(model)) {
            sharing.give(model, share.share);
            continue;
        }
        problems.add(where, fmt::format("only the tier '{}' has accelerators '{}'", share.tier, model),
                     "take a base in which other tiers have them too");
    }
    sharing.finish();
}

}  // namespace meridian::study
