#include "journal/entry.h"

#include "base/assert.h"

namespace agglo {

std::string_view name_of(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::kCreate: return "create";
        case ChangeKind::kUpdate: return "update";
        case ChangeKind::kDelete: return "delete";
        case ChangeKind::kRestore: return "restore";
    }
    AGGLO_ASSERT(false);
}

}  // namespace agglo
