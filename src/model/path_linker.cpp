// link_paths: the scope of an entity leads by references to region; a title that is a reference
// takes the title of what it refers to, and must come to an end.
#include <fmt/format.h>

#include "model/schema_linker.h"

namespace agglo {

namespace {

constexpr std::string_view kSelf = "self";

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

/// The steps of a path and where it leads; nothing, and said so, when a step is no reference.
struct Path {
    std::vector<std::string> steps;
    size_t target;
};
std::optional<Path> follow(Word const& path, Model const& model, size_t entity,
                           Mistakes& mistakes) {
    auto steps = split_path(path.text);
    auto at = entity;
    for (auto const& name : steps) {
        auto const next = step(model, at, name);
        if (!next) {
            mistakes.add(
                path.place,
                {fmt::format("实体“{}”没有引用字段“{}”", model.entities[at].name, name),
                 fmt::format("“{}” has no reference field “{}”", model.entities[at].name, name)});
            return std::nullopt;
        }
        at = *next;
    }
    return Path{std::move(steps), at};
}

/// The steps of a path that must lead to one entity.
std::vector<std::string> link_scope(Word const& scope, std::string_view key,
                                    std::string_view target, Model const& model, size_t entity,
                                    Mistakes& mistakes) {
    if (scope.empty()) return {};
    auto path = follow(scope, model, entity, mistakes);
    if (!path) return {};
    if (model.entities[path->target].name == target) return std::move(path->steps);
    mistakes.add(scope.place, {fmt::format("{} 应通向 {}", key, target),
                               fmt::format("{} should lead to {}", key, target)});
    return {};
}

/// What may be called own is named by its code.
void link_own(Word const& own, Model& model, size_t entity, Mistakes& mistakes) {
    auto path =
        own.text == kSelf ? std::optional(Path{{}, entity}) : follow(own, model, entity, mistakes);
    if (!path) return;
    if (!model.entities[path->target].code_field) {
        mistakes.add(own.place, {"own 应通向有代码的实体", "own should lead to what has a code"});
        return;
    }
    model.entities[entity].own_scopes.push_back(std::move(path->steps));
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
        auto const& declaration = declarations[i];
        auto& entity = model.entities[i];
        entity.scope = link_scope(declaration.scope, "scope", "region", model, i, mistakes);
        entity.park_scope = link_scope(declaration.park, "park", "park", model, i, mistakes);
        for (auto const& own : declaration.own) link_own(own, model, i, mistakes);
        check_title(declarations[i].title, model, i, mistakes);
    }
}

}  // namespace agglo
