#pragma once
// The parser of Boost.Beast for request_reader.cpp, under the settings of asio.h.
// clang-format off
#include "http/asio.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
// clang-format on
