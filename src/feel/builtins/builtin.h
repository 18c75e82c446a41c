#pragma once
// Builtin: a function of FEEL's library (DMN 1.5, 10.3.4). One file each in this folder, one row
// each in builtins.def: name, function, signature, section, what it does in zh and en. A name with
// several forms (`date`) has a row and a function for each form.
//
//   Value substring(BuiltinCall const& call) {
//       auto const& text = call.string(0);
//       …
//       return call.fail(ErrorCode::kFeelIndexOutside, {…});
//   }
//
// A signature reads `(list: list<number>, n: number?, delimiter?: string, others: any...)`:
// a `?` after a name: may be left out (then null); after a type: may be null. Before the function
// is called, arguments are converted (10.3.2.9.4) and checked: a null where none may be, a wrong
// type, or too many give null with a cause. So within the function arguments are as declared.
#include <span>
#include <string_view>

#include "feel/evaluate/function.h"

namespace agglo::feel {

struct Parameter {
    std::string name;
    TypePtr type = nullptr;
    bool optional = false;
    bool nullable = false;
    bool variadic = false;
};

struct BuiltinCall {
    Evaluation& evaluation;
    std::span<Value const> arguments;  ///< one per parameter; of a variadic one: all there are
    Builtin const& builtin;
    std::span<Parameter const> parameters;  ///< of the form that is called
    Span span;

    Value const& operator[](size_t i) const { return arguments[i]; }
    size_t size() const { return arguments.size(); }
    bool given(size_t i) const { return i < arguments.size() && !arguments[i].is_null(); }

    Number number(size_t i) const { return *arguments[i].as<Number>(); }
    std::string const& string(size_t i) const { return *arguments[i].string(); }
    List const& list(size_t i) const { return *arguments[i].list(); }
    Context const& context(size_t i) const { return *arguments[i].context(); }

    Value fail(ErrorCode code, std::vector<std::string> why = {}) const {
        return evaluation.fail(span, code, std::move(why));
    }
    /// kFeelBadArgument: what parameter `i` should have been.
    Value refuse(size_t i, std::string_view expected) const;
    Value call(Function const& function, std::span<Value const> values) const {
        return feel::call(function, values, {}, span, evaluation);
    }
};

using BuiltinFunction = Value (*)(BuiltinCall const&);

struct Signature {
    std::string_view text;
    std::vector<Parameter> parameters = {};
    TypePtr result = nullptr;
    BuiltinFunction function = nullptr;
};

struct Builtin {
    std::string_view name;
    std::string_view section;
    std::string_view zh;
    std::string_view en;
    std::vector<Signature> signatures;
};

/// Null if there is none. Names have single spaces: "date and time".
Builtin const* find_builtin(std::string_view name);
/// In the order of builtins.def.
std::span<Builtin const> all_builtins();

/// For feel::call: in order, or by name when there are names.
Value call_builtin(Builtin const& builtin, std::span<Value const> arguments,
                   std::span<std::string const> names, Span span, Evaluation& evaluation);

}  // namespace agglo::feel
