#pragma once
// AGGLO_WIDE before a function compiles its loops for several widths of vector; the loader takes
// the widest the processor has. Sanitizers run before the loader's choice can, so they get the
// plain one. What such a loop calls must be inlined into each of its versions, so say so
// ([[gnu::always_inline]]) and use plain pointers.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define AGGLO_WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define AGGLO_WIDE
#endif
