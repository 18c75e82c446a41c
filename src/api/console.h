#pragma once
// The console's files, from the binary.
#include "http/message.h"

namespace agglo {

/// Answers a path outside the API: a file of the console, or its index page for the addresses of
/// its own router.
void serve_console(http::Request request, http::Responder respond);

}  // namespace agglo
