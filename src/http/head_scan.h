#pragma once
// HeadScan: whether bytes are the head of an HTTP/1.x request in the strict grammar of RFC 9112 §2
// to §5, looked at once each as they come, so that what is not is refused before its end.
//
//   HeadScan scan({});
//   scan.look("GET / HTTP/1.1\r\nHost");   // kMore
//   scan.look("GET / HTTP/1.1\r\nHost: x\r\n\r\n");   // kWhole; size() is 27
//
// Stricter than the parser behind it: lines end in CR LF only, no folded lines (§5.2), no space
// before a colon (§5.1), no control characters, no HTTP/0.9: what other readers read otherwise.
#include <cstdint>
#include <string_view>

namespace agglo::http {

struct HeadLimits {
    size_t head_bytes_max = 16u << 10;
    size_t target_bytes_max = 12u << 10;
    size_t field_bytes_max = 8u << 10;  ///< one line, name and value
    size_t fields_max = 100;
};

enum class HeadFinding : uint8_t {
    kMore,
    kWhole,
    kMalformed,
    kTargetTooLong,
    kFieldTooLong,
    kTooManyFields,
    kHeadTooLong,
};

class HeadScan {
public:
    explicit HeadScan(HeadLimits limits) : limits_(limits) {}

    /// `bytes`: all that has come since the head began, the ones of the last look among them.
    HeadFinding look(std::string_view bytes);
    /// Of the head, its empty line included, once it is whole.
    size_t size() const { return at_; }
    /// What is malformed, in a few words.
    std::string_view what() const { return what_; }

private:
    HeadFinding take(char c, std::string_view line);
    HeadFinding end_line(std::string_view line);
    HeadFinding end_request_line(std::string_view line);
    HeadFinding end_field(std::string_view line);
    HeadFinding malformed(std::string_view what);

    HeadLimits limits_;
    size_t at_ = 0, line_ = 0, lines_ = 0;
    bool after_return_ = false;
    std::string_view what_;
};

/// A token of RFC 9110 §5.6.2.
bool is_token(std::string_view text);

}  // namespace agglo::http
