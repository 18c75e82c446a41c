#pragma once
// Files the binary carries: the console and the texts it needs. Made by cmake/AggloEmbed.cmake.
#include <span>
#include <string_view>

namespace agglo {

struct EmbeddedFile {
    std::string_view path;  ///< "index.html", "assets/…"
    std::string_view bytes;
    bool gzip;
};

/// The built console; empty when it was not built.
std::span<EmbeddedFile const> embedded_console();

std::string_view embedded_openapi_components();

}  // namespace agglo
