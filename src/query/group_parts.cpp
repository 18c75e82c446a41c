#include "query/group_parts.h"

#include <algorithm>
#include <bit>
#include <thread>

namespace agglo {

namespace {

/// Doubles as the table grows, so that parts seldom begin elsewhere.
size_t chunks_of_part(Table const& table) {
    return std::bit_ceil((table.groups() + GroupParts::kPartsMax - 1) / GroupParts::kPartsMax);
}

}  // namespace

GroupParts::GroupParts(Table const& table)
    : groups_(table.groups()),
      chunks_(std::max<size_t>(chunks_of_part(table), 1)),
      holds_((groups_ + chunks_ - 1) / chunks_) {}

GroupParts::GroupParts(Table const& table, GroupParts const& known, TableStamp const& stamp)
    : GroupParts(table) {
    if (known.chunks_ != chunks_ || known.groups_ > groups_) return;
    for (size_t part = 0; part < known.holds_.size(); ++part) {
        auto const [from, to] = chunks_of(part);
        bool holds = true;
        for (auto group = from; group < to; ++group) holds = holds && stamp.holds(table, group);
        holds_[part] = holds;
    }
    by_rows_ = known.by_rows_;
    for (auto& parts : by_rows_) {
        parts.resize(holds_.size());
        for (size_t part = 0; part < parts.size(); ++part) {
            if (!holds_[part]) parts[part] = nullptr;
        }
    }
}

ChunkSpan GroupParts::chunks_of(size_t part) const {
    return {part * chunks_, std::min((part + 1) * chunks_, groups_)};
}

/// What is lacking, on two threads when it is much.
void GroupParts::fill(Parts& parts, Table const& table, Predicate const& filter,
                      GroupShape const& shape) const {
    std::vector<size_t> lacking;
    for (size_t part = 0; part < parts.size(); ++part) {
        if (!parts[part]) lacking.push_back(part);
    }
    auto const work = [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i) {
            parts[lacking[i]] = std::make_shared<GroupPart const>(
                group_part(table, filter, shape, chunks_of(lacking[i])));
        }
    };
    bool const much = lacking.size() > 1 && lacking.size() * chunks_ * kChunkRows > kParallelRows;
    auto const half = much ? lacking.size() / 2 : lacking.size();
    std::thread helper;
    if (much) helper = std::thread(work, half, lacking.size());
    work(0, half);
    if (helper.joinable()) helper.join();
}

GroupOutcome GroupParts::group(Table const& table, size_t rows, Predicate const& filter,
                               GroupShape const& shape) {
    if (by_rows_.size() <= rows) by_rows_.resize(rows + 1);
    by_rows_[rows].resize(holds_.size());
    fill(by_rows_[rows], table, filter, shape);
    return join_parts(table, shape, by_rows_[rows]);
}

size_t GroupParts::parts_kept() const {
    return static_cast<size_t>(std::count(holds_.begin(), holds_.end(), 1));
}

size_t GroupParts::bytes() const {
    size_t sum = sizeof *this + holds_.size();
    for (auto const& parts : by_rows_) {
        for (auto const& part : parts) sum += sizeof part + (part ? part->bytes() : 0);
    }
    return sum;
}

}  // namespace agglo
