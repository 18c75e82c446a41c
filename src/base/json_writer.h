#pragma once
// JsonWriter: appends JSON text to a string; commas and escapes are its business, nesting is the
// caller's.
//
//   JsonWriter json;
//   json.begin_object().member("count",
//   3).key("items").begin_array().text("四会市").end_array().end_object(); json.take();   //
//   {"count":3,"items":["四会市"]}
//
// Decimals are written as numbers with all their digits (docs/decisions/0006-json-numbers.md).
#include <string>
#include <string_view>

#include "base/value.h"

namespace agglo {

class JsonWriter {
public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& null() { return raw("null"); }
    JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter& integer(int64_t value) { return raw(std::to_string(value)); }
    JsonWriter& decimal(Decimal value) { return raw(value.to_string()); }
    JsonWriter& text(std::string_view value);
    /// `json` must be one complete JSON value.
    JsonWriter& raw(std::string_view json);

    JsonWriter& member(std::string_view name, std::string_view value) {
        return key(name).text(value);
    }
    JsonWriter& member(std::string_view name, char const* value) { return key(name).text(value); }
    JsonWriter& member(std::string_view name, std::string const& value) {
        return key(name).text(value);
    }
    JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }
    JsonWriter& member(std::string_view name, int value) { return key(name).integer(value); }
    JsonWriter& member(std::string_view name, int64_t value) { return key(name).integer(value); }
    JsonWriter& member(std::string_view name, uint64_t value) {
        return key(name).raw(std::to_string(value));
    }
    JsonWriter& member(std::string_view name, Decimal value) { return key(name).decimal(value); }

    std::string const& str() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();

    std::string out_;
    bool fresh_ = true;  // nothing yet inside the innermost bracket, or just after a key
};

/// Appends `value` quoted and escaped as RFC 8259 asks.
void append_json_text(std::string& out, std::string_view value);

}  // namespace agglo
