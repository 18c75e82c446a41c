#include "model/derived_linker.h"

#include <algorithm>
#include <fmt/format.h>

#include "model/formula.h"

namespace agglo {

namespace {

bool may_be(feel::Type const& type, feel::Type const& wanted) {
    using enum feel::Type::Kind;
    return type.kind == kAny || type.kind == kNull || type.kind == wanted.kind;
}

/// Values of `from` may stand in a field of the kind of `to`.
bool same_kind(Field const& from, Field const& to) {
    if (from.is_number() || to.is_number()) return from.is_number() && to.is_number();
    if (from.is_date() || to.is_date()) return from.is_date() && to.is_date();
    if (from.is_text() || to.is_text()) return from.is_text() && to.is_text();
    return from.type == to.type && from.enumeration == to.enumeration;
}

bool has_order(Field const& field) {
    return field.is_number() || field.is_date() || field.type == FieldType::kInstant;
}

class DerivedLinker {
public:
    DerivedLinker(Model& model, size_t entity, Mistakes& mistakes)
        : model_(model), entity_(entity), mistakes_(mistakes) {}

    void link(FieldDeclaration const& declaration, size_t index) {
        auto& field = model_.entities[entity_].fields[index];
        if (!declaration.computed.empty()) link_computed(declaration.computed, field);
        if (declaration.rollup) link_rollup(*declaration.rollup, field);
    }

    void link(InvariantDeclaration const& declaration) {
        Invariant invariant{nullptr, declaration.message, declaration.severity, {}};
        invariant.formula = formula(declaration.feel, entity_, *feel::boolean_type());
        for (auto const& word : declaration.fields) {
            if (auto const field = field_named(word, entity_)) invariant.fields.push_back(*field);
        }
        if (invariant.formula) model_.entities[entity_].invariants.push_back(std::move(invariant));
    }

    /// Code and title name a record, and must stand in it.
    void check_names(EntityDeclaration const& declaration) {
        auto const& entity = model_.entities[entity_];
        for (auto const& [field, word] : {std::pair(entity.code_field, &declaration.code),
                                          std::pair(entity.title_field, &declaration.title)}) {
            if (!field || !entity.fields[*field].is_derived()) continue;
            mistakes_.add(word->place,
                          {"代码和标题不能是计算字段", "code and title cannot be computed fields"});
        }
    }

    void check_class(FieldAddress address, Place const& place) {
        auto const& field = model_.entities[address.entity].fields[address.field];
        for (auto const& read : derived_from(model_, address)) {
            auto const& other = model_.entities[read.entity].fields[read.field];
            if (field.field_class >= other.field_class) continue;
            mistakes_.add(place,
                          {fmt::format("由“{}”（{}）得出，class 不能低于它", other.name,
                                       name_of(other.field_class)),
                           fmt::format("it is derived from “{}” ({}): its class cannot be lower",
                                       other.name, name_of(other.field_class))});
        }
    }

private:
    std::shared_ptr<Formula const> formula(Word const& word, size_t entity,
                                           feel::Type const& wanted) {
        if (word.empty()) return nullptr;
        auto read = read_formula(model_, entity, word.text);
        if (!read.ok()) {
            mistakes_.add(word.place, {read.error().message_zh(), read.error().message_en()});
            return nullptr;
        }
        if (!may_be(*read->expression->type, wanted)) {
            auto const is = to_text(*read->expression->type);
            auto const should = to_text(wanted);
            mistakes_.add(word.place, {fmt::format("结果应为 {}，得到 {}", should, is),
                                       fmt::format("the result should be {}, is {}", should, is)});
        }
        return std::make_shared<Formula const>(*std::move(read));
    }

    void link_computed(Word const& word, Field& field) {
        auto const type = simple_feel_type(field);
        if (type) field.computed = formula(word, entity_, *type);  // others: said by the reader
    }

    std::optional<size_t> field_named(Word const& word, size_t entity) {
        if (word.empty()) return std::nullopt;
        auto const field = model_.entities[entity].field_index(word.text);
        if (!field) mistakes_.add(word.place, no_such("字段", "field", word.text));
        return field;
    }

    void link_rollup(RollUpDeclaration const& declaration, Field& field) {
        auto const child = model_.entity_index(declaration.of.text);
        if (!child) {
            if (declaration.of.empty()) return;  // said by the reader
            return mistakes_.add(declaration.of.place,
                                 no_such("实体", "entity", declaration.of.text));
        }
        RollUp rollup;
        rollup.entity = *child;
        rollup.kind = rollup_kind_named(declaration.aggregate.text).value_or(RollUp::Kind::kCount);
        auto const by = field_named(declaration.by, *child);
        if (!by) return;
        rollup.by = *by;
        if (model_.entities[*child].fields[*by].target != entity_) {
            return mistakes_.add(
                declaration.by.place,
                {fmt::format("“{}”不引用本实体", declaration.by.text),
                 fmt::format("“{}” does not refer to this entity", declaration.by.text)});
        }
        rollup.field = field_named(declaration.field, *child);
        rollup.order = field_named(declaration.order, *child);
        rollup.where = formula(declaration.where, *child, *feel::boolean_type());
        check_types(declaration, rollup, field);
        field.rollup = std::make_shared<RollUp const>(std::move(rollup));
    }

    void check_types(RollUpDeclaration const& declaration, RollUp const& rollup,
                     Field const& field) {
        using enum RollUp::Kind;
        auto const& child = model_.entities[rollup.entity];
        auto const refuse = [&](Word const& word, Labels const& what) {
            mistakes_.add(word.empty() ? declaration.aggregate.place : word.place, what);
        };
        if (rollup.kind == kCount && field.type != FieldType::kInteger)
            refuse({}, {"count 的字段类型应为 integer", "a count is a field of type integer"});
        if (rollup.order && !has_order(child.fields[*rollup.order]))
            refuse(declaration.order, {"order 应为数字、日期或时刻字段",
                                       "order should be a number, a date or an instant"});
        if (!rollup.field) return;
        auto const& of = child.fields[*rollup.field];
        bool const apt = rollup.kind == kLatest || has_order(of);
        if (!same_kind(of, field) || !apt || (rollup.kind == kSum && !of.is_number())) {
            refuse(declaration.field,
                   {fmt::format("“{}”的值不能如此归集到类型“{}”", of.name, name_of(field.type)),
                    fmt::format("values of “{}” do not so roll up into a field of type “{}”",
                                of.name, name_of(field.type))});
        }
    }

    Model& model_;
    size_t entity_;
    Mistakes& mistakes_;
};

}  // namespace

void link_derived(std::vector<EntityDeclaration> const& declarations, Model& model,
                  Mistakes& mistakes) {
    std::map<FieldAddress, Place> places;
    for (size_t e = 0; e < declarations.size(); ++e) {
        DerivedLinker linker(model, e, mistakes);
        for (auto const& declaration : declarations[e].fields) {
            auto const index = model.entities[e].field_index(declaration.name.text);
            if (!index || (declaration.computed.empty() && !declaration.rollup)) continue;
            linker.link(declaration, *index);
            bool const linked = model.entities[e].fields[*index].is_derived();
            if (linked) places.emplace(FieldAddress{e, *index}, declaration.name.place);
        }
        for (auto const& invariant : declarations[e].invariants) linker.link(invariant);
        linker.check_names(declarations[e]);
    }
    order_derived(places, model, mistakes);
    for (auto const& [address, place] : places)
        DerivedLinker(model, address.entity, mistakes).check_class(address, place);
}

}  // namespace agglo
