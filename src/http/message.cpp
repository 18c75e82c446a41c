#include "http/message.h"

#include <array>

#include "base/json_writer.h"
#include "base/text.h"

namespace agglo::http {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string_view> first_of(Pairs const& pairs, std::string_view name) {
    for (auto const& [key, value] : pairs) {
        if (key == name) return value;
    }
    return {};
}

std::optional<std::string_view> cookie_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto const pair = trim(header.substr(0, header.find(';')));
        auto const equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
        auto const next = header.find(';');
        header = next == header.npos ? std::string_view() : header.substr(next + 1);
    }
    return {};
}

void write_detail(JsonWriter& json, Error const& error) {
    json.begin_object().member("path", error.path()).member("code", error.name());
    json.member("zh", error.message_zh()).member("en", error.message_en()).end_object();
}

// A detail with details of its own stands for them.
void write_details(JsonWriter& json, Error const& error) {
    for (auto const& detail : error.details()) {
        detail.details().empty() ? write_detail(json, detail) : write_details(json, detail);
    }
}

std::string problem_body(Error const& error, std::string_view request_id, int status) {
    JsonWriter json;
    json.begin_object().member("type", "/problems/" + std::string(error.name()));
    json.member("title", phrase_of(status)).member("status", status).member("code", error.name());
    json.member("detail", error.message_zh()).member("detail_en", error.message_en());
    json.member("request_id", request_id);
    if (!error.details().empty()) {
        json.key("errors").begin_array();
        write_details(json, error);
        json.end_array();
    } else if (!error.path().empty()) {
        json.key("errors").begin_array();
        write_detail(json, error);
        json.end_array();
    }
    json.end_object();
    return json.take();
}

}  // namespace

std::string_view name_of(Method method) {
    constexpr std::array kNames = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OTHER"};
    return kNames[static_cast<size_t>(method)];
}

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const {
    return first_of(headers, lower_case_name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    return first_of(query, name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (auto const& [key, value] : headers) {
        if (key != "cookie") continue;
        if (auto const found = cookie_in(value, name)) return found;
    }
    return {};
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::kInvalid: return 422;
        case ErrorKind::kUnauthenticated: return 401;
        case ErrorKind::kForbidden: return 403;
        case ErrorKind::kNotFound: return 404;
        case ErrorKind::kConflict: return 409;
        case ErrorKind::kPrecondition: return 428;
        case ErrorKind::kTooLarge: return 413;
        case ErrorKind::kTooMany: return 429;
        case ErrorKind::kUnavailable: return 503;
        case ErrorKind::kInternal: return 500;
    }
    return 500;
}

std::string_view phrase_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Status";
    }
}

Response problem(Error const& error, std::string_view request_id, int status) {
    Response response{.status = status, .content_type = "application/problem+json"};
    response.headers.emplace_back("Cache-Control", "no-store");
    if (error.code() == ErrorCode::kTooManyAttempts && !error.arguments().empty()) {
        response.headers.emplace_back("Retry-After", error.arguments().front());
    } else if (status == 503) {
        response.headers.emplace_back("Retry-After", "1");
    } else if (status == 401) {
        response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"agglo\"");
    }
    response.body = problem_body(error, request_id, status);
    return response;
}

Response problem(Error const& error, std::string_view request_id) {
    return problem(error, request_id, status_of(error.kind()));
}

}  // namespace agglo::http
