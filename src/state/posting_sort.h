#pragma once
// sort_postings: postings by key, then by number, as std::sort would put them, in time that grows
// with their count alone: digit by digit, and only the digits in which they differ. Record ids and
// sequences differ in two or three bytes of eight.
//
//   sort_postings(added);
//   auto run = sorted(list);
#include "state/posting_list.h"

namespace agglo {

/// So few that comparing them is quicker.
inline constexpr size_t kPostingsCompared = 256;

void sort_postings(std::vector<Postings::Posting>& postings);

/// The same of a list, into memory of just its size.
std::vector<Postings::Posting> sorted(PostingList const& list);

}  // namespace agglo
