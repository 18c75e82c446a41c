#include "http/head_scan.h"

#include <algorithm>

namespace agglo::http {

namespace {

constexpr size_t kMethodBytesMax = 32;
constexpr std::string_view kVersion = " HTTP/1.";

bool is_token_character(char c) {
    bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
    return is_letter || (c >= '0' && c <= '9') || kSigns.find(c) != kSigns.npos;
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

HeadFinding HeadScan::malformed(std::string_view what) {
    what_ = what;
    return HeadFinding::kMalformed;
}

HeadFinding HeadScan::look(std::string_view bytes) {
    while (at_ < bytes.size()) {
        if (at_ == limits_.head_bytes_max) return HeadFinding::kHeadTooLong;
        char const c = bytes[at_++];
        auto const found = take(c, bytes.substr(line_, at_ - line_));
        if (found != HeadFinding::kMore) return found;
    }
    return HeadFinding::kMore;
}

HeadFinding HeadScan::take(char c, std::string_view line) {
    bool const was_return = after_return_;
    after_return_ = c == '\r';
    if (c == '\n') {
        if (!was_return) return malformed("LF without CR");
        line_ = at_;
        return end_line(line.substr(0, line.size() - 2));
    }
    if (was_return) return malformed("CR without LF");
    if (c == '\r') return HeadFinding::kMore;
    if (is_control(c)) return malformed("control character");
    if (lines_ > 0)
        return line.size() > limits_.field_bytes_max ? HeadFinding::kFieldTooLong
                                                     : HeadFinding::kMore;
    auto const around = kMethodBytesMax + kVersion.size() + 4;
    return line.size() > limits_.target_bytes_max + around ? HeadFinding::kTargetTooLong
                                                           : HeadFinding::kMore;
}

HeadFinding HeadScan::end_line(std::string_view line) {
    if (lines_++ == 0) return end_request_line(line);
    return line.empty() ? HeadFinding::kWhole : end_field(line);
}

// method SP request-target SP HTTP-version (RFC 9112 §3): one space each, and a version always.
HeadFinding HeadScan::end_request_line(std::string_view line) {
    auto const method = line.substr(0, line.find(' '));
    if (method.size() > kMethodBytesMax || !is_token(method)) return malformed("method");
    line.remove_prefix(std::min(method.size() + 1, line.size()));
    if (line.size() < kVersion.size() + 1) return malformed("version");
    auto const version = line.substr(line.size() - kVersion.size() - 1);
    if (!version.starts_with(kVersion) || (version.back() != '0' && version.back() != '1'))
        return malformed("version");
    auto const target = line.substr(0, line.size() - version.size());
    if (target.empty() || target.find_first_of(" \t") != target.npos) return malformed("target");
    if (target.size() > limits_.target_bytes_max) return HeadFinding::kTargetTooLong;
    return HeadFinding::kMore;
}

HeadFinding HeadScan::end_field(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return malformed("folded line");
    if (!is_token(line.substr(0, line.find(':'))) || line.find(':') == line.npos)
        return malformed("field name");
    return lines_ - 1 > limits_.fields_max ? HeadFinding::kTooManyFields : HeadFinding::kMore;
}

}  // namespace agglo::http
