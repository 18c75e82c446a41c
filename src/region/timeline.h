#pragma once
// Timeline: the records of a ledger's history before they are written, in any order of making.
//
//   Timeline timeline;
//   Handle firm = timeline.create("enterprise", Date{18000}, Facts()("name", "…")("region",
//   ref(county))); timeline.update(firm, Date{18400}, Topic::kParty, Facts()("above_scale", true));
//
// Handles stand for records whose ids the desk will give; references in facts hold handles. Changes
// are written week by week and, within a week, topic by topic; a change that names a record made
// later is moved after it, so that no reference is ever dangling.
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "desk/command.h"

namespace agglo {

using Handle = int64_t;  ///< 1, 2, 3 … over all entities; 0 is none

/// What a week's entry is about, in the order in which a week is written.
enum class Topic : uint8_t {
    kFacts,
    kSpace,
    kParty,
    kPromotion,
    kLand,
    kProject,
    kSupply,
    kService,
    kReport,
    kFinance,
    kPolicy,
    kGovernance,
};
inline constexpr size_t kTopics = 12;

/// What the entries of a topic give as their reason.
std::string_view reason_of(Topic topic);

inline Value ref(Handle handle) {
    return handle == 0 ? Value() : Value(Reference{handle});
}

inline Value day(std::optional<Date> date) {
    return date ? Value(*date) : Value();
}

/// As a value, stands for the sequence of the entry before the one that it is written in.
inline constexpr int64_t kHeadSequence = std::numeric_limits<int64_t>::min();

/// Facts in a row; null values are left out.
class Facts {
public:
    Facts& operator()(std::string_view field, Value value) & {
        if (!value.is_null()) facts_.push_back({std::string(field), std::move(value)});
        return *this;
    }
    Facts&& operator()(std::string_view field, Value value) && {
        return std::move((*this)(field, std::move(value)));
    }
    std::vector<Fact> take() { return std::move(facts_); }

private:
    std::vector<Fact> facts_;
};

struct PlannedChange {
    Handle handle = 0;
    bool create = false;
    int32_t week = 0;
    Topic topic = Topic::kFacts;
    std::vector<Fact> facts;
};

class Timeline {
public:
    /// Handles begin after `first - 1`, so that several timelines can be written to one ledger.
    explicit Timeline(Handle first = 1) : first_(first) {}

    Handle create(std::string_view entity, Date on, Topic topic, Facts facts);
    /// Changes of a record may be told in any order; facts that do not differ from what it has then
    /// are left out.
    void update(Handle handle, Date on, Topic topic, Facts facts);

    /// Takes out the changes in the order in which they are to be written.
    std::vector<PlannedChange> take_in_order();
    /// Takes out the last state of every record as one create each, all of one day, then what could
    /// not be said at once.
    std::vector<PlannedChange> take_collapsed(Date on);

    Handle first() const { return first_; }
    Handle next() const { return first_ + static_cast<Handle>(entities_.size()); }
    std::string const& entity_of(Handle handle) const { return entities_[index(handle)]; }

private:
    size_t index(Handle handle) const { return static_cast<size_t>(handle - first_); }
    bool ours(Handle handle) const { return handle >= first_; }
    void move_after_references(PlannedChange& change) const;
    void add(PlannedChange change);
    void leave_out_same(std::vector<uint32_t> const& order);

    Handle first_;
    std::vector<std::string> entities_;              ///< by handle
    std::vector<std::vector<uint32_t>> changes_of_;  ///< by handle: positions in changes_
    std::vector<PlannedChange> changes_;
};

}  // namespace agglo
