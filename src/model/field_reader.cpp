// read_field: one entry of `fields:` (docs/schema.md, “Fields” and “Types”).
#include <fmt/format.h>

#include "model/check.h"
#include "model/schema_reader.h"
#include "model/yaml_map.h"

namespace agglo {

namespace {

using enum FieldType;

void read_type(YamlMap& map, FieldDeclaration& declaration) {
    declaration.type = map.required_word("type");
    auto const& word = declaration.type;
    if (word.empty()) return;
    if (auto const type = field_type_named(word.text)) {
        declaration.field.type = *type;
        declaration.type_known = true;
        return;
    }
    map.mistake(word.place, {fmt::format("没有类型“{}”", word.text),
                             fmt::format("there is no type “{}”", word.text)});
}

void read_class(YamlMap& map, Field& field) {
    auto const word = map.word("class");
    if (word.empty()) return;
    if (auto const field_class = field_class_named(word.text)) {
        field.field_class = *field_class;
        return;
    }
    map.mistake(
        word.place,
        {fmt::format("没有敏感级别“{}”，可用：public、internal、confidential、personal", word.text),
         fmt::format("there is no class “{}”; there are: public, internal, confidential, personal",
                     word.text)});
}

void read_check(YamlMap& map, FieldDeclaration& declaration) {
    declaration.check = map.word("check");
    auto const& check = declaration.check;
    if (!check.empty() && !check_named(check.text)) {
        map.mistake(check.place, {fmt::format("没有校验“{}”", check.text),
                                  fmt::format("there is no check “{}”", check.text)});
    }
    declaration.field.check = check.text;
    auto const severity = read_severity(map);
    declaration.field.check_severity = severity.value_or(CheckSeverity::kWarning);
    if (severity && check.empty()) {
        map.mistake(map.place_of("severity"),
                    {"severity 只用于 check", "severity belongs to check"});
    }
}

int default_length(FieldType type) {
    if (type == kLongText) return SchemaLimits::kLongTextLengthDefault;
    return type == kUrl ? SchemaLimits::kUrlLengthDefault : SchemaLimits::kTextLengthDefault;
}

// Digits after the point: declared for decimal, given by the type otherwise.
int read_scale(YamlMap& map, FieldType type) {
    if (type == kDecimal) {
        if (!map.has("scale"))
            map.mistake(map.place(), {"decimal 须写明 scale", "a decimal states its scale"});
        return map.integer("scale", 0, Decimal::kScaleMax).value_or(0);
    }
    if (type == kMoney || type == kArea) return 2;
    return type == kShare ? 6 : 0;
}

// Keys that only some types have: saying them elsewhere is a slip.
void expect_apt_keys(YamlMap& map, FieldDeclaration const& declaration) {
    auto const& field = declaration.field;
    bool const list = field.type == kList;
    bool const list_of_codes = list && declaration.items.text == "enumeration";
    bool const simple = !list && !field.is_geometry() && field.type != kBoolean;
    auto const needs = [&](std::string_view key, bool apt, bool required) {
        if (!apt && map.has(key)) {
            map.mistake(
                map.place_of(key),
                {fmt::format("类型“{}”不能有“{}”", declaration.type.text, key),
                 fmt::format("a field of type “{}” has no “{}”", declaration.type.text, key)});
        }
        if (apt && required && !map.has(key)) {
            map.mistake(map.place(), {fmt::format("类型“{}”须有“{}”", declaration.type.text, key),
                                      fmt::format("a field of type “{}” needs “{}”",
                                                  declaration.type.text, key)});
        }
    };
    needs("of", field.type == kEnumeration || list_of_codes, true);
    needs("to", field.type == kReference, true);
    needs("items", list, true);
    needs("scale", field.type == kDecimal, false);
    needs("length", field.is_text(), false);
    needs("check", field.is_text(), false);
    needs("search", field.is_text(), false);
    needs("unit", field.is_number(), false);
    needs("min", field.is_number() || field.type == kDate, false);
    needs("max", field.is_number() || field.type == kDate, false);
    needs("unique", simple && field.type != kLongText, false);
}

void read_items(YamlMap& map, FieldDeclaration& declaration) {
    declaration.items = map.word("items");
    auto const& items = declaration.items;
    if (items.empty() || items.text == "text" || items.text == "enumeration") return;
    map.mistake(items.place,
                {"items 应为 text 或 enumeration", "items should be text or enumeration"});
}

}  // namespace

FieldDeclaration read_field(YamlMap& map) {
    map.allow({"name",     "type",   "labels", "description", "aliases", "group",
               "required", "unique", "class",  "unit",        "min",     "max",
               "length",   "scale",  "of",     "to",          "items",   "check",
               "severity", "search", "was",    "computed",    "rollup"});
    FieldDeclaration declaration;
    auto& field = declaration.field;
    declaration.name = map.required_word("name");
    field.name = declaration.name.text;
    read_type(map, declaration);
    field.labels = map.required_labels("labels");
    field.description = map.labels("description");
    declaration.aliases = map.words("aliases");
    for (auto const& alias : declaration.aliases) field.aliases.push_back(alias.text);
    declaration.group = map.word("group");
    field.required = map.flag("required");
    field.unique = map.flag("unique");
    field.search = map.flag("search");
    field.was = map.word("was").text;
    declaration.unit = map.word("unit");
    declaration.min = map.word("min");
    declaration.max = map.word("max");
    declaration.of = map.word("of");
    declaration.to = map.word("to");
    read_items(map, declaration);
    read_class(map, field);
    read_check(map, declaration);
    field.scale = read_scale(map, field.type);
    auto const length = map.integer("length", 1, SchemaLimits::kTextLengthMax);
    if (field.is_text())
        field.length_max = static_cast<size_t>(length.value_or(default_length(field.type)));
    read_derivation(map, declaration);
    if (declaration.type_known) expect_apt_keys(map, declaration);
    return declaration;
}

}  // namespace agglo
