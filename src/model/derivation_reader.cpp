// What the schema derives as its files state it: `computed`, `rollup`, `invariants`.
#include <fmt/format.h>

#include "model/formula.h"
#include "model/schema_reader.h"
#include "model/yaml_map.h"

namespace agglo {

namespace {

using Kind = RollUp::Kind;

/// Keys that belong to what is stored and set.
constexpr std::string_view kStoredKeys[] = {"required", "unique", "min",    "max",
                                            "check",    "search", "length", "was"};

void expect(YamlMap& map, std::string_view key, bool apt) {
    if (apt == map.has(key)) return;
    auto const what = apt ? Labels{fmt::format("此 rollup 须有“{}”", key),
                                   fmt::format("this rollup needs “{}”", key)}
                          : Labels{fmt::format("此 rollup 不能有“{}”", key),
                                   fmt::format("this rollup has no “{}”", key)};
    map.mistake(apt ? map.place() : map.place_of(key), what);
}

RollUpDeclaration read_rollup(YamlMap& map) {
    map.allow({"of", "by", "aggregate", "field", "where", "order"});
    RollUpDeclaration rollup{
        map.required_word("of"), map.required_word("by"), map.required_word("aggregate"),
        map.word("field"),       map.word("where"),       map.word("order")};
    if (rollup.aggregate.empty()) return rollup;
    auto const kind = rollup_kind_named(rollup.aggregate.text);
    if (!kind) {
        map.mistake(rollup.aggregate.place, {"aggregate 应为 count、sum、min、max 或 latest",
                                             "aggregate is count, sum, min, max or latest"});
        return rollup;
    }
    expect(map, "field", *kind != Kind::kCount);
    expect(map, "order", *kind == Kind::kLatest);
    return rollup;
}

void expect_derivable(YamlMap& map, FieldDeclaration const& declaration) {
    auto const& field = declaration.field;
    for (auto const key : kStoredKeys) {
        if (!map.has(key)) continue;
        map.mistake(map.place_of(key), {fmt::format("计算字段不能有“{}”", key),
                                        fmt::format("a computed field has no “{}”", key)});
    }
    bool const simple = simple_feel_type(field) && field.type != FieldType::kList;
    if (simple || !declaration.type_known) return;
    map.mistake(declaration.type.place,
                {fmt::format("类型“{}”不能计算得出", declaration.type.text),
                 fmt::format("a field of type “{}” cannot be computed", declaration.type.text)});
}

}  // namespace

std::optional<CheckSeverity> read_severity(YamlMap& map) {
    auto const severity = map.word("severity");
    if (severity.empty()) return std::nullopt;
    if (severity.text == "error") return CheckSeverity::kError;
    if (severity.text != "warning") {
        map.mistake(severity.place,
                    {"severity 应为 warning 或 error", "severity should be warning or error"});
    }
    return CheckSeverity::kWarning;
}

void read_derivation(YamlMap& map, FieldDeclaration& declaration) {
    declaration.computed = map.word("computed");
    if (auto rollup = map.map("rollup")) declaration.rollup = read_rollup(*rollup);
    if (!map.has("computed") && !map.has("rollup")) return;
    if (map.has("computed") && map.has("rollup")) {
        map.mistake(map.place_of("rollup"),
                    {"computed 与 rollup 只能有一个", "a field is computed or a rollup, not both"});
    }
    expect_derivable(map, declaration);
}

InvariantDeclaration read_invariant(YamlMap& map) {
    map.allow({"feel", "message", "severity", "fields"});
    InvariantDeclaration invariant;
    invariant.feel = map.required_word("feel");
    invariant.message = map.required_labels("message");
    invariant.severity = read_severity(map).value_or(CheckSeverity::kError);
    invariant.fields = map.words("fields");
    return invariant;
}

}  // namespace agglo
