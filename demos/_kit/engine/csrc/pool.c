#include "pool.h"

#include <wasm_simd128.h>

/* Places as 32-bit numbers: in all lanes for float32, in the first two for float64. */
static inline void store_places_f32(int *to, v128_t places) { wasm_v128_store(to, places); }
static inline void store_places_f64(int *to, v128_t places) {
  wasm_v128_store64_lane(to, wasm_i32x4_shuffle(places, places, 0, 2, 0, 2), 0);
}

#define REAL_BITS 32
#include "pool.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "pool.inc"
