#pragma once
// ShownText: the text a value has in an exported spreadsheet. Numbers are not its business.
//
//   ShownText shown(*snapshot, viewer);
//   shown.of(field, value);      // "四会市", "已签约", "2023-05", "POINT (112.47 23.05)"
//
// An import that finds a cell holding the very text of the present value sees no change, whatever
// else that text might mean; so what was exported and not edited comes back unchanged.
#include <map>
#include <unordered_map>

#include "query/access.h"

namespace agglo {

class ShownText {
public:
    ShownText(Snapshot const& snapshot, Viewer const& viewer)
        : snapshot_(&snapshot), viewer_(&viewer) {}

    /// Empty for null. A reference is its target's title if no other live record bears it, else the
    /// code, else "#id"; only "#id" when the viewer may not see the target. Geometry is WKT; what
    /// is too long for a cell is said so instead. Instants are civil time in Asia/Shanghai.
    std::string of(Field const& field, Value const& value);

private:
    struct Target {
        EntityAccess access;
        std::unordered_map<std::string, size_t> titles;  ///< how many live records bear it
    };

    std::string of_reference(size_t target_entity, RecordId id);
    Target& target(size_t entity);

    Snapshot const* snapshot_;
    Viewer const* viewer_;
    std::map<size_t, Target> targets_;
};

/// "2023-05-01 08:00:00" in Asia/Shanghai, to the second.
std::string shanghai_text(Instant instant);
/// Reads that text, or a date alone. Error: kBadDate.
Result<Instant> instant_from_shanghai_text(std::string_view text);

}  // namespace agglo
