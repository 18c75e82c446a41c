#pragma once
// JSON texts of strangers to values, within limits.
#include <boost/json/value.hpp>
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "query/query.h"

namespace agglo {

struct JsonLimits {
    static constexpr size_t kDepthMax = 24;
    static constexpr size_t kListMax = 10'000;
};

/// Error: kMalformed with what Boost.JSON says.
Result<boost::json::value> parse_json(std::string_view text);

/// Numbers with a fraction become Decimals by their shortest digits, exact to 15 digits; send
/// longer ones as strings. Objects:
/// {"id": 3} is a Reference, {"code": "x"} is the text, a GeoJSON geometry is a Geometry. Errors:
/// kWrongType, kTooLarge …
Result<Value> value_of_json(boost::json::value const& json);

/// Error: kWrongType.
Result<std::string> text_of_json(boost::json::value const& json);
/// A journal point: a sequence, or a text that may be one or an instant. Error: kWrongType.
Result<std::string> point_of_json(boost::json::value const& json);
/// An array of at most `most` texts. Errors: kTooLarge; kWrongType, with the index as path.
Result<std::vector<std::string>> texts_of_json(boost::json::value const& json,
                                               size_t most = JsonLimits::kListMax);

/// The body of `/query` when it is already parsed (figures, overview).
Result<Query> query_of_json(boost::json::value const& body);

}  // namespace agglo
