// Fuzzes the reading of requests: whatever comes is a request within its limits, one refusal or a
// wait for more, and the same when it comes in pieces (the first byte says how long they are).
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "http/request_reader.h"

namespace agglo::http {

namespace {

constexpr size_t kBodyBytesMax = 1'000;

struct Outcome {
    int status = 0;
    std::string path = {}, body = {};
    size_t headers = 0, left = 0;
    bool operator==(Outcome const&) const = default;
};

ServerLimits const& limits() {
    static ServerLimits const small = [] {
        ServerLimits made;
        made.head = {.head_bytes_max = 2'000,
                     .target_bytes_max = 500,
                     .field_bytes_max = 600,
                     .fields_max = 20};
        return made;
    }();
    return small;
}

void check(Request const& request) {
    AGGLO_ASSERT(request.path.starts_with('/'));
    AGGLO_ASSERT(request.body.size() <= kBodyBytesMax);
    AGGLO_ASSERT(request.headers.size() <= limits().head.fields_max);
    for (auto const& [name, value] : request.headers) {
        AGGLO_ASSERT(!name.empty() && name.find_first_of(" \t\r\n:") == name.npos);
        AGGLO_ASSERT(value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos);
    }
}

Outcome read(std::string_view raw, size_t step) {
    RequestReader reader(limits());
    std::string buffer;
    bool is_allowed = false;
    do {
        buffer += raw.substr(0, step);
        raw.remove_prefix(std::min(step, raw.size()));
        if (!reader.has_head()) buffer.erase(0, reader.read_head(buffer));
        if (reader.has_head() && !reader.refusal() && !is_allowed) {
            reader.allow_body(kBodyBytesMax);
            is_allowed = true;
        }
        if (is_allowed && !reader.refusal()) buffer.erase(0, reader.read_body(buffer));
        if (reader.refusal()) return {.status = reader.refusal()->status};
        if (!reader.has_head() || !reader.is_whole()) continue;
        auto const request = reader.take_request();
        check(request);
        return {200, request.path, request.body, request.headers.size(),
                buffer.size() + raw.size()};
    } while (!raw.empty());
    return {};
}

}  // namespace

}  // namespace agglo::http

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    if (size == 0) return 0;
    std::string_view const raw(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const whole = agglo::http::read(raw, raw.size() + 1);
    AGGLO_ASSERT(whole.status == 0 || whole.status == 200 ||
                 (whole.status >= 400 && whole.status < 500));
    AGGLO_ASSERT(agglo::http::read(raw, data[0] % 61 + 1u) == whole);
    return 0;
}
