#include "region/yield_rating.h"

#include <algorithm>

namespace agglo {

namespace {

constexpr double kShareA = 0.20, kShareB = 0.60, kShareC = 0.95;

struct Range {
    double mean = 0, low = 0, high = 0;
};

Range range_of(std::span<YieldFacts const> facts, size_t indicator) {
    Range range;
    double sum = 0;
    size_t count = 0;
    for (auto const& firm : facts) {
        auto const& value = firm.values[indicator];
        if (firm.not_rated != nullptr || !value) continue;
        range.low = count == 0 ? *value : std::min(range.low, *value);
        range.high = count == 0 ? *value : std::max(range.high, *value);
        sum += *value;
        ++count;
    }
    if (count > 0) range.mean = sum / static_cast<double>(count);
    return range;
}

double score_of(YieldShape shape, YieldIndicatorSpec const& spec, double value,
                Range const& range) {
    if (shape == YieldShape::kRatio) return value / spec.benchmark * spec.weight;
    if (range.high == range.low) return spec.weight;
    return spec.weight * (20 + 80 * (value - range.low) / (range.high - range.low)) / 100;
}

char grade_at(size_t rank, size_t count) {
    double const place = static_cast<double>(rank) / static_cast<double>(count);
    return place <= kShareA ? 'a' : place <= kShareB ? 'b' : place <= kShareC ? 'c' : 'd';
}

void rank_and_grade(std::span<YieldFacts const> facts, std::vector<YieldRating>& ratings) {
    std::vector<size_t> order;
    for (size_t at = 0; at < facts.size(); ++at) {
        if (facts[at].not_rated == nullptr) order.push_back(at);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return ratings[a].score > ratings[b].score; });
    for (size_t place = 0; place < order.size(); ++place) {
        auto& rating = ratings[order[place]];
        rating.rank = place + 1;
        rating.grade = facts[order[place]].vetoed ? 'd' : grade_at(place + 1, order.size());
    }
}

}  // namespace

std::vector<YieldRating> rate_yields(YieldShape shape, std::span<YieldFacts const> facts) {
    std::vector<YieldRating> ratings(facts.size());
    for (size_t indicator = 0; indicator < kYieldIndicators; ++indicator) {
        auto const range = range_of(facts, indicator);
        for (size_t at = 0; at < facts.size(); ++at) {
            if (facts[at].not_rated != nullptr) continue;
            auto& rating = ratings[at];
            rating.values[indicator] = facts[at].values[indicator].value_or(range.mean);
            rating.scores[indicator] =
                score_of(shape, kAboveScaleIndicators[indicator], rating.values[indicator], range);
            rating.base += rating.scores[indicator];
        }
    }
    for (size_t at = 0; at < facts.size(); ++at)
        ratings[at].score = ratings[at].base + facts[at].added;
    rank_and_grade(facts, ratings);
    return ratings;
}

}  // namespace agglo
