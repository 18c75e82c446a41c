#include "model/model.h"

#include <algorithm>

#include "base/text.h"

namespace agglo {

namespace {

using NameIndex = std::unordered_map<std::string, size_t>;

std::optional<size_t> find_in(NameIndex const& index, std::string_view name) {
    auto const found = index.find(std::string(name));
    if (found == index.end()) return std::nullopt;
    return found->second;
}

template <class Named>
Named const* find_by_name(std::vector<Named> const& all, std::string_view name) {
    auto const found =
        std::find_if(all.begin(), all.end(), [&](Named const& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::optional<size_t> Enumeration::find(std::string_view code) const {
    return find_in(by_code, code);
}

std::optional<size_t> Enumeration::find_any(std::string_view text) const {
    if (auto const exact = find(text)) return exact;
    return find_in(by_any, fold_text(text));
}

std::optional<size_t> Entity::field_index(std::string_view field) const {
    return find_in(by_name, field);
}

std::optional<size_t> Entity::field_index_any(std::string_view header) const {
    return find_in(by_any, fold_text(header));
}

std::optional<size_t> Model::entity_index(std::string_view name) const {
    return find_in(entity_by_name, name);
}

Entity const* Model::find_entity(std::string_view name) const {
    auto const index = entity_index(name);
    return index ? &entities[*index] : nullptr;
}

Enumeration const* Model::find_enumeration(std::string_view name) const {
    auto const index = find_in(enumeration_by_name, name);
    return index ? &enumerations[*index] : nullptr;
}

Role const* Model::find_role(std::string_view name) const {
    return find_by_name(roles, name);
}

Unit const* Model::find_unit(std::string_view name) const {
    return find_by_name(units, name);
}

}  // namespace agglo
