#pragma once
// SearchTexts: names, investors, addresses and descriptions of projects as a search meets them:
// distinct, of a few thousand characters, put together from parts under a fixed seed.
//
//   SearchTexts texts(20261122);
//   texts.name(7);      // "高要区粤海精密压铸件及模具生产基地项目（二期）"
//   texts.summary(7);   // 60 to 120 characters
#include <string>

#include "base/random.h"

namespace agglo::bench {

class SearchTexts {
public:
    explicit SearchTexts(uint64_t seed) : random_(seed) {}

    std::string code(int64_t id) const;
    std::string name(int64_t id) const;
    std::string investor(int64_t id) const;
    std::string address(int64_t id) const;
    std::string products(int64_t id) const;
    std::string summary(int64_t id) const;

private:
    Random part(int64_t id, uint64_t what) const {
        return random_.fork(static_cast<uint64_t>(id)).fork(what);
    }
    Random random_;
};

}  // namespace agglo::bench
