#include <array>
#include <span>

#include "feel/temporal/temporal_text.h"
#include "feel/temporal/text_reader.h"

namespace agglo::feel {
namespace {

struct Designator {
    char letter;
    int64_t size;  ///< in the least unit: months or seconds
};

constexpr std::array kOfMonths = {Designator{'Y', 12}, Designator{'M', 1}};
constexpr std::array kOfDays = {Designator{'D', kSecondsOfDay}};
constexpr std::array kOfTime = {Designator{'H', 3600}, Designator{'M', 60}, Designator{'S', 1}};

struct Sum {
    int64_t value = 0;
    int32_t nanos = 0;
    bool any = false;
};

/// Numbers with the designators in their order, each at most once, until no digit follows; only
/// seconds may have a fraction. False when that is not so, or the sum does not fit.
bool take_components(TextReader& reader, std::span<Designator const> designators, Sum& sum) {
    while (reader.peek() >= '0' && reader.peek() <= '9') {
        auto const digits = reader.take_digits();
        if (!digits) return false;
        auto const has_fraction = reader.take('.');
        auto const nanos = has_fraction ? reader.take_nanos() : 0;
        if (!nanos) return false;
        while (!designators.empty() && designators.front().letter != reader.peek())
            designators = designators.subspan(1);
        if (designators.empty()) return false;
        auto const designator = designators.front();
        if (has_fraction && designator.letter != 'S') return false;
        int64_t part = 0;
        if (__builtin_mul_overflow(digits->value, designator.size, &part) ||
            __builtin_add_overflow(sum.value, part, &sum.value))
            return false;
        sum.nanos += *nanos;
        sum.any = true;
        reader.take(designator.letter);
        designators = designators.subspan(1);
    }
    return true;
}

std::optional<MonthsDuration> read_months(TextReader reader, bool negative) {
    Sum sum;
    if (!take_components(reader, kOfMonths, sum) || !sum.any || !reader.at_end())
        return std::nullopt;
    return MonthsDuration{negative ? -sum.value : sum.value};
}

std::optional<DaysDuration> read_days(TextReader reader, bool negative) {
    Sum sum;
    if (!take_components(reader, kOfDays, sum)) return std::nullopt;
    if (reader.take('T')) {
        sum.any = false;
        if (!take_components(reader, kOfTime, sum)) return std::nullopt;
    }
    if (!sum.any || !reader.at_end()) return std::nullopt;
    if (!negative) return DaysDuration{sum.value, sum.nanos};
    if (sum.nanos == 0) return DaysDuration{-sum.value, 0};
    return DaysDuration{-sum.value - 1, kNanosOfSecond - sum.nanos};
}

void write_part(std::string& text, uint64_t count, char designator) {
    if (count == 0) return;
    text += std::to_string(count);
    text += designator;
}

uint64_t size_of(int64_t value) {
    return value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.size() > kTemporalTextMax) return std::nullopt;
    TextReader reader(text);
    auto const negative = reader.take('-');
    if (!reader.take('P')) return std::nullopt;
    if (auto const months = read_months(reader, negative)) return *months;
    if (auto const days = read_days(reader, negative)) return *days;
    return std::nullopt;
}

std::string to_text(DaysDuration duration) {
    if (duration == DaysDuration{}) return "PT0S";
    // -0.5 s is held as -1 s and half a second.
    auto const negative = duration.seconds < 0;
    auto const borrows = negative && duration.nanos != 0;
    auto const seconds = size_of(duration.seconds) - borrows;
    auto const nanos = borrows ? kNanosOfSecond - duration.nanos : duration.nanos;
    constexpr uint64_t kDay = kSecondsOfDay;
    std::string text = negative ? "-P" : "P";
    write_part(text, seconds / kDay, 'D');
    if (seconds % kDay == 0 && nanos == 0) return text;
    text += 'T';
    write_part(text, seconds % kDay / 3600, 'H');
    write_part(text, seconds / 60 % 60, 'M');
    if (seconds % 60 == 0 && nanos == 0) return text;
    text += std::to_string(seconds % 60);
    write_nanos(text, nanos);
    text += 'S';
    return text;
}

std::string to_text(MonthsDuration duration) {
    if (duration.months == 0) return "P0M";
    auto const months = size_of(duration.months);
    std::string text = duration.months < 0 ? "-P" : "P";
    write_part(text, months / 12, 'Y');
    write_part(text, months % 12, 'M');
    return text;
}

}  // namespace agglo::feel
