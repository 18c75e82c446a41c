#include "feel/temporal/temporal_text.h"

#include "feel/temporal/text_reader.h"

namespace agglo::feel {
namespace {

/// A year of more than four digits has no zero in front.
std::optional<Date> take_date(TextReader& reader) {
    auto const negative = reader.take('-');
    auto const leading_zero = reader.peek() == '0';
    auto const year = reader.take_digits();
    if (!year || year->count < 4 || (year->count > 4 && leading_zero)) return std::nullopt;
    if (!reader.take('-')) return std::nullopt;
    auto const month = reader.take_two_digits();
    if (!month || !reader.take('-')) return std::nullopt;
    auto const day = reader.take_two_digits();
    if (!day) return std::nullopt;
    return Date::of(negative ? -year->value : year->value, *month, *day);
}

/// hh:mm[:ss] after its sign.
std::optional<Zone> take_offset(TextReader& reader, int64_t sign) {
    auto const hours = reader.take_two_digits();
    if (!hours || !reader.take(':')) return std::nullopt;
    auto const minutes = reader.take_two_digits();
    if (!minutes || *minutes > 59) return std::nullopt;
    int32_t seconds = 0;
    if (reader.take(':')) {
        auto const given = reader.take_two_digits();
        if (!given || *given > 59) return std::nullopt;
        seconds = *given;
    }
    return Zone::of_offset(sign * (*hours * 3600 + *minutes * 60 + seconds));
}

/// To the end of the text. No zone is one too.
std::optional<Zone> take_zone(TextReader& reader) {
    if (reader.at_end()) return Zone();
    if (reader.take('Z')) return Zone::utc();
    if (reader.take('+')) return take_offset(reader, 1);
    if (reader.take('-')) return take_offset(reader, -1);
    if (!reader.take('@')) return std::nullopt;
    auto const name = reader.rest();
    reader.skip_rest();
    return Zone::of_region(name);
}

/// second_of_day is that of a whole day for 24:00:00.
std::optional<Time> take_time(TextReader& reader) {
    auto const hour = reader.take_two_digits();
    if (!hour || !reader.take(':')) return std::nullopt;
    auto const minute = reader.take_two_digits();
    if (!minute || *minute > 59 || !reader.take(':')) return std::nullopt;
    auto const second = reader.take_two_digits();
    if (!second || *second > 59) return std::nullopt;
    auto const nanos = reader.take('.') ? reader.take_nanos() : 0;
    if (!nanos) return std::nullopt;
    Time time{*hour * 3600 + *minute * 60 + *second, *nanos, {}};
    if (time.second_of_day + (time.nanos > 0) > kSecondsOfDay) return std::nullopt;
    auto const zone = take_zone(reader);
    if (!zone || !reader.at_end()) return std::nullopt;
    time.zone = *zone;
    return time;
}

void write_zone(std::string& text, Zone zone) {
    if (zone.is_none()) return;
    if (zone.is_region()) {
        text += '@';
        text += zone.region();
        return;
    }
    auto const offset = zone.offset_s_at_utc(0);
    if (offset == 0) {
        text += 'Z';
        return;
    }
    auto const size = offset < 0 ? -offset : offset;
    text += offset < 0 ? '-' : '+';
    write_two_digits(text, size / 3600);
    text += ':';
    write_two_digits(text, size / 60 % 60);
    if (size % 60 == 0) return;
    text += ':';
    write_two_digits(text, size % 60);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    TextReader reader(text);
    auto const date = take_date(reader);
    if (!reader.at_end()) return std::nullopt;
    return date;
}

std::optional<Time> parse_time(std::string_view text) {
    if (text.size() > kTemporalTextMax) return std::nullopt;
    TextReader reader(text);
    auto time = take_time(reader);
    if (time && time->second_of_day == kSecondsOfDay) time->second_of_day = 0;
    return time;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    if (text.size() > kTemporalTextMax) return std::nullopt;
    TextReader reader(text);
    auto const date = take_date(reader);
    if (!date) return std::nullopt;
    if (reader.at_end()) return DateTime::of(*date, {});
    if (!reader.take('T')) return std::nullopt;
    auto const time = take_time(reader);
    if (!time) return std::nullopt;
    auto const at = DateTime::of(*date, *time);
    auto const ends_the_last_day =
        time->second_of_day == kSecondsOfDay && !Date::of_days(date->days() + 1);
    return ends_the_last_day ? std::nullopt : std::optional(at);
}

std::optional<TemporalLiteral> parse_temporal(std::string_view text) {
    if (auto const date = parse_date(text)) return *date;
    if (auto const at = parse_date_time(text)) return *at;
    if (auto const time = parse_time(text)) return *time;
    auto const duration = parse_duration(text);
    if (!duration) return std::nullopt;
    return std::visit([](auto const& kind) { return TemporalLiteral(kind); }, *duration);
}

std::string to_text(Date date) {
    auto const digits = std::to_string(date.year < 0 ? -date.year : date.year);
    std::string text = date.year < 0 ? "-" : "";
    if (digits.size() < 4) text.append(4 - digits.size(), '0');
    text += digits;
    text += '-';
    write_two_digits(text, date.month);
    text += '-';
    write_two_digits(text, date.day);
    return text;
}

std::string to_text(Time const& time) {
    std::string text;
    write_two_digits(text, time.hour());
    text += ':';
    write_two_digits(text, time.minute());
    text += ':';
    write_two_digits(text, time.second());
    write_nanos(text, time.nanos);
    write_zone(text, time.zone);
    return text;
}

std::string to_text(DateTime const& date_time) {
    return to_text(date_time.date()) + 'T' + to_text(date_time.time());
}

}  // namespace agglo::feel
