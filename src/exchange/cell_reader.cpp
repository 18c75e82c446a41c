#include "exchange/cell_reader.h"

#include <charconv>

#include "base/text.h"
#include "exchange/shown_text.h"
#include "geo/geojson.h"
#include "geo/wkt.h"

namespace agglo {

namespace {

constexpr size_t kNamedMax = 100'000;  // remembered per field

Error malformed(std::string_view text) {
    return Error(ErrorCode::kMalformed, {std::string(text.substr(0, 80))});
}

/// "#12" is record 12, as exports write references that have no name of their own.
std::optional<RecordId> id_of(std::string_view text) {
    if (!text.starts_with('#')) return std::nullopt;
    RecordId id = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data() + 1, end, id);
    if (read.ec != std::errc() || read.ptr != end || id <= 0) return std::nullopt;
    return id;
}

}  // namespace

Result<Value> CellReader::number(Field const& field, UnitScale scale, SheetCell const& cell) const {
    bool const is_written = cell.kind() == CellKind::kText;
    if (is_written && scale == UnitScale{}) {
        return settle_text(*snapshot_, *viewer_, field, cell.text());
    }
    auto text = is_written ? fold_text(cell.text()) : std::string(cell.text());
    std::erase(text, ',');
    auto const written = Decimal::parse(text);
    if (!written.ok() && written.error().code() == ErrorCode::kMalformed) {
        return malformed(cell.text());
    }
    auto const plain = TRY(written);
    auto const held = TRY(scaled(plain, scale, field.scale));
    if (field.type == FieldType::kInteger) return settled(field, held.mantissa);
    return settled(field, held);
}

Result<Value> CellReader::named(Field const& field, std::string_view text) {
    auto& known = named_[&field];
    std::string key(text);
    if (auto const found = known.find(key); found != known.end()) return found->second;
    auto const id = field.type == FieldType::kReference ? id_of(text) : std::nullopt;
    auto value = id ? numbered(field, *id) : settle_text(*snapshot_, *viewer_, field, text);
    if (known.size() < kNamedMax) known.emplace(std::move(key), value);
    return value;
}

Result<Value> CellReader::numbered(Field const& field, RecordId id) const {
    EntityView const target(*snapshot_, *field.target);
    EntityAccess const access(*snapshot_, *viewer_, *field.target);
    auto const row = target.live_row_of(id);
    if (row && access.may_read() && access.may_read_row(*row)) return settled(field, id);
    auto const& labels = target.entity().labels;
    return Error(ErrorCode::kNoSuchReference, {labels.zh, "#" + std::to_string(id)});
}

Result<Value> CellReader::geometry(Field const& field, std::string_view text) const {
    auto const from = text.starts_with('{') ? geometry_from_geojson : geometry_from_wkt;
    auto geometry = TRY(from(text));
    return settled(field, std::move(geometry));
}

Result<Value> CellReader::value(Field const& field, UnitScale scale, SheetCell const& cell) {
    auto const text = trim(cell.text());
    bool const is_date = cell.kind() == CellKind::kDate || cell.kind() == CellKind::kDateTime;
    if (text.empty()) return Value();
    if (cell.kind() == CellKind::kError) return malformed(text);
    if (field.is_number()) return number(field, scale, cell);
    if (field.is_geometry()) return geometry(field, text);
    if (field.type == FieldType::kReference || field.type == FieldType::kEnumeration) {
        return named(field, text);
    }
    if (field.type == FieldType::kBoolean && cell.kind() == CellKind::kBoolean) {
        return settled(field, text == "TRUE");
    }
    if (field.is_date() && is_date) {
        return settled(field, TRY(Date::parse(text.substr(0, 10))));
    }
    if (field.type == FieldType::kInstant) {
        auto const instant = instant_from_shanghai_text(text);
        if (instant.ok()) return settled(field, *instant);
    }
    // A number this long has lost digits in Excel: better said than kept wrong.
    bool const lost_digits =
        cell.kind() == CellKind::kNumber && text.find('e') != std::string_view::npos;
    if (field.is_text() && lost_digits) return malformed(text);
    return settle_text(*snapshot_, *viewer_, field, text);
}

}  // namespace agglo
