#pragma once
// AccessRule: one grant as a viewer holds it, on one entity of a snapshot: which rows it means.
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "column/predicate.h"
#include "query/derived/fact_source.h"
#include "query/viewer.h"

namespace agglo {

/// Records that a held role stands for: its regions with what lies below them, its parks, its own.
/// Ids ascending.
using PlaceIds = std::shared_ptr<std::vector<RecordId> const>;

/// References from an entity to the places; empty: the record itself is one.
struct WayToPlace {
    std::vector<size_t> fields;
    PlaceIds places;
};

struct AccessRule {
    size_t held = 0;   ///< Viewer::roles
    size_t grant = 0;  ///< Role::grants
    Actions actions;
    bool all_places = false;
    std::vector<WayToPlace> ways;  ///< any of them, unless all_places
    /// The grant's condition read for the snapshot's own schema; nullptr: none.
    std::shared_ptr<Formula const> when;
    bool never = false;  ///< its condition cannot be read by this schema

    /// Whether every row of the other rule is one of this rule's too, as far as can be told.
    bool covers(AccessRule const& other) const;
};

/// Where roles are held, worked out once per viewer and snapshot; used by one thread.
class Places {
public:
    Places(Snapshot const& snapshot, Viewer const& viewer) : snapshot_(snapshot), viewer_(viewer) {}

    /// The places of a role in the sense of the scope on an entity; nothing: all rows.
    std::optional<std::vector<WayToPlace>> ways(size_t held, RowScope scope, size_t entity);

private:
    PlaceIds regions(size_t held);
    PlaceIds parks(size_t held);
    PlaceIds own(size_t held, size_t entity);
    std::vector<RecordId> named(size_t entity, std::vector<std::string> const& codes) const;

    Snapshot const& snapshot_;
    Viewer const& viewer_;
    std::map<size_t, PlaceIds> regions_, parks_;
    std::map<std::pair<size_t, size_t>, PlaceIds> own_;
};

/// Whether the record reaches one of the places of the rule; its condition is not asked.
bool reaches(AccessRule const& rule, FactSource const& facts, size_t entity, RecordId id);
/// The same over the tables of a snapshot, by row.
bool reaches(AccessRule const& rule, Snapshot const& snapshot, size_t entity, size_t row);
/// Whether the rule's condition is true of the record; true without one.
bool meets_condition(AccessRule const& rule, FactSource const& facts, size_t entity, RecordId id);

/// Both as a predicate over the entity's table.
Predicate rows_of(AccessRule const& rule, Snapshot const& snapshot, size_t entity);

}  // namespace agglo
