#pragma once
// YamlView: one node of a pack's file, read with errors that name the file, line and column.
//
//   auto root = TRY(YamlView::parse("pack.yaml", text));
//   std::string name = TRY(root.text("pack"));
//   for (auto const& county : TRY(root.items("counties"))) …
//
// Errors: kBadSchema whose message begins `file:line:column:`.
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <yaml-cpp/yaml.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "model/field.h"

namespace agglo {

class YamlView {
public:
    static constexpr size_t kFileBytesMax = 8u << 20;

    static Result<YamlView> parse(std::string path, std::string const& text);

    bool has(std::string_view key) const;
    bool is_list() const { return node_.IsSequence(); }
    bool is_map() const { return node_.IsMap(); }
    bool is_scalar() const { return node_.IsScalar(); }
    /// Marked `!file`: its text is the path of a file to be read in its place.
    bool names_file() const { return node_.IsScalar() && node_.Tag() == "!file"; }
    int line() const { return node_.Mark().line + 1; }
    std::string const& path() const { return path_; }

    Result<YamlView> at(std::string_view key) const;
    Result<std::vector<YamlView>> items() const;
    Result<std::vector<YamlView>> items(std::string_view key) const;
    Result<std::vector<std::pair<std::string, YamlView>>> entries() const;
    Result<std::vector<std::pair<std::string, YamlView>>> entries(std::string_view key) const;

    Result<std::string> text() const;
    Result<std::string> text(std::string_view key) const;
    /// The text of a key, or `fallback` when there is none.
    Result<std::string> text_or(std::string_view key, std::string_view fallback) const;
    Result<std::vector<std::string>> texts() const;
    Result<std::vector<std::string>> texts(std::string_view key) const;
    Result<int64_t> integer() const;
    Result<int64_t> integer(std::string_view key) const;
    Result<std::vector<int64_t>> integers(std::string_view key) const;
    Result<Decimal> decimal(std::string_view key) const;
    Result<Date> date(std::string_view key) const;
    Result<Labels> labels(std::string_view key) const;

    /// The node as JSON; plain scalars that look like numbers, true, false and null are those.
    std::string json() const;

    Error error(std::string const& zh, std::string const& en) const;

private:
    YamlView(std::string path, YAML::Node const& node) : path_(std::move(path)), node_(node) {}

    std::string path_;
    YAML::Node node_;
};

}  // namespace agglo
