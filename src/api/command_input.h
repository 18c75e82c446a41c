#pragma once
// Commands as requests describe them, and what a refused one answers.
#include <boost/json/value.hpp>
#include <map>

#include "api/ask.h"

namespace agglo {

/// A command of this request's viewer with its Idempotency-Key; the digest is that of method, path
/// and body.
Command command_of(Ask const& ask);

/// The members of `fields` as facts. `locals` maps {"ref": "$p"} to the number of the change that
/// creates it. Errors have paths "fields/…".
Result<std::vector<Fact>> facts_of(boost::json::value const& fields,
                                   std::map<std::string, size_t> const& locals = {});

/// `{"reason"?, …}` of a body that may be empty.
Result<std::string> reason_of(boost::json::value const& body);

/// If-Match: "3". Errors: kVersionRequired, kMalformed.
Result<int64_t> version_of(Ask const& ask);

/// The problem document of a refused write; a version conflict also shows the record as it is and
/// who changed it.
http::Response write_problem(Ask const& ask, Error const& error,
                             std::optional<std::pair<size_t, RecordId>> record);

/// Submits a command that was read from a request, and answers with its receipt or with what is
/// wrong.
/// What is doubtful about the changed records, like the errors of a problem; paths less leading
/// steps.
std::string warnings_json(Receipt const& receipt, std::string_view without = {});

void answer_with_receipt(Ask const& ask, Result<Command> command, http::Responder const& respond);

}  // namespace agglo
