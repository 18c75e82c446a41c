#pragma once
// ProjectionState as the one row of the table `agglo_projection`, the same in every database.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/field.h"

namespace agglo {

/// What a projection says of itself: which ledger, up to where, for whom.
struct ProjectionState {
    std::string ledger;  ///< LedgerIdentity::ledger
    int64_t sequence = 0;
    std::string hash;     ///< of the entry at `sequence`, in hex
    std::string roles;    ///< parted by commas; "*" is everything
    std::string regions;  ///< codes, parted by commas
    int64_t schema_version = 0;
    std::string layout;         ///< ProjectionLayout::fingerprint
    std::string agglo_version;  ///< of the program that wrote it
    std::string finished_at;    ///< RFC 3339, UTC
};

struct StateColumn {
    char const* name;
    bool is_integer;
    Labels labels;
};

/// The table's columns in the order of the struct.
std::array<StateColumn, 9> const& state_columns();
std::vector<std::string> state_cells(ProjectionState const& state);
/// Nothing when the cells are not those of a state (somebody changed them).
std::optional<ProjectionState> state_from_cells(std::vector<std::string> const& cells);

}  // namespace agglo
