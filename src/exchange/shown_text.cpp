#include "exchange/shown_text.h"

#include "base/text.h"
#include "exchange/sheet_table.h"
#include "model/fact.h"

namespace agglo {

namespace {

constexpr int64_t kShanghaiOffset_us = 8LL * 3600 * 1'000'000;
constexpr std::string_view kTooLongForACell = "（内容过长，请用 GeoPackage 或 GeoJSON 导出）";

std::string for_cell(std::string text) {
    bool const fits = text.size() <= SheetLimits::kCellTextMax ||
                      code_point_count(text) <= SheetLimits::kCellTextMax;
    return fits ? text : std::string(kTooLongForACell);
}

/// The text of a field of text that the viewer may see; empty otherwise.
std::string text_of(EntityView const& view, EntityAccess const& access, size_t row,
                    std::optional<size_t> field) {
    if (!field || !access.may_read_field(*field)) return "";
    auto const value = view.value(row, *field);
    auto const* const text = value.get<std::string>();
    return text ? *text : "";
}

}  // namespace

std::string shanghai_text(Instant instant) {
    auto text = Instant{instant.us + kShanghaiOffset_us}.to_string();
    text.resize(19);  // without fraction and Z
    text[10] = ' ';
    return text;
}

Result<Instant> instant_from_shanghai_text(std::string_view text) {
    std::string rfc3339(text);
    if (rfc3339.size() == 10) rfc3339 += " 00:00:00";
    if (rfc3339.size() != 19) return Error(ErrorCode::kBadDate, {std::string(text.substr(0, 80))});
    rfc3339[10] = 'T';
    return Instant::parse(rfc3339 + "+08:00");
}

ShownText::Target& ShownText::target(size_t entity) {
    auto const found = targets_.find(entity);
    if (found != targets_.end()) return found->second;
    Target made{EntityAccess(*snapshot_, *viewer_, entity), {}};
    EntityView const view(*snapshot_, entity);
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.live(row)) continue;
        ++made.titles[text_of(view, made.access, row, view.entity().title_field)];
    }
    return targets_.emplace(entity, std::move(made)).first->second;
}

std::string ShownText::of_reference(size_t target_entity, RecordId id) {
    auto const number = "#" + std::to_string(id);
    auto const& known = target(target_entity);
    EntityView const view(*snapshot_, target_entity);
    auto const row = view.row_of(id);
    if (!row || !known.access.may_read() || !known.access.may_read_row(*row)) return number;
    auto const title = text_of(view, known.access, *row, view.entity().title_field);
    if (!title.empty()) {
        auto const bearers = known.titles.find(title);
        if (bearers != known.titles.end() && bearers->second == 1) return title;
    }
    auto const code = text_of(view, known.access, *row, view.entity().code_field);
    return code.empty() ? number : code;
}

std::string ShownText::of(Field const& field, Value const& value) {
    if (value.is_null()) return "";
    if (auto const* const reference = value.get<Reference>()) {
        return of_reference(*field.target, reference->id);
    }
    if (auto const* const instant = value.get<Instant>()) return shanghai_text(*instant);
    return for_cell(fact_to_text(*snapshot_->model, field, value, true));
}

}  // namespace agglo
