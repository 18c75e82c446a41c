#pragma once
// XmlScanner: walks over the elements and texts of an XML stream without holding it: sheets and
// shared strings are too large for a tree. Small parts are read with pugixml (xml_part.h).
//
//   XmlScanner xml(source);
//   for (auto event = TRY(xml.next()); event != XmlEvent::kFinish; event = TRY(xml.next()))
//       if (event == XmlEvent::kStart && xml.name() == "row") …
//
// UTF-8 only. Names come without namespace prefix. A document type declaration is refused, so there
// are no entities but the five of XML 1.0 §4.6 and character references.
#include <optional>
#include <string>
#include <string_view>

#include "exchange/byte_source.h"

namespace agglo {

enum class XmlEvent { kStart, kEnd, kText, kFinish };

class XmlScanner {
public:
    static constexpr size_t kTokenBytesMax = 1u << 20;
    static constexpr size_t kDepthMax = 64;

    explicit XmlScanner(ByteSource& source) : source_(&source) {}

    /// An empty element gives a start and an end. Errors: kBadTable, those of the source.
    Result<XmlEvent> next();

    /// Of the element that started or ended.
    std::string_view name() const { return name_; }
    /// Of the element that started, by local name; nothing when it is not there. Error: kBadTable.
    Result<std::optional<std::string>> attribute(std::string_view local_name) const;
    /// Decoded characters; valid until the next call.
    std::string_view text() const { return text_; }

private:
    Result<bool> fill();
    Result<size_t> find(std::string_view mark, size_t from);
    Result<size_t> find_tag_end();
    Result<bool> has_prefix(std::string_view prefix);
    Result<XmlEvent> take_text();
    Result<XmlEvent> take_character_data();
    Result<XmlEvent> take_tag();
    Result<void> skip_past(std::string_view mark);

    ByteSource* source_;
    std::string buffer_;
    size_t at_ = 0;  // first byte not yet consumed
    bool source_ended_ = false;
    bool end_pending_ = false;
    size_t depth_ = 0;
    std::string name_;
    std::string attributes_;
    std::string text_;
};

/// Replaces character and predefined entity references. Error: kBadTable.
Result<std::string> decode_xml(std::string_view raw);

}  // namespace agglo
