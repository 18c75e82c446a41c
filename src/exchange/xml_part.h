#pragma once
// Small XML parts as a pugixml tree, with names compared without their namespace prefix.
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace agglo {

/// Errors: kBadTable (malformed, or a document type declaration).
Result<std::unique_ptr<pugi::xml_document>> parse_xml_part(std::string const& text);

std::string_view local_name(char const* name);

/// All elements of this name at any depth, in document order.
std::vector<pugi::xml_node> elements_named(pugi::xml_node root, std::string_view local);

/// Empty when there is no such attribute.
std::string_view attribute_of(pugi::xml_node element, std::string_view local);

}  // namespace agglo
