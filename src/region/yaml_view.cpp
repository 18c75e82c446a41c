#include "region/yaml_view.h"

#include <algorithm>
#include <charconv>

#include "base/json_writer.h"

namespace agglo {

namespace {

std::string place(std::string const& path, YAML::Mark const& mark) {
    return path + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
}

Error error_at(std::string const& where, std::string const& zh, std::string const& en) {
    return Error(ErrorCode::kBadSchema, {where + "：" + zh, where + ": " + en});
}

bool looks_like_number(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    auto const point = text.find('.');
    auto const digits = [](std::string_view part) {
        return !part.empty() &&
               std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (point == std::string_view::npos) return digits(text);
    return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

void write_json(JsonWriter& json, YAML::Node const& node) {
    if (node.IsMap()) {
        json.begin_object();
        for (auto const& entry : node) {
            json.key(entry.first.Scalar());
            write_json(json, entry.second);
        }
        json.end_object();
    } else if (node.IsSequence()) {
        json.begin_array();
        for (auto const& item : node) write_json(json, item);
        json.end_array();
    } else if (!node.IsScalar()) {
        json.null();
    } else {
        auto const& text = node.Scalar();
        bool const plain = node.Tag() == "?";
        bool const bare = text == "true" || text == "false" || text == "null";
        if (plain && (bare || looks_like_number(text))) {
            json.raw(text);
        } else {
            json.text(text);
        }
    }
}

}  // namespace

Result<YamlView> YamlView::parse(std::string path, std::string const& text) {
    if (text.size() > kFileBytesMax) {
        return Error(ErrorCode::kTooLarge, {path, std::to_string(kFileBytesMax)});
    }
    try {
        auto node = YAML::Load(text);
        if (!node.IsMap()) return error_at(path, "应为映射", "expected a mapping");
        return YamlView(std::move(path), node);
    } catch (YAML::Exception const& wrong) {
        return error_at(place(path, wrong.mark), "YAML 有误：" + wrong.msg, wrong.msg);
    }
}

Error YamlView::error(std::string const& zh, std::string const& en) const {
    return error_at(place(path_, node_.Mark()), zh, en);
}

bool YamlView::has(std::string_view key) const {
    if (!node_.IsMap()) return false;
    for (auto const& entry : node_) {
        if (entry.first.IsScalar() && entry.first.Scalar() == key) return true;
    }
    return false;
}

Result<YamlView> YamlView::at(std::string_view key) const {
    if (node_.IsMap()) {
        for (auto const& entry : node_) {
            if (entry.first.IsScalar() && entry.first.Scalar() == key) {
                return YamlView(path_, entry.second);
            }
        }
    }
    return error("缺少“" + std::string(key) + "”", "there is no '" + std::string(key) + "'");
}

Result<std::vector<YamlView>> YamlView::items() const {
    if (!node_.IsSequence()) return error("应为列表", "expected a list");
    std::vector<YamlView> items;
    for (auto const& item : node_) items.push_back(YamlView(path_, item));
    return items;
}

Result<std::vector<YamlView>> YamlView::items(std::string_view key) const {
    return TRY(at(key)).items();
}

Result<std::vector<std::pair<std::string, YamlView>>> YamlView::entries() const {
    if (!node_.IsMap()) return error("应为映射", "expected a mapping");
    std::vector<std::pair<std::string, YamlView>> entries;
    for (auto const& entry : node_) {
        if (!entry.first.IsScalar()) return error("键应为文本", "keys are texts");
        entries.emplace_back(entry.first.Scalar(), YamlView(path_, entry.second));
    }
    return entries;
}

Result<std::vector<std::pair<std::string, YamlView>>> YamlView::entries(
    std::string_view key) const {
    return TRY(at(key)).entries();
}

Result<std::string> YamlView::text() const {
    if (!node_.IsScalar()) return error("应为单个值", "expected a single value");
    return node_.Scalar();
}

Result<std::string> YamlView::text(std::string_view key) const {
    return TRY(at(key)).text();
}

Result<std::string> YamlView::text_or(std::string_view key, std::string_view fallback) const {
    if (!has(key)) return std::string(fallback);
    return text(key);
}

Result<std::vector<std::string>> YamlView::texts() const {
    std::vector<std::string> texts;
    for (auto const& item : TRY(items())) texts.push_back(TRY(item.text()));
    return texts;
}

Result<std::vector<std::string>> YamlView::texts(std::string_view key) const {
    return TRY(at(key)).texts();
}

Result<int64_t> YamlView::integer() const {
    auto const digits = TRY(text());
    int64_t value = 0;
    auto const end = digits.data() + digits.size();
    auto const parsed = std::from_chars(digits.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
        return error("应为整数：" + digits, "expected a whole number: " + digits);
    }
    return value;
}

Result<int64_t> YamlView::integer(std::string_view key) const {
    return TRY(at(key)).integer();
}

Result<std::vector<int64_t>> YamlView::integers(std::string_view key) const {
    std::vector<int64_t> numbers;
    for (auto const& item : TRY(items(key))) numbers.push_back(TRY(item.integer()));
    return numbers;
}

Result<Decimal> YamlView::decimal(std::string_view key) const {
    auto const node = TRY(at(key));
    auto const parsed = Decimal::parse(TRY(node.text()));
    if (!parsed.ok()) return node.error("应为数字", "expected a number");
    return *parsed;
}

Result<Date> YamlView::date(std::string_view key) const {
    auto const node = TRY(at(key));
    auto const parsed = Date::parse(TRY(node.text()));
    if (!parsed.ok()) return node.error("应为日期", "expected a date");
    return *parsed;
}

Result<Labels> YamlView::labels(std::string_view key) const {
    auto const node = TRY(at(key));
    return Labels{TRY(node.text("zh")), TRY(node.text("en"))};
}

std::string YamlView::json() const {
    JsonWriter json;
    write_json(json, node_);
    return json.take();
}

}  // namespace agglo
