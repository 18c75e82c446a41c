#pragma once
// What the client would like: encodings with weights (RFC 9110 §12.5.3) and versions it has already
// (§13.1.2).
#include <string_view>

namespace agglo::http {

/// "gzip, br", "*;q=0.5", "gzip;q=0": true when gzip is welcome and not less than plain bytes.
bool accepts_gzip(std::string_view accept_encoding);

/// True for text, JSON, XML, SVG, tiles: what gzip makes smaller. Parameters are ignored.
bool is_compressible(std::string_view content_type);

/// Weak comparison of `etag` with the list of an If-None-Match header, or `*`.
bool none_match_hits(std::string_view if_none_match, std::string_view etag);

/// ASCII only, as header names and tokens are.
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace agglo::http
