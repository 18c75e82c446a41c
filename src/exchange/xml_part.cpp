#include "exchange/xml_part.h"

#include "exchange/table_error.h"

namespace agglo {

namespace {

/// pugixml walks without recursion, so depth costs nothing.
struct Collector : pugi::xml_tree_walker {
    std::string_view wanted;
    std::vector<pugi::xml_node> found;

    bool for_each(pugi::xml_node& node) override {
        if (local_name(node.name()) == wanted) found.push_back(node);
        return true;
    }
};

}  // namespace

std::string_view local_name(char const* name) {
    std::string_view const whole = name;
    auto const colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

Result<std::unique_ptr<pugi::xml_document>> parse_xml_part(std::string const& text) {
    if (text.find("<!DOCTYPE") != std::string::npos) {
        return bad_table("含有不允许的 DTD", "it holds a DTD, which is not allowed");
    }
    auto document = std::make_unique<pugi::xml_document>();
    if (!document->load_buffer(text.data(), text.size())) {
        return bad_table("内部 XML 有误", "its XML is malformed");
    }
    return document;
}

std::vector<pugi::xml_node> elements_named(pugi::xml_node root, std::string_view local) {
    Collector collector;
    collector.wanted = local;
    root.traverse(collector);
    return std::move(collector.found);
}

std::string_view attribute_of(pugi::xml_node element, std::string_view local) {
    for (auto const attribute : element.attributes()) {
        if (local_name(attribute.name()) == local) return attribute.value();
    }
    return {};
}

}  // namespace agglo
