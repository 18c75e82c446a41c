#include "http/request_reader.h"

#include <algorithm>
#include <fmt/format.h>

#include "http/beast_parser.h"
#include "http/head_scan.h"
#include "http/negotiation.h"
#include "http/target.h"

namespace agglo::http {

namespace {

namespace beast = boost::beast;
using Head = beast::http::request_header<>;
using beast::http::field;

constexpr size_t kChunkExtensionBytesMax = 4096;  // of all chunks of a body; nobody reads them
constexpr size_t kChunkHeadBytesMax = 4096;       // one, or the trailers
constexpr size_t kHostBytesMax = 300;

Method method_of(beast::http::verb name) {
    using beast::http::verb;
    switch (name) {
        case verb::get: return Method::kGet;
        case verb::head: return Method::kHead;
        case verb::post: return Method::kPost;
        case verb::put: return Method::kPut;
        case verb::patch: return Method::kPatch;
        case verb::delete_: return Method::kDelete;
        default: return Method::kOther;
    }
}

std::string lower_case(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

Refusal malformed(std::string_view what) {
    return {Error(ErrorCode::kMalformed, {"HTTP: " + std::string(what)}), 400};
}

/// Name or address and port (RFC 3986 §3.2.2, 3.2.3): nothing that begins a path or a user.
bool is_host(std::string_view text) {
    constexpr std::string_view kSigns = "-._~!$&'()*+,;=:[]%";
    return text.size() <= kHostBytesMax && std::ranges::all_of(text, [&](char c) {
               bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               return is_letter || (c >= '0' && c <= '9') || kSigns.find(c) != kSigns.npos;
           });
}

// The authority of an absolute target must be the Host: whoever stands in front may have judged by
// the other one (RFC 9112 §3.2.2).
bool names_other_host(Head const& head) {
    std::string_view const target = head.target();
    auto const scheme = lower_case(target.substr(0, 8));
    if (!scheme.starts_with("http://") && scheme != "https://") return false;
    auto const rest = target.substr(target.find("//") + 2);
    return !equals_ignoring_case(rest.substr(0, rest.find_first_of("/?#")), head[field::host]);
}

// Shapes on which two servers in a row could disagree where a request ends (RFC 9112 §6.3, §11.2)
// or whom it is for (§3.2). Beast takes some of them, so all are looked at here.
std::string_view ambiguity_of(Head const& head) {
    auto const lengths = head.count(field::content_length);
    auto const encodings = head.count(field::transfer_encoding);
    auto const hosts = head.count(field::host);
    if (hosts > 1 || (head.version() == 11 && hosts == 0)) return "Host";
    if (!is_host(head[field::host]) || names_other_host(head)) return "Host";
    if (lengths + encodings > 1) return "Content-Length, Transfer-Encoding";
    if (lengths == 1) {
        std::string_view const digits = head[field::content_length];
        if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
            return "Content-Length";
    }
    if (encodings == 1 &&
        (head.version() != 11 || !equals_ignoring_case(head[field::transfer_encoding], "chunked")))
        return "Transfer-Encoding";
    if (head.count(field::upgrade) > 0 || head.count("HTTP2-Settings") > 0) return "Upgrade";
    return "";
}

Refusal refusal_of(HeadFinding finding, HeadScan const& scan, ServerLimits const& limits) {
    auto const& most = limits.head;
    switch (finding) {
        case HeadFinding::kTargetTooLong: return too_large("target", most.target_bytes_max, 414);
        case HeadFinding::kFieldTooLong: return too_large("header", most.field_bytes_max, 431);
        case HeadFinding::kHeadTooLong: return too_large("headers", most.head_bytes_max, 431);
        case HeadFinding::kTooManyFields:
            return {Error(ErrorCode::kTooLarge, {"headers", std::to_string(most.fields_max)}), 431};
        default: return malformed(scan.what());
    }
}

}  // namespace

Refusal too_large(std::string what, size_t bytes_max, int status) {
    return {Error(ErrorCode::kTooLarge, {std::move(what), fmt::format("{} B", bytes_max)}), status};
}

struct RequestReader::Parser {
    explicit Parser(HeadLimits const& limits) : scan(limits) {
        beast.header_limit(static_cast<uint32_t>(limits.head_bytes_max));
        beast.body_limit(boost::none);  // the route will tell
        beast.on_chunk_header(on_chunk);
    }

    HeadScan scan;
    size_t extension_bytes = 0;
    std::function<void(uint64_t, beast::string_view, beast::error_code&)> on_chunk =
        [this](uint64_t, beast::string_view extensions, beast::error_code& code) {
            extension_bytes += extensions.size();
            if (extension_bytes > kChunkExtensionBytesMax)
                code = beast::http::error::bad_chunk_extension;
        };
    beast::http::request_parser<beast::http::string_body> beast;
};

RequestReader::RequestReader(ServerLimits const& limits)
    : limits_(limits), parser_(std::make_unique<Parser>(limits.head)) {}

RequestReader::~RequestReader() = default;

void RequestReader::refuse(Refusal refusal) {
    if (!refusal_) refusal_ = std::move(refusal);
}

size_t RequestReader::read_head(std::string_view bytes) {
    if (has_head_ || refusal_) return 0;
    auto const found = parser_->scan.look(bytes);
    if (found == HeadFinding::kMore) return 0;
    if (found == HeadFinding::kWhole) {
        take_head(bytes.substr(0, parser_->scan.size()));
        return parser_->scan.size();
    }
    refuse(refusal_of(found, parser_->scan, limits_));
    return 0;
}

void RequestReader::take_head(std::string_view head) {
    beast::error_code code;
    parser_->beast.put(boost::asio::buffer(head), code);
    if (code || !parser_->beast.is_header_done())
        return refuse(malformed(code ? code.message() : "header"));
    auto const& fields = parser_->beast.get().base();
    has_head_ = true;
    is_http_1_0_ = fields.version() < 11;
    request_.method = method_of(fields.method());
    request_.method_text = fields.method_string();
    for (auto const& each : fields)
        request_.headers.emplace_back(lower_case(each.name_string()), each.value());
    auto const ambiguity = ambiguity_of(fields);
    if (!ambiguity.empty()) return refuse(malformed(ambiguity));
    auto const expect = request_.header("expect");
    if (expect && !equals_ignoring_case(*expect, "100-continue"))
        return refuse({Error(ErrorCode::kMalformed, {"Expect"}), 417});
    take_target(fields.target());
}

void RequestReader::take_target(std::string_view text) {
    auto target = parse_target(text);
    if (!target.ok()) return refuse({std::move(target).error(), 400});
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
}

bool RequestReader::keep_alive() const {
    return has_head_ && !(refusal_ && refusal_->status == 400) && parser_->beast.keep_alive();
}

bool RequestReader::wants_continue() const {
    return request_.header("expect").has_value() && !is_http_1_0_;
}

void RequestReader::allow_body(size_t bytes_max) {
    body_bytes_max_ = bytes_max;
    auto const length = parser_->beast.content_length();
    if (length && *length > bytes_max) return refuse(too_large("body", bytes_max, 413));
    parser_->beast.body_limit(bytes_max);
    parser_->beast.eager(true);
}

size_t RequestReader::read_body(std::string_view bytes) {
    // Chunked bodies by windows, so that what is too long between chunks is so however it comes.
    auto const window = parser_->beast.chunked() ? kChunkHeadBytesMax : bytes.size();
    size_t used = 0;
    while (!is_whole() && !refusal_ && used < bytes.size()) {
        beast::error_code code;
        auto const part = bytes.substr(used, window);
        auto const count = parser_->beast.put(boost::asio::buffer(part), code);
        used += count;
        bool const wants_more = code == beast::http::error::need_more;
        if (wants_more && count == 0 && part.size() == kChunkHeadBytesMax)
            refuse(malformed("chunk"));
        if (count == 0 && (!code || wants_more)) break;
        if (code == beast::http::error::body_limit) {
            refuse(too_large("body", body_bytes_max_, 413));
        } else if (code && !wants_more) {
            refuse(malformed(code.message()));
        }
    }
    return used;
}

bool RequestReader::is_whole() const {
    return has_head_ && parser_->beast.is_done();
}

size_t RequestReader::body_size() const {
    return parser_->beast.get().body().size();
}

Request RequestReader::take_request() {
    request_.body = std::move(parser_->beast.get().body());
    return std::move(request_);
}

}  // namespace agglo::http
