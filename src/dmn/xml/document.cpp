#include "dmn/xml/document.h"

#include <algorithm>

#include "base/text.h"

namespace agglo::dmn {

namespace {

std::string_view prefix_of(std::string_view name) {
    auto const colon = name.find(':');
    return colon == name.npos ? std::string_view{} : name.substr(0, colon);
}

std::string_view local_of(std::string_view name) {
    auto const colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string normalized(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

Result<std::unique_ptr<XmlDocument>> XmlDocument::parse(std::string_view text) {
    if (text.size() > kBytesMax) {
        return Error(ErrorCode::kTooLarge, {"XML", std::to_string(kBytesMax)});
    }
    auto document = std::make_unique<XmlDocument>();
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') document->line_ends_.push_back(i);
    }
    auto const result = document->document_.load_buffer(
        text.data(), text.size(),
        pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single);
    for (auto const node : document->document_.children()) {
        if (node.type() == pugi::node_doctype) {
            auto const line = document->line_at(node.offset_debug());
            return Error(ErrorCode::kDmnDoctype, {std::to_string(line)});
        }
    }
    if (!result) {
        auto const line = document->line_at(result.offset);
        return Error(ErrorCode::kDmnNotXml, {std::to_string(line), result.description()});
    }
    TRY(document->check());
    auto const root = document->root();
    document->root_prefix_ = prefix_of(root.node().name());
    document->root_ns_ = root.ns_of(document->root_prefix_);
    return document;
}

Result<void> XmlDocument::check() const {
    auto const root = document_.document_element();
    if (!root) return Error(ErrorCode::kDmnNotXml, {"1", "no element"});
    size_t elements = 0;
    size_t depth = 1;
    for (pugi::xml_node node = root; node;) {
        if (node.type() == pugi::node_element && ++elements > kElementsMax) {
            return Error(ErrorCode::kTooLarge, {"XML elements", std::to_string(kElementsMax)});
        }
        auto const valid = [](char const* text) { return is_utf8(text); };
        bool sound = valid(node.name()) && valid(node.value());
        for (auto const attribute : node.attributes()) sound &= valid(attribute.value());
        if (!sound) {
            return Error(ErrorCode::kDmnNotXml,
                         {std::to_string(line_at(node.offset_debug())), "not UTF-8"});
        }
        if (node.first_child()) {
            node = node.first_child();
            if (++depth > kDepthMax) {
                return Error(ErrorCode::kTooLarge, {"XML depth", std::to_string(kDepthMax)});
            }
            continue;
        }
        while (node != root && !node.next_sibling()) node = node.parent(), --depth;
        node = node == root ? pugi::xml_node{} : node.next_sibling();
    }
    return {};
}

uint32_t XmlDocument::line_at(ptrdiff_t offset) const {
    auto const at = static_cast<size_t>(std::max<ptrdiff_t>(offset, 0));
    auto const before = std::lower_bound(line_ends_.begin(), line_ends_.end(), at);
    return static_cast<uint32_t>(before - line_ends_.begin()) + 1;
}

std::string_view XmlElement::name() const {
    return local_of(node_.name());
}

std::string_view XmlElement::ns_of(std::string_view prefix) const {
    std::string const name = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    for (auto node = node_; node; node = node.parent()) {
        if (auto const declared = node.attribute(name.c_str())) return declared.value();
    }
    return {};
}

bool XmlElement::in_root_namespace(pugi::xml_node node) const {
    auto const prefix = prefix_of(node.name());
    if (prefix == document_->root_prefix_ && !node.attribute("xmlns")) return true;
    return XmlElement(document_, node).ns_of(prefix) == document_->root_ns_;
}

std::vector<XmlElement> XmlElement::children() const {
    std::vector<XmlElement> found;
    for (auto const node : node_.children()) {
        if (node.type() == pugi::node_element && in_root_namespace(node)) {
            found.emplace_back(document_, node);
        }
    }
    return found;
}

XmlElement XmlElement::child(std::string_view name) const {
    for (auto const node : node_.children()) {
        if (node.type() == pugi::node_element && local_of(node.name()) == name &&
            in_root_namespace(node)) {
            return {document_, node};
        }
    }
    return {};
}

std::string XmlElement::text() const {
    std::string out;
    for (auto const node : node_.children()) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            out += node.value();
        }
    }
    return out;
}

uint32_t XmlElement::line() const {
    return document_->line_at(node_.offset_debug());
}

}  // namespace agglo::dmn
