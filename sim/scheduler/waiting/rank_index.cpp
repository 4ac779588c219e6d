#include "sim/scheduler/waiting/rank_index.hpp"

#include <boost/multi_index/identity.hpp>
#include <boost/multi_index/ranked_index.hpp>
#include <boost/multi_index_container.hpp>

namespace meridian::scheduler {

struct RankIndex::Tree {
    boost::multi_index_container<
        Rank,
        boost::multi_index::indexed_by<boost::multi_index::ranked_unique<boost::multi_index::identity<Rank>>>>
        ranks;
};

RankIndex::RankIndex() : tree_{std::make_unique<Tree>()} {}
RankIndex::~RankIndex() = default;

void RankIndex::add(Rank const& rank) {
    tree_->ranks.insert(rank);
}

void RankIndex::remove(Rank const& rank) {
    tree_->ranks.erase(rank);
}

std::size_t RankIndex::size() const {
    return tree_->ranks.size();
}

Rank RankIndex::at(std::size_t position) const {
    return *tree_->ranks.nth(position);
}

}  // namespace meridian::scheduler
