#include "feel/temporal/zone.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include "base/assert.h"

namespace agglo::feel {
namespace {

constexpr int32_t kMillisOfSecond = 1000;
constexpr size_t kNameMax = 64;
/// The database has about 600 names.
constexpr int32_t kRegionsMax = 4096;

struct Region {
    std::string name;
    std::unique_ptr<icu::BasicTimeZone> zone;
};

/// Regions asked for so far. They are never removed, so reading takes no lock.
struct Regions {
    std::mutex adding;
    std::atomic<int32_t> size = 0;
    std::array<std::atomic<Region const*>, kRegionsMax> all = {};
};

Regions& regions() {
    static Regions* const known = new Regions;  // lives as long as the program
    return *known;
}

Region const& region_at(int32_t index) {
    auto const* region = regions().all[static_cast<size_t>(index)].load(std::memory_order_acquire);
    AGGLO_ASSERT(region != nullptr);
    return *region;
}

std::optional<int32_t> index_of(std::string_view name, int32_t size) {
    for (int32_t i = 0; i < size; ++i) {
        if (region_at(i).name == name) return i;
    }
    return std::nullopt;
}

/// Names that ICU knows and the IANA database does not.
bool is_only_of_icu(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT",
        "IET", "IST", "JST", "MIT", "NET", "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST"};
    return std::ranges::find(kNames, name) != std::end(kNames) || name == "Etc/Unknown" ||
           name.starts_with("SystemV/");
}

/// Null when the database has no such name, exactly so written.
std::unique_ptr<Region> open_region(std::string_view name) {
    if (name.empty() || name.size() > kNameMax || is_only_of_icu(name)) return nullptr;
    auto const id = icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())});
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString canonical;
    UBool is_system_id = false;
    icu::TimeZone::getCanonicalID(id, canonical, is_system_id, status);
    if (U_FAILURE(status) || !is_system_id) return nullptr;
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    icu::UnicodeString opened;
    auto* const basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (!basic || zone->getID(opened) != id) return nullptr;
    zone.release();
    return std::make_unique<Region>(std::string(name), std::unique_ptr<icu::BasicTimeZone>(basic));
}

/// ICU counts milliseconds in a double and days in 32 bits. The calendar repeats every 400 years,
/// and so do the rules for the years to come; before the first clocks of a region nothing changes.
UDate icu_date(int64_t second) {
    constexpr int64_t kSecondsOf400Years = int64_t{146'097} * 86'400;
    constexpr int64_t kYear3000 = 32'503'680'000;
    constexpr int64_t kYear1000 = -30'610'224'000;
    if (second >= kYear3000) second = kYear3000 + (second - kYear3000) % kSecondsOf400Years;
    return static_cast<double>(std::max(second, kYear1000)) * kMillisOfSecond;
}

}  // namespace

std::optional<Zone> Zone::of_region(std::string_view name) {
    auto& known = regions();
    if (auto const index = index_of(name, known.size.load(std::memory_order_acquire))) {
        return Zone(kRegions + *index);
    }
    auto opened = open_region(name);
    if (!opened) return std::nullopt;
    std::lock_guard const lock(known.adding);
    auto const size = known.size.load(std::memory_order_relaxed);
    if (auto const index = index_of(name, size)) return Zone(kRegions + *index);
    if (size == kRegionsMax) return std::nullopt;
    known.all[static_cast<size_t>(size)].store(opened.release(), std::memory_order_release);
    known.size.store(size + 1, std::memory_order_release);
    return Zone(kRegions + size);
}

std::string_view Zone::region() const {
    return is_region() ? std::string_view(region_at(code_ - kRegions).name) : std::string_view();
}

int32_t Zone::offset_s_at_local(int64_t local_second) const {
    if (!is_region()) return is_none() ? 0 : code_;
    int32_t raw_ms = 0;
    int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    region_at(code_ - kRegions)
        .zone->getOffsetFromLocal(icu_date(local_second), UCAL_TZ_LOCAL_FORMER,
                                  UCAL_TZ_LOCAL_FORMER, raw_ms, summer_ms, status);
    AGGLO_ASSERT(U_SUCCESS(status));
    return (raw_ms + summer_ms) / kMillisOfSecond;
}

int32_t Zone::offset_s_at_utc(int64_t utc_second) const {
    if (!is_region()) return is_none() ? 0 : code_;
    int32_t raw_ms = 0;
    int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    region_at(code_ - kRegions)
        .zone->getOffset(icu_date(utc_second), false, raw_ms, summer_ms, status);
    AGGLO_ASSERT(U_SUCCESS(status));
    return (raw_ms + summer_ms) / kMillisOfSecond;
}

int32_t Zone::standard_offset_s() const {
    if (!is_region()) return is_none() ? 0 : code_;
    return region_at(code_ - kRegions).zone->getRawOffset() / kMillisOfSecond;
}

}  // namespace agglo::feel
