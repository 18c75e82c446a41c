#include "exchange/xml_scanner.h"

#include <charconv>

#include "base/text.h"
#include "exchange/table_error.h"
#include "exchange/utf8_append.h"

namespace agglo {

namespace {

constexpr size_t kPieceBytes = 65'536;
constexpr std::string_view kSpaces = " \t\r\n";

Error bad_xml() {
    return bad_table("内部 XML 有误", "its XML is malformed");
}

std::string_view without_prefix(std::string_view name) {
    auto const colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Result<void> append_reference(std::string& out, std::string_view name) {
    struct Predefined {
        std::string_view name;
        char character;
    };
    static constexpr Predefined kPredefined[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (auto const& known : kPredefined) {
        if (name == known.name) return out += known.character, Result<void>();
    }
    if (!name.starts_with('#')) return bad_xml();
    name.remove_prefix(1);
    int const base = name.starts_with('x') ? 16 : 10;
    if (base == 16) name.remove_prefix(1);
    uint32_t code = 0;
    auto const read = std::from_chars(name.data(), name.data() + name.size(), code, base);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return bad_xml();
    if (!append_utf8(out, code)) return bad_xml();
    return {};
}

}  // namespace

Result<std::string> decode_xml(std::string_view raw) {
    std::string out;
    while (true) {
        auto const mark = raw.find('&');
        out.append(raw.substr(0, mark));
        if (mark == std::string_view::npos) return out;
        auto const end = raw.find(';', mark);
        if (end == std::string_view::npos) return bad_xml();
        TRY(append_reference(out, raw.substr(mark + 1, end - mark - 1)));
        raw.remove_prefix(end + 1);
    }
}

// Drops what was consumed and reads one more piece; false at the end of the source.
Result<bool> XmlScanner::fill() {
    if (source_ended_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    auto const held = buffer_.size();
    buffer_.resize(held + kPieceBytes);
    auto const count = source_->read(buffer_.data() + held, kPieceBytes);
    buffer_.resize(held + (count.ok() ? *count : 0));
    source_ended_ = TRY(count) == 0;
    return !source_ended_;
}

/// The distance from at_ to the next `mark` at or after at_ + from.
Result<size_t> XmlScanner::find(std::string_view mark, size_t from) {
    while (true) {
        auto const found = buffer_.find(mark, at_ + from);
        if (found != std::string::npos) return found - at_;
        auto const held = buffer_.size() - at_;
        if (held > kTokenBytesMax) return bad_xml();
        if (held >= mark.size()) from = std::max(from, held - mark.size() + 1);
        if (!TRY(fill())) return bad_xml();
    }
}

Result<bool> XmlScanner::has_prefix(std::string_view prefix) {
    while (buffer_.size() - at_ < prefix.size()) {
        if (!TRY(fill())) break;
    }
    return std::string_view(buffer_).substr(at_).starts_with(prefix);
}

Result<void> XmlScanner::skip_past(std::string_view mark) {
    at_ += TRY(find(mark, 0)) + mark.size();
    return {};
}

Result<XmlEvent> XmlScanner::next() {
    if (end_pending_) {
        end_pending_ = false;
        --depth_;
        return XmlEvent::kEnd;
    }
    while (true) {
        if (at_ == buffer_.size() && !TRY(fill())) {
            if (depth_ != 0) return bad_xml();
            return XmlEvent::kFinish;
        }
        if (buffer_[at_] != '<') return take_text();
        if (buffer_.size() - at_ < 2) TRY(fill());
        char const mark = at_ + 1 < buffer_.size() ? buffer_[at_ + 1] : '\0';
        if (mark == '?') {
            TRY(skip_past("?>"));
        } else if (mark != '!') {
            return take_tag();
        } else if (TRY(has_prefix("<!--"))) {
            at_ += 4;
            TRY(skip_past("-->"));
        } else if (TRY(has_prefix("<![CDATA["))) {
            return take_character_data();
        } else {
            return bad_table("含有不允许的 DTD", "it holds a DTD, which is not allowed");
        }
    }
}

Result<XmlEvent> XmlScanner::take_text() {
    auto end = buffer_.find('<', at_);
    while (end == std::string::npos) {
        auto const held = buffer_.size() - at_;
        if (held > kTokenBytesMax) return bad_xml();
        bool const more = TRY(fill());
        end = more ? buffer_.find('<', at_ + held) : buffer_.size();
    }
    text_ = TRY(decode_xml(std::string_view(buffer_).substr(at_, end - at_)));
    at_ = end;
    return XmlEvent::kText;
}

Result<XmlEvent> XmlScanner::take_character_data() {
    at_ += std::string_view("<![CDATA[").size();
    auto const length = TRY(find("]]>", 0));
    text_ = buffer_.substr(at_, length);
    at_ += length + 3;
    return XmlEvent::kText;
}

/// The distance from at_ to the `>` that ends the tag, past quoted values.
Result<size_t> XmlScanner::find_tag_end() {
    size_t from = 1;
    while (true) {
        auto const end = TRY(find(">", from));
        auto const before_end = std::string_view(buffer_).substr(at_ + from, end - from);
        auto const quote = before_end.find_first_of("\"'");
        if (quote == std::string_view::npos) return end;
        std::string_view const mark = before_end[quote] == '"' ? "\"" : "'";
        from = TRY(find(mark, from + quote + 1)) + 1;
    }
}

Result<XmlEvent> XmlScanner::take_tag() {
    auto const end = TRY(find_tag_end());
    auto tag = std::string_view(buffer_).substr(at_ + 1, end - 1);
    bool const closes = tag.starts_with('/');
    bool const is_empty = !closes && tag.ends_with('/');
    if (closes) tag.remove_prefix(1);
    if (is_empty) tag.remove_suffix(1);
    auto const name_end = std::min(tag.find_first_of(kSpaces), tag.size());
    name_ = without_prefix(tag.substr(0, name_end));
    attributes_ = tag.substr(name_end);
    at_ += end + 1;
    if (name_.empty()) return bad_xml();
    if (closes) {
        if (depth_ == 0) return bad_xml();
        --depth_;
        return XmlEvent::kEnd;
    }
    if (++depth_ > kDepthMax) return bad_xml();
    end_pending_ = is_empty;
    return XmlEvent::kStart;
}

Result<std::optional<std::string>> XmlScanner::attribute(std::string_view local_name) const {
    std::string_view rest = attributes_;
    while (true) {
        rest.remove_prefix(std::min(rest.find_first_not_of(kSpaces), rest.size()));
        if (rest.empty()) return std::optional<std::string>();
        auto const equals = rest.find('=');
        auto const open = rest.find_first_of("\"'", std::min(equals, rest.size()));
        if (open == std::string_view::npos) return bad_xml();
        auto const close = rest.find(rest[open], open + 1);
        if (close == std::string_view::npos) return bad_xml();
        if (without_prefix(trim(rest.substr(0, equals))) == local_name) {
            return std::optional(TRY(decode_xml(rest.substr(open + 1, close - open - 1))));
        }
        rest.remove_prefix(close + 1);
    }
}

}  // namespace agglo
