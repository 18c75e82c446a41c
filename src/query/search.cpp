#include "query/search.h"

#include <algorithm>
#include <limits>

#include "column/range_scan.h"
#include "query/searched_field.h"

namespace agglo {

namespace {

/// A field with the texts that may fit.
struct Searched {
    SearchedField field;
    TextCandidates texts;
};

/// A row under the best key it may have: rank, weight, length above the row's number.
using KeyedRow = uint64_t;
constexpr int kRowBits = 40;
constexpr uint32_t kNoKey = 0xFFFFFFFF;

size_t row_of(KeyedRow keyed) {
    return keyed & ((KeyedRow{1} << kRowBits) - 1);
}

KeyedRow keyed(uint32_t key, size_t row) {
    return KeyedRow{key} << kRowBits | row;
}

uint32_t key_of(SearchedField const& field, uint16_t text_key) {
    auto const rank = field.rank_of(static_cast<uint8_t>(text_key >> 8));
    return static_cast<uint32_t>(rank) << 16 | static_cast<uint32_t>(field.weight) << 8 |
           (text_key & 0xFFu);
}

KeyedRow keyed(SearchHit const& hit) {
    return keyed(static_cast<uint32_t>(hit.key.rank) << 16 |
                     static_cast<uint32_t>(hit.key.weight) << 8 | hit.key.length,
                 hit.row);
}

/// The least `size` of those offered, sorted out now and then.
class LeastRows {
public:
    explicit LeastRows(size_t size) : size_(size) {}

    void offer(KeyedRow row) {
        if (row >= bound_) return;
        rows_.push_back(row);
        if (rows_.size() >= size_ * 2) shrink();
    }
    std::vector<KeyedRow> take() {
        if (rows_.size() > size_) shrink();
        std::sort(rows_.begin(), rows_.end());
        return std::move(rows_);
    }

private:
    void shrink() {
        auto const last = rows_.begin() + static_cast<std::ptrdiff_t>(size_);
        std::nth_element(rows_.begin(), last, rows_.end());
        bound_ = *last;
        rows_.resize(size_);
    }

    size_t const size_;
    KeyedRow bound_ = std::numeric_limits<KeyedRow>::max();
    std::vector<KeyedRow> rows_;
};

/// One entity's search.
class EntitySearch {
public:
    EntitySearch(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                 TextNeedle const& needle);

    EntityHits find(size_t limit) const;

private:
    /// Of the candidates above `after` the `size` best, in order; counts all of them.
    std::vector<KeyedRow> candidates(std::optional<KeyedRow> after, size_t size,
                                     size_t& count) const;
    bool best_keys(size_t group, std::span<uint32_t, kChunkRows> keys) const;
    Mask shown_rows(size_t group) const;
    std::optional<SearchHit> check(size_t row) const;
    bool exact() const;

    EntityView const view_;
    EntityAccess const access_;
    TextNeedle const& needle_;
    Predicate const row_filter_;
    std::vector<Searched> fields_;  // those with texts that may fit
};

EntitySearch::EntitySearch(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                           TextNeedle const& needle)
    : view_(snapshot, entity),
      access_(snapshot, viewer, entity),
      needle_(needle),
      row_filter_(access_.row_filter()) {
    for (auto const& field : searched_fields(view_.entity(), &access_)) {
        auto texts = view_.table().dictionary(field.field).index().candidates(needle);
        if (texts.count > 0) fields_.push_back({field, std::move(texts)});
    }
}

Mask EntitySearch::shown_rows(size_t group) const {
    auto const& table = view_.table();
    Mask shown = Mask::first(table.group_rows(group));
    if (table.live_rows() != view_.rows()) {
        auto const live = Predicate::compare(view_.system(SystemColumn::kLive), Comparison::kEq, 1);
        shown &= live.evaluate(table, group).yes;
    }
    if (!access_.all_rows()) shown &= row_filter_.evaluate(table, group).yes;
    return shown;
}

/// By row of a group the best key its texts may have; false: none has any.
bool EntitySearch::best_keys(size_t group, std::span<uint32_t, kChunkRows> keys) const {
    bool any = false;
    for (auto const& [field, texts] : fields_) {
        Chunk const* const chunk = view_.table().chunk(group, field.field);
        if (!chunk) continue;
        Mask const near =
            rows_between(*chunk, view_.table().group_rows(group), texts.lowest, texts.highest);
        auto const* const codes = chunk->values<uint32_t>();
        if (!near.any()) continue;
        if (!any) std::fill(keys.begin(), keys.end(), kNoKey);
        any = true;
        near.for_each([&](size_t row) {
            uint16_t const text = texts.keys[codes[row]];
            if (text != TextCandidates::kNone) keys[row] = std::min(keys[row], key_of(field, text));
        });
    }
    return any;
}

std::vector<KeyedRow> EntitySearch::candidates(std::optional<KeyedRow> after, size_t size,
                                               size_t& count) const {
    LeastRows least(size);
    std::array<uint32_t, kChunkRows> keys;
    count = 0;
    for (size_t group = 0; group < view_.table().groups(); ++group) {
        if (!best_keys(group, keys)) continue;
        shown_rows(group).for_each([&](size_t in_group) {
            if (keys[in_group] == kNoKey) return;
            auto const row = keyed(keys[in_group], group * kChunkRows + in_group);
            if (after && row <= *after) return;
            ++count;
            least.offer(row);
        });
    }
    return least.take();
}

std::optional<SearchHit> EntitySearch::check(size_t row) const {
    std::vector<SearchedField> fitting;
    for (auto const& [field, texts] : fields_) {
        if (!view_.table().has(row, field.field)) continue;
        auto const code = static_cast<size_t>(view_.table().wide(row, field.field));
        if (texts.keys[code] != TextCandidates::kNone) fitting.push_back(field);
    }
    return best_fit(view_.table(), fitting, needle_, row);
}

bool EntitySearch::exact() const {
    return std::all_of(fields_.begin(), fields_.end(),
                       [](Searched const& searched) { return searched.texts.exact; });
}

/// Candidates are looked at best first until the hits found cannot be surpassed by the rest.
EntityHits EntitySearch::find(size_t limit) const {
    EntityHits found{.entity = view_.index()};
    std::optional<KeyedRow> after;
    size_t left = fields_.empty() ? 0 : 1;
    size_t settled = 0;  // hits no later candidate can surpass
    for (size_t size = EntityHits::kCheckedMax; left > 0 && (!after || settled < limit);
         size *= 2) {
        size_t count = 0;
        auto const rows = candidates(after, size, count);
        left = count - rows.size();
        if (rows.empty()) break;
        for (KeyedRow const row : rows) {
            if (auto const hit = check(row_of(row))) found.hits.push_back(*hit);
        }
        if (!after && exact()) found.total = count;
        after = rows.back();
        settled = static_cast<size_t>(
            std::count_if(found.hits.begin(), found.hits.end(),
                          [&](SearchHit const& hit) { return keyed(hit) <= *after; }));
    }
    found.more = left > 0 && !exact();
    if (!exact()) found.total = found.hits.size();
    std::sort(found.hits.begin(), found.hits.end(), &is_before);
    if (found.hits.size() > limit) found.hits.resize(limit);
    return found;
}

}  // namespace

Result<std::vector<EntityHits>> search_records(Snapshot const& snapshot, Viewer const& viewer,
                                               SearchRequest const& request) {
    auto const scope = TRY(SearchScope::of(snapshot, viewer, request));
    std::vector<EntityHits> found;
    for (size_t const entity : scope.entities)
        found.push_back(EntitySearch(snapshot, viewer, entity, scope.needle).find(request.limit));
    return in_order(std::move(found));
}

void catch_up_search(Snapshot const& snapshot, std::atomic<bool> const* stop) {
    for (size_t e = 0; e < snapshot.entities.size(); ++e) {
        for (auto const& field : searched_fields(snapshot.model->entities[e], nullptr))
            snapshot.entities[e].table->dictionary(field.field).index().catch_up(stop);
    }
}

}  // namespace agglo
