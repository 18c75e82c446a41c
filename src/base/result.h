#pragma once
// Result<T>: a value or an Error. TRY(expression) yields the value or returns the error to the
// caller.
//
//   Result<int> twice(std::string_view text) {
//       auto const number = TRY(parse_integer(text));
//       return 2 * number;
//   }
#include <optional>
#include <utility>
#include <variant>

#include "base/assert.h"
#include "base/error.h"

namespace agglo {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    template <class U>
        requires(std::is_convertible_v<U &&, T> && !std::is_same_v<std::decay_t<U>, T> &&
                 !std::is_same_v<std::decay_t<U>, Error> &&
                 !std::is_same_v<std::decay_t<U>, Result>)
    Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return AGGLO_ASSERT(ok()), *std::get_if<0>(&state_); }
    T const& value() const& { return AGGLO_ASSERT(ok()), *std::get_if<0>(&state_); }
    T&& value() && { return AGGLO_ASSERT(ok()), std::move(*std::get_if<0>(&state_)); }
    T& operator*() { return value(); }
    T const& operator*() const { return value(); }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }

    Error& error() & { return AGGLO_ASSERT(!ok()), *std::get_if<1>(&state_); }
    Error const& error() const& { return AGGLO_ASSERT(!ok()), *std::get_if<1>(&state_); }
    Error&& error() && { return AGGLO_ASSERT(!ok()), std::move(*std::get_if<1>(&state_)); }

    /// Prepends a path step to the error, if there is one.
    Result at(std::string_view step) && {
        if (!ok()) return Result(std::move(*this).error().at(step));
        return std::move(*this);
    }

private:
    std::variant<T, Error> state_;
};

/// Success without a value: `return {};`.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    void value() const { AGGLO_ASSERT(ok()); }

    Error& error() & { return AGGLO_ASSERT(!ok()), *error_; }
    Error const& error() const& { return AGGLO_ASSERT(!ok()), *error_; }
    Error&& error() && { return AGGLO_ASSERT(!ok()), std::move(*error_); }

    Result at(std::string_view step) && {
        if (!ok()) return Result(std::move(*error_).at(step));
        return {};
    }

private:
    std::optional<Error> error_;
};

}  // namespace agglo

#define TRY(expression)                                                         \
    __extension__({                                                             \
        auto agglo_try_result = (expression);                                   \
        if (!agglo_try_result.ok()) return std::move(agglo_try_result).error(); \
        std::move(agglo_try_result).value();                                    \
    })
