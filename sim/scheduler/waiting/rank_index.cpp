#include "sim/scheduler/waiting/rank_index.hpp"

#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ranked_index.hpp>
#include <boost/multi_index_container.hpp>

namespace meridian::scheduler {

struct RankIndex::Tree {
    boost::multi_index_container<Ranked, boost::multi_index::indexed_by<boost::multi_index::ranked_unique<
                                             boost::multi_index::member<Ranked, Rank, &Ranked::rank>>>>
        ranks;
};

RankIndex::RankIndex() : tree_{std::make_unique<Tree>()} {}
RankIndex::~RankIndex() = default;

void RankIndex::add(Ranked const& job) {
    tree_->ranks.insert(job);
}

void RankIndex::remove(Rank const& rank) {
    tree_->ranks.erase(rank);
}

std::size_t RankIndex::size() const {
    return tree_->ranks.size();
}

RankIndex::Ranked const& RankIndex::at(std::size_t position) const {
    return *tree_->ranks.nth(position);
}

}  // namespace meridian::scheduler
