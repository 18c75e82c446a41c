#pragma once
// Failure as a value. An Error names one entry of the error catalogue (error_catalogue.def), the
// place in the caller's input where it arose, and the values its message mentions; it carries no
// prose of its own.
//
//   return Error(ErrorCode::kBelowMinimum, {"0", "-5"}).at("fields/total_investment");
//
// Messages exist in zh and en (message_zh, message_en). Codes are stable: clients may compare them.
#include <string>
#include <string_view>
#include <vector>

namespace agglo {

/// What a failure means to the caller; only `http` turns kinds into statuses.
enum class ErrorKind {
    kInvalid,          ///< the input is wrong: mend it and send again
    kUnauthenticated,  ///< who are you?
    kForbidden,        ///< you may not
    kNotFound,
    kConflict,      ///< the ledger has moved on
    kPrecondition,  ///< a required condition (If-Match) was not stated
    kTooLarge,      ///< a named limit was passed
    kTooMany,       ///< asked too often
    kUnavailable,   ///< try later
    kInternal,      ///< our fault
};

enum class ErrorCode {
#define AGGLO_ERROR(code, kind, name, zh, en) code,
#include "base/error_catalogue.def"
#undef AGGLO_ERROR
};

class Error {
public:
    explicit Error(ErrorCode code, std::vector<std::string> arguments = {})
        : code_(code), arguments_(std::move(arguments)) {}

    ErrorCode code() const { return code_; }
    ErrorKind kind() const;
    /// The stable name, e.g. "below_minimum".
    std::string_view name() const;
    /// JSON-pointer-like path into the caller's input, e.g. "/changes/0/fields/name"; empty: the
    /// whole input.
    std::string const& path() const { return path_; }
    std::vector<std::string> const& arguments() const { return arguments_; }
    /// Several independent mistakes found in one go; each has its own path.
    std::vector<Error> const& details() const { return details_; }

    std::string message_zh() const;
    std::string message_en() const;

    /// Prepends one step to the path (and to that of every detail): call it on the way up.
    Error at(std::string_view step) &&;
    /// Takes leading steps off the path (and that of every detail) again: "/changes/0/fields/x"
    /// without "/changes/0".
    Error without(std::string_view steps) &&;
    Error with(std::vector<Error> details) &&;

private:
    ErrorCode code_;
    std::string path_;
    std::vector<std::string> arguments_;
    std::vector<Error> details_;
};

}  // namespace agglo
