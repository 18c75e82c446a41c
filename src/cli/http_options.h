#pragma once
// What `agglo serve` may be told of HTTP: whom to believe, how much one address may have, the
// access log.
#include <CLI/CLI.hpp>

#include "base/result.h"
#include "cli/options.h"
#include "http/server.h"

namespace agglo::cli {

void add_http_options(CLI::App* serve, ServeOptions& options);

/// Opens the access log, if one was named. Errors: kMalformed (a range of proxies), kBadFile.
Result<http::ServerSettings> http_settings(ServeOptions const& options);

}  // namespace agglo::cli
