#pragma once
// Overview: the numbers of the first page, as a pack's overview.yaml defines them and records
// answer them.
//
//   auto overview = TRY(answer_overview(text, figures_text, {*snapshot, viewer}));
//   write_overview(json, overview);          // member "sections" of what GET /overview answers
//
// A card that names a `figure` carries that figure's comparator and document. Errors: as figures.h.
#include "region/figures.h"

namespace agglo {

struct SeriesPoint {
    std::string key;
    std::string label;
    std::optional<Decimal> value;
    Drill drill;
};

struct OverviewCard {
    static constexpr size_t kSeriesPointsMax = 60;

    std::string id;
    Labels labels;
    std::string unit;
    std::optional<Decimal> value;
    std::string comparator;  ///< of the published figure; empty: none
    std::string citation;    ///< file name of its document; empty: not published
    Labels document_labels;
    Drill drill;
    std::vector<SeriesPoint> series;
};

struct OverviewSection {
    Labels labels;
    std::vector<OverviewCard> cards;
};

/// Without the cards that the viewer may not ask.
Result<std::vector<OverviewSection>> answer_overview(std::string const& text,
                                                     std::string const& figures_text,
                                                     Asking const& asking);

void write_overview(JsonWriter& json, std::vector<OverviewSection> const& sections);

}  // namespace agglo
