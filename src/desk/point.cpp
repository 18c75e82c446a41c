#include "desk/point.h"

#include <charconv>

namespace agglo {

Result<SnapshotPtr> snapshot_of(Desk const& desk, std::string_view point) {
    if (point.empty()) return desk.snapshot();
    Sequence sequence = 0;
    auto const* const last = point.data() + point.size();
    auto const [end, error] = std::from_chars(point.data(), last, sequence);
    if (error == std::errc() && end == last) return desk.snapshot_at(sequence);
    auto const instant = Instant::parse(point);
    if (!instant.ok()) return Error(ErrorCode::kBadPoint, {std::string(point.substr(0, 40))});
    return desk.snapshot_at(TRY(desk.journal().checkpoint_at(*instant)).sequence);
}

Result<SnapshotPtr> shown_at(Desk const& desk, std::string_view point, Date on) {
    return desk.shown(TRY(snapshot_of(desk, point)), on);
}

}  // namespace agglo
