/* One precision's names. Define REAL_BITS as 32 or 64, then include this: as often as needed in one file. */
#include <wasm_simd128.h>

#undef real
#undef LANES
#undef NAME
#undef PRECISION
#undef v_zero
#undef v_load
#undef v_store
#undef v_splat
#undef v_load_splat
#undef v_store_first
#undef v_add
#undef v_sub
#undef v_div
#undef v_sqrt
#undef v_equal
#undef v_greater
#undef v_at_most
#undef v_mul
#undef v_fma
#undef v_first

#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define v_load wasm_v128_load
#define v_store wasm_v128_store
typedef v128_t vector;

#if REAL_BITS == 32
#define real float
#define LANES 4
#define NAME(name) name##_f32
#define PRECISION f32
#define v_splat wasm_f32x4_splat
#define v_load_splat wasm_v128_load32_splat
#define v_store_first(p, v) wasm_v128_store32_lane(p, v, 0)
#define v_add wasm_f32x4_add
#define v_mul wasm_f32x4_mul
#define v_sub wasm_f32x4_sub
#define v_div wasm_f32x4_div
#define v_sqrt wasm_f32x4_sqrt
#define v_equal wasm_f32x4_eq
#define v_greater wasm_f32x4_gt
#define v_at_most wasm_f32x4_le
#define v_first(v) wasm_f32x4_extract_lane(v, 0)
#ifdef FUSED
#define v_fma wasm_f32x4_relaxed_madd
#else
#define v_fma(a, b, c) wasm_f32x4_add(wasm_f32x4_mul(a, b), c)
#endif
#else
#define real double
#define LANES 2
#define NAME(name) name##_f64
#define PRECISION f64
#define v_splat wasm_f64x2_splat
#define v_load_splat wasm_v128_load64_splat
#define v_store_first(p, v) wasm_v128_store64_lane(p, v, 0)
#define v_add wasm_f64x2_add
#define v_mul wasm_f64x2_mul
#define v_sub wasm_f64x2_sub
#define v_div wasm_f64x2_div
#define v_sqrt wasm_f64x2_sqrt
#define v_equal wasm_f64x2_eq
#define v_greater wasm_f64x2_gt
#define v_at_most wasm_f64x2_le
#define v_first(v) wasm_f64x2_extract_lane(v, 0)
#ifdef FUSED
#define v_fma wasm_f64x2_relaxed_madd
#else
#define v_fma(a, b, c) wasm_f64x2_add(wasm_f64x2_mul(a, b), c)
#endif
#endif
#define v_zero() v_splat(0)
