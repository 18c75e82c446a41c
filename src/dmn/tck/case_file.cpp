#include "dmn/tck/case_file.h"

#include <algorithm>

#include "base/text.h"
#include "dmn/xml/document.h"
#include "feel/temporal/temporal_text.h"
#include "feel/value/compare.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

Error bad(std::string_view what) {
    return Error(ErrorCode::kDmnBadCase, {std::string(what)});
}

/// An attribute by its local name: `xsi:nil`, whatever the prefix.
std::string_view attribute(XmlElement element, std::string_view local) {
    for (auto const each : element.node().attributes()) {
        std::string_view const name = each.name();
        auto const colon = name.find(':');
        if ((colon == name.npos ? name : name.substr(colon + 1)) == local) return each.value();
    }
    return {};
}

Value number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return feel::Number::parse(text);
}

Value temporal(std::string_view text) {
    auto const parsed = feel::parse_temporal(text);
    if (!parsed) return {};
    return std::visit([](auto const& value) { return Value(value); }, *parsed);
}

Result<Value> simple_value(XmlElement element) {
    auto type = attribute(element, "type");
    if (auto const colon = type.find(':'); colon != type.npos) type = type.substr(colon + 1);
    auto const text = element.text();
    auto const trimmed = trim(text);
    if (type.empty() || type == "string") return Value(text);
    if (type == "boolean") return Value(trimmed == "true" || trimmed == "1");
    if (type == "decimal" || type == "double" || type == "integer" || type == "int" ||
        type == "float" || type == "long") {
        return number(trimmed);
    }
    if (type == "date") return Value(feel::parse_date(trimmed));
    if (type == "time") return Value(feel::parse_time(trimmed));
    if (type == "dateTime") return Value(feel::parse_date_time(trimmed));
    if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration") {
        return temporal(trimmed);
    }
    return bad(type);
}

/// The value among the children of an inputNode, expected, component or item.
Result<Value> value_in(XmlElement element) {
    if (attribute(element, "nil") == "true") return Value();
    feel::Context context;
    bool components = false;
    for (auto const child : element.children()) {
        bool const nil = attribute(child, "nil") == "true";
        if (child.name() == "value") return nil ? Value() : TRY(simple_value(child));
        if (child.name() == "list") {
            if (nil) return Value();
            std::vector<Value> items;
            for (auto const item : child.children()) items.push_back(TRY(value_in(item)));
            return feel::make_list(std::move(items));
        }
        if (child.name() == "component") {
            components = true;
            context.set(attribute(child, "name"), TRY(value_in(child)));
        }
    }
    return components ? Value(std::move(context)) : Value();
}

Result<TestCase> read_case(XmlElement element) {
    TestCase made;
    made.id = element.attribute("id");
    made.type = element.attribute("type");
    made.invocable_name = normalized(element.attribute("invocableName"));
    for (auto const child : element.children()) {
        auto const name = normalized(child.attribute("name"));
        if (child.name() == "inputNode") {
            made.inputs.push_back(
                {name, std::string(child.attribute("namespace")), TRY(value_in(child))});
        }
        if (child.name() != "resultNode") continue;
        auto const expected = child.child("expected");
        auto value = expected ? TRY(value_in(expected)) : Value();
        made.results.push_back({name, child.attribute("errorResult") == "true", std::move(value)});
    }
    return made;
}

bool near(feel::Number a, feel::Number b) {
    static auto const kNear = *feel::Number::parse("0.00000001");
    auto const difference = subtract(a, b);
    return difference && difference->magnitude() <= kNear;
}

bool agree_lists(feel::List const& expected, feel::List const& got) {
    return std::equal(expected.begin(), expected.end(), got.begin(), got.end(), agrees);
}

bool agree_contexts(feel::Context const& expected, feel::Context const& got) {
    if (expected.size() != got.size()) return false;
    for (auto const& [name, value] : expected.entries()) {
        auto const* there = got.find(name);
        if (!there || !agrees(value, *there)) return false;
    }
    return true;
}

}  // namespace

bool TestCase::expects_null() const {
    return std::all_of(results.begin(), results.end(),
                       [](auto const& result) { return result.error || result.value.is_null(); });
}

bool agrees(Value const& expected, Value const& got) {
    if (expected.kind() != got.kind()) return false;
    if (expected.is_null()) return true;
    if (auto const* number = expected.as<feel::Number>()) {
        return near(*number, *got.as<feel::Number>());
    }
    if (expected.list()) return agree_lists(*expected.list(), *got.list());
    if (expected.context()) return agree_contexts(*expected.context(), *got.context());
    return feel::same(expected, got) || feel::to_feel(expected) == feel::to_feel(got);
}

Result<CaseFile> read_case_file(std::string_view xml) {
    auto const document = TRY(XmlDocument::parse(xml));
    auto const root = document->root();
    if (root.name() != "testCases") return bad(root.name());
    CaseFile file;
    for (auto const child : root.children()) {
        if (child.name() == "modelName") file.model_name = trim(child.text());
        if (child.name() == "testCase") file.cases.push_back(TRY(read_case(child)));
    }
    if (file.model_name.empty()) return bad("modelName");
    return file;
}

}  // namespace agglo::dmn
