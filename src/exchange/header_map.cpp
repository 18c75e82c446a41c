#include "exchange/header_map.h"

#include "base/text.h"

namespace agglo {

namespace {

struct Match {
    size_t field = 0;
    std::string_view name;  // the part of the header that named the field
    UnitScale scale;
};

/// "总投资（万元）" is 总投资 and 万元.
struct BracketedHeader {
    std::string_view name, bracket;
};

std::optional<BracketedHeader> part_bracket(std::string_view header) {
    static constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {
        {"（", "）"}, {"(", ")"}, {"[", "]"}, {"【", "】"}};
    for (auto const& [open, close] : kBrackets) {
        auto const at = header.rfind(open);
        if (!header.ends_with(close) || at == std::string_view::npos || at == 0) continue;
        auto const from = at + open.size();
        return BracketedHeader{trim(header.substr(0, at)),
                               trim(header.substr(from, header.size() - close.size() - from))};
    }
    return std::nullopt;
}

std::optional<Match> match_header(std::string_view header, Model const& model, Entity const& entity,
                                  EntityAccess const& access) {
    if (auto const field = entity.field_index_any(header)) {
        if (!access.may_read_field(*field)) return std::nullopt;
        return Match{*field, header, {}};
    }
    auto const parted = part_bracket(header);
    if (!parted) return std::nullopt;
    auto const field = entity.field_index_any(parted->name);
    if (!field || !access.may_read_field(*field)) return std::nullopt;
    auto const scale = unit_scale(model, entity.fields[*field], parted->bracket);
    if (!scale) return std::nullopt;
    return Match{*field, parted->name, *scale};
}

std::string matched_by(Field const& field, std::string_view name) {
    auto const folded = fold_text(name);
    if (folded == field.name) return "name";
    bool const is_label =
        folded == fold_text(field.labels.zh) || folded == fold_text(field.labels.en);
    return is_label ? "label" : "alias";
}

}  // namespace

std::optional<size_t> HeaderMap::find(size_t field) const {
    for (size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].field == field) return i;
    }
    return std::nullopt;
}

HeaderMap map_headers(std::vector<std::string> const& headers, Model const& model,
                      Entity const& entity, EntityAccess const& access) {
    HeaderMap map;
    for (size_t c = 0; c < headers.size(); ++c) {
        auto const& header = headers[c];
        if (header.empty()) continue;
        auto const match = match_header(header, model, entity, access);
        auto const folded = fold_text(header);
        if (!match && (folded == "id" || folded == kIdHeader) && !map.id_column) {
            map.id_column = c;
        } else if (!match && (folded == "version" || folded == kVersionHeader) &&
                   !map.version_column) {
            map.version_column = c;
        } else if (!match) {
            map.unmapped.push_back(header);
        } else if (entity.fields[match->field].is_derived()) {
            map.computed.push_back({c, header, match->field, "computed", match->scale});
        } else if (auto const first = map.find(match->field)) {
            map.repeated.push_back({header, map.columns[*first].header});
        } else {
            auto const by = matched_by(entity.fields[match->field], match->name);
            map.columns.push_back({c, header, match->field, by, match->scale});
        }
    }
    return map;
}

}  // namespace agglo
