#include "model/check.h"

#include "model/contact_code.h"
#include "model/national_code.h"
#include "model/uscc.h"

namespace agglo {

namespace {

struct NamedCheck {
    std::string_view name;
    CheckFunction function;
};

constexpr NamedCheck kChecks[] = {
    {"uscc", check_uscc},
    {"project_code", check_project_code},
    {"region_code", check_region_code},
    {"industry_code", check_industry_code},
    {"land_use_code", check_land_use_code},
    {"phone", check_phone},
    {"email", check_email},
};

}  // namespace

CheckFunction check_named(std::string_view name) {
    for (auto const& check : kChecks) {
        if (check.name == name) return check.function;
    }
    return nullptr;
}

}  // namespace agglo
