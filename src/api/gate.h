#pragma once
// The gate before every endpoint: whether who asks may come to it at all. What he then sees and
// changes of the ledger is for `query` and `desk`.
#include "api/endpoint.h"

namespace agglo {

/// Errors: kUnauthenticated, kForbidden, kTokenScope, kPasswordReplacementRequired,
/// kSecondFactorEnrolmentRequired, kReauthenticationRequired.
Result<void> admit(Ask const& ask, Endpoint const& endpoint);

/// Notes an audited endpoint's call with how it ended: empty, or the error's stable name.
void note_audited(Ask const& ask, Endpoint const& endpoint, std::string_view error);

/// The account must set up one-time codes first, because of a role it holds now.
bool must_enrol(ApiSettings const& settings, Account const& account);

}  // namespace agglo
