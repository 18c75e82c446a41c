#pragma once
// Reads boxed expressions from XML: for reader.cpp and the forms themselves.
#include "base/result.h"
#include "dmn/model/decision_table.h"
#include "dmn/xml/document.h"

namespace agglo::dmn {

/// Whether an element of this name is an expression.
bool is_expression(std::string_view element_name);

/// The expression among the children of `around`; null when there is none.
Result<BoxedPtr> read_expression_in(XmlElement around);
/// Encapsulated logic and boxed functions.
Result<FunctionForm> read_function(XmlElement element);
Result<TablePtr> read_table(XmlElement element);

Variable read_variable(XmlElement element);
/// A `typeRef`: an attribute, or, in DMN 1.1 and in item definitions, an element.
std::string read_type_ref(XmlElement element);
/// What stands in the element's `text`; not given when the element is not there.
FeelText read_text(XmlElement element);

/// One step of an error's path: `decision[Eligibility]`, or `rule[3]`.
std::string step_of(XmlElement element, std::string_view name = {});

}  // namespace agglo::dmn
