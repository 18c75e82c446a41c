#include "feel/type/type.h"

#include <algorithm>
#include <array>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

namespace {

using K = Type::Kind;

TypePtr simple(K kind) {
    return std::make_shared<Type const>(Type{.kind = kind});
}

struct Named {
    std::string_view name;
    K kind;
};

/// The first name of a kind is the one that is shown.
constexpr std::array kNames = {
    Named{"Any", K::kAny},
    Named{"Null", K::kNull},
    Named{"boolean", K::kBoolean},
    Named{"number", K::kNumber},
    Named{"string", K::kString},
    Named{"date", K::kDate},
    Named{"time", K::kTime},
    Named{"date and time", K::kDateTime},
    Named{"days and time duration", K::kDaysDuration},
    Named{"years and months duration", K::kMonthsDuration},
    Named{"list", K::kList},
    Named{"context", K::kContext},
    Named{"range", K::kRange},
    Named{"function", K::kFunction},
    Named{"any", K::kAny},
    Named{"dateTime", K::kDateTime},
    Named{"dayTimeDuration", K::kDaysDuration},
    Named{"yearMonthDuration", K::kMonthsDuration},
};

bool all_instances(List const& list, Type const& element) {
    return std::all_of(list.begin(), list.end(), [&](Value const& item) {
        return item.is_null() || is_instance(item, element);
    });
}

bool is_context(Context const& context, Type const& type) {
    return std::all_of(type.members.begin(), type.members.end(), [&](Member const& member) {
        auto const* value = context.find(member.name);
        return value && (value->is_null() || is_instance(*value, *member.type));
    });
}

bool is_range(Range const& range, Type const& element) {
    bool const low = range.low.is_null() || is_instance(range.low, element);
    bool const high = range.high.is_null() || is_instance(range.high, element);
    return low && high;
}

TypePtr function_type(std::vector<Member> const& parameters, TypePtr result) {
    std::vector<TypePtr> types;
    for (auto const& parameter : parameters) types.push_back(parameter.type);
    return function_of(std::move(types), std::move(result));
}

TypePtr type_of_form(Signature const& form) {
    std::vector<TypePtr> types;
    for (auto const& parameter : form.parameters) types.push_back(parameter.type);
    return function_of(std::move(types), form.result);
}

std::vector<TypePtr> types_of(Function const& function) {
    // Where no type of the result was declared, what the body shows is as good.
    if (auto const* lambda = std::get_if<Lambda>(&function.is)) {
        bool const declared = lambda->result->kind != K::kAny;
        return {function_type(lambda->parameters, declared ? lambda->result : lambda->body->type)};
    }
    if (auto const* native = std::get_if<Native>(&function.is))
        return {function_type(native->parameters, native->known ? native->known : native->result)};
    std::vector<TypePtr> types;
    for (auto const& form : std::get<Builtin const*>(function.is)->signatures)
        types.push_back(type_of_form(form));
    return types;
}

bool is_function(Function const& function, Type const& type) {
    auto const types = types_of(function);
    return type.any_function || std::any_of(types.begin(), types.end(), [&](TypePtr const& mine) {
               return conforms(*mine, type);
           });
}

/// Types are compared within a budget: the types of a hostile text share their parts so that a
/// walk meets each of them again and again. Beyond it they conform to nothing but themselves.
class Conformance {
public:
    static constexpr int64_t kPartsMax = 20'000;

    bool conforms(Type const& a, Type const& b) {
        if (&a == &b || b.kind == K::kAny || a.kind == K::kNull) return true;
        if (a.kind != b.kind || --parts_left_ < 0) return false;
        switch (a.kind) {
            case K::kList:
            case K::kRange: return conforms(*a.element, *b.element);
            case K::kContext: return context_conforms(a, b);
            case K::kFunction: return function_conforms(a, b);
            default: return true;
        }
    }

    TypePtr common(TypePtr const& a, TypePtr const& b) {
        if (conforms(*a, *b)) return b;
        if (conforms(*b, *a)) return a;
        if (a->kind != b->kind || parts_left_ < 0) return any_type();
        if (a->kind == K::kList) return list_of(common(a->element, b->element));
        if (a->kind != K::kContext) return any_type();
        std::vector<Member> shared;
        for (auto const& mine : a->members)
            if (auto const* theirs = member(*b, mine.name))
                shared.push_back(
                    {mine.name, common(mine.type, theirs->type), mine.label_zh, mine.label_en});
        return context_of(std::move(shared));
    }

private:
    bool function_conforms(Type const& a, Type const& b) {
        if (b.any_function) return true;
        if (a.any_function || a.parameters.size() != b.parameters.size()) return false;
        for (size_t i = 0; i < a.parameters.size(); ++i)
            if (!conforms(*b.parameters[i], *a.parameters[i])) return false;
        return conforms(*a.result, *b.result);
    }

    bool context_conforms(Type const& a, Type const& b) {
        return std::all_of(b.members.begin(), b.members.end(), [&](Member const& wanted) {
            auto const* mine = member(a, wanted.name);
            return mine && conforms(*mine->type, *wanted.type);
        });
    }

    Member const* member(Type const& type, std::string_view name) {
        parts_left_ -= static_cast<int64_t>(type.members.size()) / 8;
        return parts_left_ < 0 ? nullptr : type.member(name);
    }

    int64_t parts_left_ = kPartsMax;
};

std::string joined(std::vector<TypePtr> const& types) {
    std::string out;
    for (auto const& type : types) out += (out.empty() ? "" : ", ") + to_text(*type);
    return out;
}

std::string context_text(Type const& type) {
    std::string out;
    for (auto const& member : type.members)
        out += (out.empty() ? "" : ", ") + member.name + ": " + to_text(*member.type);
    return out.empty() ? "context" : "context<" + out + ">";
}

TypePtr type_of_items(List const& list) {
    TypePtr common;
    for (auto const& item : list)
        common = common ? common_type(common, type_of(item)) : type_of(item);
    return common ? common : any_type();
}

TypePtr type_of_entries(Context const& context) {
    std::vector<Member> members;
    for (auto const& [name, value] : context.entries()) members.push_back({name, type_of(value)});
    return context_of(std::move(members));
}

}  // namespace

Member const* Type::member(std::string_view name) const {
    for (auto const& each : members)
        if (each.name == name) return &each;
    for (auto const& each : members)
        if (each.label_zh == name || each.label_en == name) return &each;
    return nullptr;
}

TypePtr any_type() {
    static TypePtr const type = simple(K::kAny);
    return type;
}

TypePtr null_type() {
    static TypePtr const type = simple(K::kNull);
    return type;
}

TypePtr boolean_type() {
    static TypePtr const type = simple(K::kBoolean);
    return type;
}

TypePtr number_type() {
    static TypePtr const type = simple(K::kNumber);
    return type;
}

TypePtr string_type() {
    static TypePtr const type = simple(K::kString);
    return type;
}

TypePtr date_type() {
    static TypePtr const type = simple(K::kDate);
    return type;
}

TypePtr time_type() {
    static TypePtr const type = simple(K::kTime);
    return type;
}

TypePtr date_time_type() {
    static TypePtr const type = simple(K::kDateTime);
    return type;
}

TypePtr days_duration_type() {
    static TypePtr const type = simple(K::kDaysDuration);
    return type;
}

TypePtr months_duration_type() {
    static TypePtr const type = simple(K::kMonthsDuration);
    return type;
}

TypePtr any_function_type() {
    static TypePtr const type = std::make_shared<Type const>(
        Type{.kind = K::kFunction, .result = any_type(), .any_function = true});
    return type;
}

TypePtr list_of(TypePtr element) {
    return std::make_shared<Type const>(Type{.kind = K::kList, .element = std::move(element)});
}

TypePtr range_of(TypePtr element) {
    return std::make_shared<Type const>(Type{.kind = K::kRange, .element = std::move(element)});
}

TypePtr context_of(std::vector<Member> members) {
    return std::make_shared<Type const>(Type{.kind = K::kContext, .members = std::move(members)});
}

TypePtr function_of(std::vector<TypePtr> parameters, TypePtr result) {
    return std::make_shared<Type const>(Type{
        .kind = K::kFunction, .parameters = std::move(parameters), .result = std::move(result)});
}

TypePtr type_of_name(std::string_view name) {
    auto const found = std::find_if(kNames.begin(), kNames.end(),
                                    [&](Named const& each) { return each.name == name; });
    if (found == kNames.end()) return nullptr;
    switch (found->kind) {
        case K::kAny: return any_type();
        case K::kNull: return null_type();
        case K::kBoolean: return boolean_type();
        case K::kNumber: return number_type();
        case K::kString: return string_type();
        case K::kDate: return date_type();
        case K::kTime: return time_type();
        case K::kDateTime: return date_time_type();
        case K::kDaysDuration: return days_duration_type();
        case K::kMonthsDuration: return months_duration_type();
        case K::kList: return list_of(any_type());
        case K::kContext: return context_of({});
        case K::kRange: return range_of(any_type());
        case K::kFunction: return any_function_type();
    }
    return nullptr;
}

std::string to_text(Type const& type) {
    switch (type.kind) {
        case K::kList: return "list<" + to_text(*type.element) + ">";
        case K::kRange: return "range<" + to_text(*type.element) + ">";
        case K::kContext: return context_text(type);
        case K::kFunction:
            if (type.any_function) return "function";
            return "function<" + joined(type.parameters) + ">->" + to_text(*type.result);
        default: break;
    }
    auto const found = std::find_if(kNames.begin(), kNames.end(),
                                    [&](Named const& each) { return each.kind == type.kind; });
    return std::string(found->name);
}

bool is_instance(Value const& value, Type const& type) {
    if (type.kind == K::kAny) return true;
    switch (value.kind()) {
        case Kind::kNull: return type.kind == K::kNull;
        case Kind::kBoolean: return type.kind == K::kBoolean;
        case Kind::kNumber: return type.kind == K::kNumber;
        case Kind::kString: return type.kind == K::kString;
        case Kind::kDate: return type.kind == K::kDate;
        case Kind::kTime: return type.kind == K::kTime;
        case Kind::kDateTime: return type.kind == K::kDateTime;
        case Kind::kDaysDuration: return type.kind == K::kDaysDuration;
        case Kind::kMonthsDuration: return type.kind == K::kMonthsDuration;
        case Kind::kList:
            return type.kind == K::kList && all_instances(*value.list(), *type.element);
        case Kind::kContext: return type.kind == K::kContext && is_context(*value.context(), type);
        case Kind::kRange: return type.kind == K::kRange && is_range(*value.range(), *type.element);
        case Kind::kUnknown: return true;
        case Kind::kFunction:
            return type.kind == K::kFunction && is_function(*value.function(), type);
    }
    return false;
}

bool conforms(Type const& a, Type const& b) {
    return Conformance().conforms(a, b);
}

TypePtr common_type(TypePtr const& a, TypePtr const& b) {
    return Conformance().common(a, b);
}

TypePtr type_of(Value const& value) {
    switch (value.kind()) {
        case Kind::kNull: return null_type();
        case Kind::kBoolean: return boolean_type();
        case Kind::kNumber: return number_type();
        case Kind::kString: return string_type();
        case Kind::kDate: return date_type();
        case Kind::kTime: return time_type();
        case Kind::kDateTime: return date_time_type();
        case Kind::kDaysDuration: return days_duration_type();
        case Kind::kMonthsDuration: return months_duration_type();
        case Kind::kList: return list_of(type_of_items(*value.list()));
        case Kind::kContext: return type_of_entries(*value.context());
        case Kind::kRange: {
            auto const& range = *value.range();
            return range_of(type_of(range.low.is_null() ? range.high : range.low));
        }
        case Kind::kFunction: return types_of(*value.function()).front();
        case Kind::kUnknown: return any_type();
    }
    return any_type();
}

std::optional<Value> converted(Value const& value, Type const& type) {
    if (value.is_null() || is_instance(value, type)) return value;
    if (auto const* list = value.list(); list && type.kind != K::kList)
        return list->size() == 1 && is_instance(list->front(), type) ? std::optional(list->front())
                                                                     : std::nullopt;
    if (type.kind == K::kList && is_instance(value, *type.element)) return make_list({value});
    if (auto const* date = value.as<Date>(); date && type.kind == K::kDateTime)
        return Value(DateTime::of(*date, Time{0, 0, Zone::utc()}));
    return std::nullopt;
}

}  // namespace agglo::feel
