#include "api/console.h"

#include <algorithm>
#include <array>

#include "api/embedded.h"

namespace agglo {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kMediaTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view media_type(std::string_view path) {
    for (auto const& [ending, type] : kMediaTypes) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

EmbeddedFile const* find_file(std::string_view path) {
    auto const files = embedded_console();
    auto const found = std::find_if(files.begin(), files.end(),
                                    [&](auto const& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

http::Response file_response(EmbeddedFile const& file) {
    http::Response response;
    response.content_type = std::string(media_type(file.path));
    response.static_body = file.bytes;
    response.static_body_is_gzip = file.gzip;
    bool const named_by_content = file.path.starts_with("assets/");
    response.headers.emplace_back(
        "Cache-Control", named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

}  // namespace

void serve_console(http::Request request, http::Responder respond) {
    std::string_view path = request.path;
    path.remove_prefix(std::min<size_t>(1, path.size()));
    auto const* file = find_file(path.empty() ? "index.html" : path);
    bool const is_page = !path.starts_with("api/") && !path.starts_with("assets/") &&
                         path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
    if (!file && is_page) file = find_file("index.html");
    if (file) return respond(file_response(*file));
    respond(http::problem(Error(ErrorCode::kNoSuchRoute, {request.path.substr(0, 200)}),
                          request.request_id));
}

}  // namespace agglo
