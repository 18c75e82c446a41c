// link_entity: fields with their indexes, and the fields an entity singles out (code, title, list).
#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "model/field_linker.h"
#include "model/schema_linker.h"

namespace agglo {

namespace {

class EntityLinker {
public:
    EntityLinker(EntityDeclaration const& declaration, Model const& model, Entity& entity,
                 Mistakes& mistakes)
        : declaration_(declaration), model_(model), entity_(entity), mistakes_(mistakes) {}

    void link() {
        entity_.labels = declaration_.labels;
        entity_.description = declaration_.description;
        link_group();
        link_field_groups();
        link_fields();
        entity_.code_field = field_named(declaration_.code);
        entity_.title_field = field_named(declaration_.title);
        for (auto const& word : declaration_.list) {
            if (auto const field = field_named(word)) entity_.list_fields.push_back(*field);
        }
        expect_apt_code();
        check_former_names();
    }

private:
    void link_group() {
        entity_.group = declaration_.group.text;
        bool const known =
            std::any_of(model_.groups.begin(), model_.groups.end(),
                        [&](Group const& group) { return group.name == entity_.group; });
        if (!known && !declaration_.group.empty()) {
            mistakes_.add(declaration_.group.place,
                          no_such("导航组", "navigation group", entity_.group));
        }
    }

    void link_field_groups() {
        std::unordered_map<std::string, size_t> names;
        for (auto const& [name, labels] : declaration_.field_groups) {
            if (!claim_name(name, entity_.field_groups.size(), names, mistakes_)) continue;
            entity_.field_groups.push_back({name.text, labels});
        }
        if (entity_.field_groups.empty()) {
            entity_.field_groups.push_back({"facts", {"基本信息", "Facts"}});
        }
    }

    void link_fields() {
        for (auto const& field : declaration_.fields) link_one_field(field);
        for (auto const& field : reserved_fields()) {
            auto const position = entity_.fields.size();
            entity_.by_name.try_emplace(field.name, position);
            entity_.fields.push_back(field);
            Place const& place = declaration_.name.place;
            for (auto const& text : {field.name, field.labels.zh, field.labels.en}) {
                index_text({text, place}, position);
            }
        }
        if (declaration_.fields.empty()) {
            mistakes_.add(declaration_.name.place, {"实体没有字段", "the entity has no fields"});
        }
        if (declaration_.fields.size() <= Model::kFieldsMax) return;
        mistakes_.add(declaration_.name.place,
                      {fmt::format("字段超过 {} 个", Model::kFieldsMax),
                       fmt::format("more than {} fields", Model::kFieldsMax)});
    }

    void link_one_field(FieldDeclaration const& declaration) {
        auto const& name = declaration.name;
        auto const position = entity_.fields.size();
        if (is_reserved_name(name.text)) {
            mistakes_.add(name.place, {fmt::format("“{}”是保留名称", name.text),
                                       fmt::format("“{}” is a reserved name", name.text)});
            return;
        }
        bool const claimed = claim_name(name, position, entity_.by_name, mistakes_);
        auto field = link_field(declaration, entity_.field_groups, model_, mistakes_);
        if (!claimed) return;
        entity_.fields.push_back(std::move(field));
        index_text(name, position);
        index_text({declaration.field.labels.zh, name.place}, position);
        index_text({declaration.field.labels.en, name.place}, position);
        for (auto const& alias : declaration.aliases) index_text(alias, position);
    }

    void index_text(Word const& text, size_t position) {
        if (text.empty()) return;
        auto const [at, is_new] = entity_.by_any.try_emplace(fold_text(text.text), position);
        if (is_new || at->second == position) return;
        auto const& other = entity_.fields[at->second].name;
        mistakes_.add(text.place,
                      {fmt::format("“{}”已指字段“{}”", text.text, other),
                       fmt::format("“{}” already stands for the field “{}”", text.text, other)});
    }

    std::optional<size_t> field_named(Word const& word) {
        if (word.empty()) return std::nullopt;
        auto const field = entity_.field_index(word.text);
        if (!field) mistakes_.add(word.place, no_such("字段", "field", word.text));
        return field;
    }

    void expect_apt_code() {
        if (!entity_.code_field || entity_.fields[*entity_.code_field].is_text()) return;
        mistakes_.add(declaration_.code.place,
                      {"代码字段应为文字", "the code field should be a text"});
    }

    void check_former_names() {
        for (auto const& declaration : declaration_.fields) {
            auto const& was = declaration.field.was;
            if (was.empty() || !entity_.field_index(was)) continue;
            mistakes_.add(declaration.name.place,
                          {fmt::format("曾用名“{}”仍是现有字段", was),
                           fmt::format("the former name “{}” is still a field", was)});
        }
    }

    EntityDeclaration const& declaration_;
    Model const& model_;
    Entity& entity_;
    Mistakes& mistakes_;
};

}  // namespace

void link_entity(EntityDeclaration const& declaration, Model& model, size_t entity,
                 Mistakes& mistakes) {
    EntityLinker(declaration, model, model.entities[entity], mistakes).link();
}

}  // namespace agglo
