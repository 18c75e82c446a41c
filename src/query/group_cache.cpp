#include "query/group_cache.h"

#include <algorithm>

#include "query/group_key.h"
#include "query/group_parts.h"
#include "query/group_plan.h"
#include "query/group_reads.h"

namespace agglo {

namespace {

/// What another entity was like, as far as a question reads it.
struct OtherStamp {
    size_t entity;
    size_t rows;
    std::optional<TableStamp> facts;

    bool holds(Snapshot const& snapshot) const {
        Table const& table = *snapshot.entities[entity].table;
        return facts ? facts->holds(table) : rows == table.rows();
    }
    size_t bytes() const { return sizeof *this + (facts ? facts->bytes() : 0); }
};

using OtherStamps = std::vector<OtherStamp>;

OtherStamps stamps_of(Snapshot const& snapshot, std::map<size_t, OtherRead> const& reads) {
    OtherStamps stamps;
    for (auto const& [entity, read] : reads) {
        Table const& table = *snapshot.entities[entity].table;
        auto const columns = columns_that_tell(snapshot.model->entities[entity], read.derived);
        stamps.push_back({entity, table.rows(), std::nullopt});
        if (read.facts) stamps.back().facts.emplace(table, columns);
    }
    return stamps;
}

bool all_hold(OtherStamps const& stamps, Snapshot const& snapshot) {
    return std::all_of(stamps.begin(), stamps.end(),
                       [&](OtherStamp const& stamp) { return stamp.holds(snapshot); });
}

/// Whether its groups can be joined from parts.
bool has_parts(Query const& query, GroupReads const& reads) {
    bool parts = !reads.self && !query.top;
    for (auto const& item : query.group) parts = parts && item.of.feel.empty();
    for (auto const& measure : query.measures) {
        bool const feel = !measure.of.feel.empty() || !measure.denominator.feel.empty();
        parts = parts && !feel && measure.aggregate < Aggregate::kPercentile;
    }
    return parts;
}

size_t bytes_of(Value const& value) {
    auto const* text = value.get<std::string>();
    auto const* list = value.get<ValueList>();
    size_t sum = text ? text->capacity() : 0;
    for (size_t i = 0; list && i < list->size(); ++i) sum += sizeof(Value) + bytes_of((*list)[i]);
    return sum;
}

size_t bytes_of(DrillFilter const& drill) {
    size_t sum = sizeof drill + drill.filter.capacity();
    for (auto const& [field, op, value] : drill.where)
        sum += sizeof(Condition) + field.capacity() + bytes_of(value);
    return sum;
}

size_t bytes_of(GroupTable const& table) {
    size_t sum = sizeof table;
    for (auto const& row : table.rows) {
        for (auto const& cell : row) sum += sizeof cell + bytes_of(cell.value);
    }
    for (auto const& rows : table.top) sum += sizeof rows + rows.capacity() * sizeof(size_t);
    for (auto const& drill : table.drills) {
        sum += bytes_of(drill.row);
        for (auto const& [name, each] : drill.measures) sum += name.capacity() + bytes_of(each);
    }
    return sum;
}

}  // namespace

struct GroupCache::Question {
    Snapshot const& snapshot;
    Viewer const& viewer;
    Query const& query;
};

struct GroupCache::Kept {
    std::shared_ptr<Model const> model;
    Sequence sequence = 0;
    size_t entity = 0;
    std::optional<GroupReads> reads;  // always, once begun
    TableStamp own;
    OtherStamps rows;
    OtherStamps layout;
    Answer answer;
    std::optional<GroupParts> parts;
    bool parts_too_large = false;
    size_t bytes = 0;

    bool holds(Snapshot const& snapshot) const {
        return own.holds(*snapshot.entities[entity].table) && all_hold(rows, snapshot) &&
               all_hold(layout, snapshot);
    }
    /// Those that may still hold in part.
    GroupParts const* parts_for(Snapshot const& snapshot) const {
        return parts && all_hold(rows, snapshot) ? &*parts : nullptr;
    }

    void stamp(Snapshot const& snapshot) {
        auto const& kind = snapshot.model->entities[entity];
        auto const columns = columns_that_tell(kind, derived_fields(kind));
        model = snapshot.model;
        sequence = snapshot.point.sequence;
        own = TableStamp(*snapshot.entities[entity].table, columns);
        rows = stamps_of(snapshot, reads->rows);
        layout = stamps_of(snapshot, reads->layout);
    }
    void weigh() {
        bytes = sizeof *this + own.bytes() + bytes_of(*answer);
        for (auto const* stamps : {&rows, &layout}) {
            for (auto const& each : *stamps) bytes += each.bytes();
        }
        auto const parts_bytes = parts ? parts->bytes() : 0;
        parts_too_large = parts_too_large || bytes + parts_bytes > kAnswerBytesMax;
        if (parts_too_large)
            parts.reset();
        else
            bytes += parts_bytes;
    }
};

GroupCache::GroupCache(size_t bytes_max) : bytes_max_(bytes_max) {}
GroupCache::~GroupCache() = default;

Result<GroupCache::Answer> GroupCache::group(Snapshot const& snapshot, Viewer const& viewer,
                                             Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    bool const usual = !viewer.now && query.action == Action::kRead;
    if (!entity || !usual || !keeps(snapshot))
        return group_records(snapshot, viewer, query, nullptr);
    auto const key = group_key(viewer, query);
    auto known = find(key);
    if (known && known->model != snapshot.model) known = nullptr;
    if (known && known->sequence > snapshot.point.sequence)  // overtaken on the way
        return group_records(snapshot, viewer, query, nullptr);
    if (known && known->holds(snapshot)) {
        ++held_;
        return known->answer;
    }
    auto reads = known ? known->reads : group_reads(snapshot, viewer, *entity, query);
    if (!reads) return group_records(snapshot, viewer, query, nullptr);
    auto next = std::make_shared<Kept>();
    next->entity = *entity;
    next->reads = std::move(reads);
    TRY(work_out(*next, known.get(), {snapshot, viewer, query}));
    keep(key, next);
    return next->answer;
}

/// The first time as a whole, later in parts, which are worth their room only when asked for again.
Result<void> GroupCache::work_out(Kept& next, Kept const* known, Question const& asked) {
    auto const& [snapshot, viewer, query] = asked;
    Table const& table = *snapshot.entities[next.entity].table;
    next.parts_too_large = known && known->parts_too_large;
    bool const parted = known && !next.parts_too_large && has_parts(query, *next.reads);
    if (parted) {
        auto const* parts = known->parts_for(snapshot);
        parts ? next.parts.emplace(table, *parts, known->own) : next.parts.emplace(table);
    }
    auto const found = parted ? RowsFound::kWhenAsked : RowsFound::kOnce;
    auto const plan = TRY(plan_question(snapshot, viewer, query, found));
    auto* const parts = parted ? &*next.parts : nullptr;
    auto answer = TRY(answer_groups(snapshot, viewer, query, plan, parts));
    next.answer = std::make_shared<GroupTable const>(std::move(answer));
    ++(parts && parts->parts_kept() > 0 ? patched_ : anew_);
    next.stamp(snapshot);
    next.weigh();
    return {};
}

bool GroupCache::keeps(Snapshot const& snapshot) const {
    std::lock_guard const lock(mutex_);
    return model_ == snapshot.model;
}

GroupCache::KeptPtr GroupCache::find(std::string const& key) {
    std::lock_guard const lock(mutex_);
    auto const known = by_key_.find(key);
    if (known == by_key_.end()) return nullptr;
    places_.splice(places_.begin(), places_, known->second);
    return known->second->kept;
}

/// Unless a newer answer came before it, or what it was made of is forgotten.
void GroupCache::keep(std::string const& key, KeptPtr kept) {
    std::lock_guard const lock(mutex_);
    if (kept->model != model_ || kept->bytes > std::min(kAnswerBytesMax, bytes_max_)) return;
    if (auto const known = by_key_.find(key); known != by_key_.end()) {
        if (known->second->kept->sequence > kept->sequence) return;
        drop(known->second);
    }
    bytes_ += kept->bytes + key.size();
    places_.push_front({key, std::move(kept)});
    by_key_.emplace(places_.front().key, places_.begin());
    while (bytes_ > bytes_max_ && places_.size() > 1) drop(std::prev(places_.end()));
}

void GroupCache::drop(std::list<Place>::iterator place) {
    bytes_ -= place->kept->bytes + place->key.size();
    by_key_.erase(place->key);
    places_.erase(place);
}

void GroupCache::start(std::shared_ptr<Model const> model) {
    std::lock_guard const lock(mutex_);
    model_ = std::move(model);
    by_key_.clear();
    places_.clear();
    bytes_ = 0;
    held_ = patched_ = anew_ = 0;
}

GroupCache::Counts GroupCache::counts() const {
    std::lock_guard const lock(mutex_);
    return {held_, patched_, anew_, places_.size(), bytes_};
}

Result<GroupCache::Answer> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                         Query const& query, GroupCache* cache) {
    if (cache) return cache->group(snapshot, viewer, query);
    return std::make_shared<GroupTable const>(TRY(group_records(snapshot, viewer, query)));
}

}  // namespace agglo
