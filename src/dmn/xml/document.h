#pragma once
// XmlDocument: an XML text read safely. No document type declaration, hence no entities but the
// five of XML 1.0 and no file or address is ever fetched; bytes, depth and elements are bounded.
//
//   auto const document = TRY(XmlDocument::parse(text));
//   for (auto const child : document.root().children()) …
//
// Names come without their prefix; elements of other namespaces (diagrams, vendors' extensions)
// are passed over. Errors: kDmnNotXml, kDmnDoctype, kTooLarge.
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace agglo::dmn {

class XmlDocument;

class XmlElement {
public:
    XmlElement() = default;
    XmlElement(XmlDocument const* document, pugi::xml_node node)
        : document_(document), node_(node) {}

    explicit operator bool() const { return !node_.empty(); }
    std::string_view name() const;
    /// As written; empty when there is none.
    std::string_view attribute(char const* name) const { return node_.attribute(name).value(); }
    bool has(char const* name) const { return !node_.attribute(name).empty(); }
    /// Those in the namespace of the root.
    std::vector<XmlElement> children() const;
    XmlElement child(std::string_view name) const;
    /// All its characters.
    std::string text() const;
    uint32_t line() const;
    /// The namespace that `prefix` stands for here; empty when none.
    std::string_view ns_of(std::string_view prefix) const;
    pugi::xml_node node() const { return node_; }

private:
    bool in_root_namespace(pugi::xml_node node) const;

    XmlDocument const* document_ = nullptr;
    pugi::xml_node node_;
};

class XmlDocument {
public:
    static constexpr size_t kBytesMax = size_t{16} << 20;
    static constexpr size_t kDepthMax = 200;
    static constexpr size_t kElementsMax = 1'000'000;

    static Result<std::unique_ptr<XmlDocument>> parse(std::string_view text);

    XmlElement root() const { return {this, document_.document_element()}; }
    uint32_t line_at(ptrdiff_t offset) const;

private:
    friend class XmlElement;

    Result<void> check() const;

    pugi::xml_document document_;
    std::vector<size_t> line_ends_;
    std::string root_prefix_;
    std::string root_ns_;
};

/// Runs of white space as one space, none at the ends: names are compared so.
std::string normalized(std::string_view text);

}  // namespace agglo::dmn
