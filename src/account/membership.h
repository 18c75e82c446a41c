#pragma once
// Membership: that an account holds a role of the schema, where, until when and by whose leave.
//
//   Membership officer{.role = "chief_service_officer", .regions = {"441284"},
//                      .own = {{"officer", "SH-07"}}};
//
// Who holds one may delegate it, or a narrower one, to another account until a day: it ends by
// itself, dies with the membership it came from and cannot be delegated on.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct Membership {
    /// A record that the account is: a firm, an officer.
    struct Own {
        std::string entity;
        std::string code;
        friend bool operator==(Own const&, Own const&) = default;
    };

    int64_t id = 0;
    std::string role = {};
    std::string unit = {};                  ///< code of an organisation; may be empty
    std::vector<std::string> regions = {};  ///< codes; empty: the role's scope has no regions
    std::vector<std::string> parks = {};
    std::vector<Own> own = {};
    std::optional<Instant> from = {}, until = {};  ///< counts from (included) until (excluded)
    std::string delegated_by = {};                 ///< account name; empty: given, not delegated
    int64_t delegated_from = 0;                    ///< the delegator's membership; 0: not delegated

    bool valid_at(Instant now) const { return (!from || *from <= now) && (!until || now < *until); }
    friend bool operator==(Membership const&, Membership const&) = default;
};

inline constexpr size_t kMembershipsMax = 32;  ///< of one account
inline constexpr size_t kPlacesMax = 256;      ///< regions, parks or own records of one membership
inline constexpr size_t kCodeBytesMax = 64;
inline constexpr int64_t kDelegationDaysMax = 90;

/// What a role is for. An administrator's duty stands alone: no account holds two of them, nor one
/// beside business (三员分立).
enum class Duty : uint8_t { kBusiness, kSystem, kSecurity, kAudit };
using DutyOf = std::function<Duty(std::string_view role)>;

/// "system"; business, system, security, audit.
std::string_view name_of(Duty duty);

/// Well formed, in itself. Errors: kCheckFailed at the field, kTooLarge.
Result<void> check_membership(Membership const& membership);

/// Over all of one account that are not over at `now`, delegated ones too. Error: kDutiesConflict.
Result<void> check_duties(std::vector<Membership> const& memberships, DutyOf const& duty_of,
                          Instant now);

/// `narrower` is the same role and unit, and in no more places than `whole`. Only what `whole`
/// names can be named; naming nothing where it names something would be wider. Errors: kCheckFailed
/// at the field.
Result<void> check_narrower(Membership const& narrower, Membership const& whole);

}  // namespace agglo
