#pragma once
// ImagePlan: the directory of an image, checked against the model before anything is made of it:
// every column whole and in order, every index of a field that has one.
//
//   ImagePlan plan;
//   if (char const* wrong = plan_image(directory, file_size, model, plan)) …
//   plan.rows[entity];
#include <span>
#include <vector>

#include "state/image_format.h"

namespace agglo {

struct ImagePlan {
    std::vector<uint64_t> rows;                           ///< by entity
    std::vector<std::vector<uint64_t>> dictionary_sizes;  ///< by entity, column
    std::vector<ImageSection> sections;                   ///< with bytes, in the file's order
};

/// nullptr, or what is wrong.
char const* plan_image(std::span<ImageSection const> directory, uint64_t file_size,
                       Model const& model, ImagePlan& plan);

}  // namespace agglo
