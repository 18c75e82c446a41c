#pragma once
// Accounts and memberships as JSON, out and in.
#include <boost/json/value.hpp>

#include "api/endpoint.h"

namespace agglo {

/// A text that must be there. Error: kRequired.
Result<std::string> text_member(boost::json::value const& body, std::string_view name);
/// Empty when it is not there or null. Error: kWrongType.
Result<std::string> optional_text(boost::json::value const& body, std::string_view name);
/// Errors: kRequired, kWrongType.
Result<int64_t> id_member(boost::json::value const& body, std::string_view name);
Result<std::vector<std::string>> texts_member(boost::json::value const& body,
                                              std::string_view name);
/// A date, which is the beginning of that day in Shanghai, or an instant. Error: kBadDate.
Result<std::optional<Instant>> instant_member(boost::json::value const& body,
                                              std::string_view name);
/// The id that a path names. Error: kWrongType.
Result<int64_t> id_parameter(Ask const& ask, size_t index);

/// {"role", "unit"?, "regions"?, "parks"?, "own"?: [{"entity", "code"}], "from"?, "until"?}; what
/// it names must be there. Errors: kNotInEnumeration, kNoSuchReference at the member.
Result<Membership> membership_of(boost::json::value const& body, Snapshot const& snapshot);

Labels role_labels(Model const& model, std::string const& role);
void write_instant(JsonWriter& json, std::string_view name, std::optional<Instant> instant);
void write_membership(JsonWriter& json, Snapshot const& snapshot, Membership const& membership);
void write_account(JsonWriter& json, Snapshot const& snapshot, Account const& account);
void write_sessions(JsonWriter& json, std::vector<SessionInfo> const& sessions, int64_t current);

}  // namespace agglo
