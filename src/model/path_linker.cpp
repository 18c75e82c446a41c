// link_paths: the scope of an entity leads by references to region; a title that is a reference
// takes the title of what it refers to, and must come to an end.
#include <fmt/format.h>

#include "model/schema_linker.h"

namespace agglo {

namespace {

constexpr std::string_view kScopeEntity = "region";

// The entity a reference field of `entity` leads to.
std::optional<size_t> step(Model const& model, size_t entity, std::string_view field) {
    auto const index = model.entities[entity].field_index(field);
    if (!index || !model.entities[entity].fields[*index].target) return std::nullopt;
    return *model.entities[entity].fields[*index].target;
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> steps;
    for (size_t from = 0; from <= path.size();) {
        auto const dot = std::min(path.find('.', from), path.size());
        steps.emplace_back(path.substr(from, dot - from));
        from = dot + 1;
    }
    return steps;
}

void link_scope(Word const& scope, Model& model, size_t entity, Mistakes& mistakes) {
    if (scope.empty()) return;
    auto steps = split_path(scope.text);
    auto at = entity;
    for (auto const& name : steps) {
        auto const next = step(model, at, name);
        if (!next) {
            mistakes.add(
                scope.place,
                {fmt::format("实体“{}”没有引用字段“{}”", model.entities[at].name, name),
                 fmt::format("“{}” has no reference field “{}”", model.entities[at].name, name)});
            return;
        }
        at = *next;
    }
    if (model.entities[at].name != kScopeEntity) {
        mistakes.add(scope.place, {"scope 应通向 region", "scope should lead to region"});
        return;
    }
    model.entities[entity].scope = std::move(steps);
}

void check_title(Word const& title, Model const& model, size_t entity, Mistakes& mistakes) {
    auto at = std::optional(entity);
    for (size_t steps = 0; at; ++steps) {
        if (steps > model.entities.size()) {
            mistakes.add(title.place,
                         {"标题字段的引用成环", "the titles refer to each other in a circle"});
            return;
        }
        auto const field = model.entities[*at].title_field;
        if (!field) return;
        auto const target = model.entities[*at].fields[*field].target;
        at = target ? std::optional<size_t>(*target) : std::nullopt;
    }
}

}  // namespace

void link_paths(std::vector<EntityDeclaration> const& declarations, Model& model,
                Mistakes& mistakes) {
    for (size_t i = 0; i < declarations.size(); ++i) {
        link_scope(declarations[i].scope, model, i, mistakes);
        check_title(declarations[i].title, model, i, mistakes);
    }
}

}  // namespace agglo
