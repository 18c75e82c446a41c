#include "model/field_linker.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/date.h"
#include "model/schema_linker.h"

namespace agglo {

namespace {

constexpr size_t kSourceLengthMax = 500;

class FieldLinker {
public:
    FieldLinker(FieldDeclaration const& declaration, Model const& model, Mistakes& mistakes)
        : declaration_(declaration),
          field_(declaration.field),
          model_(model),
          mistakes_(mistakes) {}

    Field link(std::vector<FieldGroup> const& groups) && {
        link_enumeration();
        link_target();
        link_unit();
        link_group(groups);
        field_.min = bound(declaration_.min);
        field_.max = bound(declaration_.max);
        if (field_.min && field_.max && *field_.min > *field_.max) {
            mistakes_.add(declaration_.min.place, {"min 大于 max", "min is above max"});
        }
        return std::move(field_);
    }

private:
    void link_enumeration() {
        auto const& of = declaration_.of;
        if (of.empty()) return;
        auto const found = model_.enumeration_by_name.find(of.text);
        if (found == model_.enumeration_by_name.end()) {
            mistakes_.add(of.place, no_such("枚举", "enumeration", of.text));
            return;
        }
        field_.enumeration = static_cast<uint16_t>(found->second);
    }

    void link_target() {
        auto const& to = declaration_.to;
        if (to.empty()) return;
        auto const target = model_.entity_index(to.text);
        if (!target) {
            mistakes_.add(to.place, no_such("实体", "entity", to.text));
            return;
        }
        field_.target = static_cast<uint16_t>(*target);
    }

    void link_unit() {
        auto const& unit = declaration_.unit;
        if (unit.empty()) {
            if (field_.type == FieldType::kMoney) field_.unit = "yuan";
            if (field_.type == FieldType::kArea) field_.unit = "m2";
            if (!model_.find_unit(field_.unit)) field_.unit.clear();
            return;
        }
        field_.unit = unit.text;
        if (!model_.find_unit(unit.text))
            mistakes_.add(unit.place, no_such("单位", "unit", unit.text));
    }

    void link_group(std::vector<FieldGroup> const& groups) {
        auto const& group = declaration_.group;
        field_.group = group.empty() ? groups.front().name : group.text;
        bool const known = std::any_of(groups.begin(), groups.end(), [&](FieldGroup const& one) {
            return one.name == field_.group;
        });
        if (!known) mistakes_.add(group.place, no_such("字段组", "field group", group.text));
    }

    std::optional<Decimal> bound(Word const& word) {
        if (word.empty()) return std::nullopt;
        if (field_.type == FieldType::kDate) {
            auto const date = Date::parse(word.text);
            if (date.ok()) return Decimal{date->days, 0};
        } else if (auto const number = Decimal::parse(word.text); number.ok()) {
            if (auto const exact = number->rescaled(field_.scale)) return exact;
        }
        mistakes_.add(word.place,
                      {fmt::format("“{}”不能作为类型“{}”的界限", word.text, declaration_.type.text),
                       fmt::format("“{}” cannot bound a field of type “{}”", word.text,
                                   declaration_.type.text)});
        return std::nullopt;
    }

    FieldDeclaration const& declaration_;
    Field field_;
    Model const& model_;
    Mistakes& mistakes_;
};

Field reserved_field(std::string_view name, FieldType type, Labels labels, Labels description) {
    Field field;
    field.name = name;
    field.type = type;
    field.labels = std::move(labels);
    field.description = std::move(description);
    field.reserved = true;
    field.search = false;
    field.field_class = FieldClass::kPublic;
    if (type == FieldType::kText) field.length_max = kSourceLengthMax;
    return field;
}

}  // namespace

Field link_field(FieldDeclaration const& declaration, std::vector<FieldGroup> const& groups,
                 Model const& model, Mistakes& mistakes) {
    return FieldLinker(declaration, model, mistakes).link(groups);
}

std::vector<Field> reserved_fields() {
    std::vector<Field> fields;
    fields.push_back(reserved_field("source", FieldType::kText, {"数据来源", "Data source"},
                                    {"这条记录来自谁或什么", "Who or what the record came from"}));
    fields.back().field_class = FieldClass::kInternal;
    fields.push_back(reserved_field(
        "citation", FieldType::kText, {"引用文件", "Citation"},
        {"公开事实所据文件名", "File name of the document a published fact stands in"}));
    fields.push_back(
        reserved_field("published", FieldType::kBoolean, {"公开事实", "Published fact"}, {}));
    fields.push_back(
        reserved_field("synthetic", FieldType::kBoolean, {"演示数据", "Synthetic"}, {}));
    return fields;
}

bool is_reserved_name(std::string_view name) {
    return name == "id" || name == "version" ||
           std::find(std::begin(kReservedFields), std::end(kReservedFields), name) !=
               std::end(kReservedFields);
}

}  // namespace agglo
