#pragma once
// Puts a pack's published records on the timeline, with texts read by the fields' types and
// references found by code or title among the records written before.
//
// Errors: kBadSchema with `file:line` for an unknown entity or field, a value that cannot be read,
// or a reference to a record that does not stand before it.
#include "region/pack.h"
#include "region/world.h"

namespace agglo {

Result<FactIndex> write_facts(Pack const& pack, Model const& model, Timeline& timeline);

}  // namespace agglo
