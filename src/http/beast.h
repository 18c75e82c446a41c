#pragma once
// The streams of Boost.Beast for connection.cpp, under the settings of asio.h.
// clang-format off
#include "http/asio.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
// clang-format on
