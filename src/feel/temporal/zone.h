#pragma once
// Zone: how a time's local clock is tied to UTC: not at all, by an offset, or by a region of the
// IANA time zone database (ICU's copy of it).
//
//   auto paris = *Zone::of_region("Europe/Paris");
//   paris.offset_s_at_local(local_second);   // 3600 or 7200
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agglo::feel {

class Zone {
public:
    /// ±18 hours, as java.time and XML Schema's implementations have it.
    static constexpr int32_t kOffsetMax = 18 * 3600;

    constexpr Zone() = default;
    /// Nothing beyond kOffsetMax.
    static constexpr std::optional<Zone> of_offset(int64_t seconds) {
        if (seconds < -kOffsetMax || seconds > kOffsetMax) return std::nullopt;
        return Zone(static_cast<int32_t>(seconds));
    }
    static constexpr Zone utc() { return Zone(0); }
    /// A region's name as the database has it, e.g. "Asia/Shanghai", "Etc/UTC". Nothing for others.
    static std::optional<Zone> of_region(std::string_view name);

    constexpr bool is_none() const { return code_ == kNone; }
    constexpr bool is_offset() const { return code_ != kNone && code_ < kRegions; }
    constexpr bool is_region() const { return code_ >= kRegions; }

    /// Of a region; lives as long as the program.
    std::string_view region() const;
    /// What is to be taken from local time to get UTC. A local time that a region's clock skips or
    /// repeats takes the earlier offset. None counts as UTC.
    int32_t offset_s_at_local(int64_t local_second) const;
    int32_t offset_s_at_utc(int64_t utc_second) const;
    /// Without summer time, as the region has it nowadays: what a time of day alone counts with.
    int32_t standard_offset_s() const;

    friend constexpr bool operator==(Zone, Zone) = default;

private:
    static constexpr int32_t kNone = INT32_MIN;
    static constexpr int32_t kRegions = 1'000'000;  // the first region's code

    constexpr explicit Zone(int32_t code) : code_(code) {}

    int32_t code_ = kNone;
};

}  // namespace agglo::feel
