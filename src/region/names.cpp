#include "region/names.h"

#include "geo/shape.h"
#include "model/uscc.h"

namespace agglo {

namespace {

constexpr double kDegreesPerMetreLat = 1.0 / 110'800.0;
constexpr double kDegreesPerMetreLon = 1.0 / 102'300.0;  // at 23.2° north

/// GB 11714-1997: weights 3 7 9 10 5 8 4 2, check 11 − Σ mod 11, ten is X.
char organisation_check(std::string_view code) {
    static constexpr int kWeights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < 8; ++i) {
        char const c = code[i];
        sum += kWeights[i] * (c <= '9' ? c - '0' : c - 'A' + 10);
    }
    int const check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

std::string padded(int64_t number, size_t width) {
    auto digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace

std::string draw_person(World& world) {
    auto const& surname = world.random.pick(world.parameters.surnames);
    return surname + world.random.pick(world.parameters.given);
}

std::string draw_brand(World& world) {
    auto const& first = world.random.pick(world.parameters.brand_first);
    return first + world.random.pick(world.parameters.brand_second);
}

std::string firm_name(World& world, std::string const& brand, std::string const& word) {
    for (int attempt = 0;; ++attempt) {
        auto const inner =
            attempt == 0 ? brand : brand + world.random.pick(world.parameters.brand_first);
        auto name = world.city_name + inner + word + "有限公司（示例）";
        if (world.names_used.insert(name).second || attempt > 50) return name;
    }
}

std::string make_uscc(std::string const& region_code, int64_t serial) {
    constexpr int64_t kSpread = 7'368'787;  // prime, so that neighbours differ in most places
    std::string organisation = "MA";
    int64_t mixed = serial * kSpread % 887'503'681;  // 31^6
    for (int i = 0; i < 6; ++i, mixed /= 31) {
        organisation += kUsccAlphabet[static_cast<size_t>(mixed % 31)];
    }
    organisation += organisation_check(organisation);
    auto code = "91" + region_code + organisation;
    return code + uscc_check_character(code).value();
}

std::string make_project_code(Date filed, std::string const& region_code, int64_t serial) {
    auto const date = filed.civil();
    return padded(date.year % 100, 2) + padded(date.month, 2) + "-" + region_code + "-04-01-" +
           padded((serial * 97'003 + 210'011) % 1'000'000, 6);
}

std::string draw_phone(World& world) {
    return "1400000" + padded(world.random.between(0, 9999), 4);
}

Geometry place_parcel(World& world, ParkSite& park, int64_t centi) {
    constexpr int kColumns = 9;
    constexpr double kCellM = 420;
    int const cell = park.placed++;
    double const area_m2 = static_cast<double>(centi) / 100;
    double const ratio = draw_share(world.random, 60, 160);
    double const width = std::min(std::sqrt(area_m2 * ratio), kCellM * 0.96);
    double const height = area_m2 / width;
    double const x = (cell % kColumns - kColumns / 2) * kCellM;
    double const y = (cell / kColumns - 3) * kCellM;
    auto const corner = [&](double dx, double dy) {
        return Position{park.lon + (x + dx) * kDegreesPerMetreLon,
                        park.lat + (y + dy) * kDegreesPerMetreLat};
    };
    auto const centre = corner(width / 2, height / 2);
    park.placed_lon = centre.lon;
    park.placed_lat = centre.lat;
    return polygon({corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)});
}

Geometry place_point(World& world, double lon, double lat, double spread) {
    auto const offset = [&] {
        return spread * static_cast<double>(world.random.between(-1000, 1000)) / 1000.0;
    };
    double const east = lon + offset();
    return point(east, lat + offset());
}

}  // namespace agglo
