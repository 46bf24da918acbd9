/* One precision's names. Define REAL_BITS as 32 or 64, then include this: as often as needed in one file. */
#include <wasm_simd128.h>

#undef real
#undef LANES
#undef NAME
#undef V
#undef I
#undef v_load_splat
#undef v_store_first
#undef v_fma
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef bits

#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
typedef v128_t vector;

#if REAL_BITS == 32
#define real float
#define bits int
#define LANES 4
#define NAME(name) name##_f32
#define V(name) wasm_f32x4_##name
#define I(name) wasm_i32x4_##name
#define v_load_splat wasm_v128_load32_splat
#define v_store_first(p, v) wasm_v128_store32_lane(p, v, 0)
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#else
#define real double
#define bits long long
#define LANES 2
#define NAME(name) name##_f64
#define V(name) wasm_f64x2_##name
#define I(name) wasm_i64x2_##name
#define v_load_splat wasm_v128_load64_splat
#define v_store_first(p, v) wasm_v128_store64_lane(p, v, 0)
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#endif

#define v_load wasm_v128_load
#define v_store wasm_v128_store
#define v_splat V(splat)
#define v_add V(add)
#define v_sub V(sub)
#define v_mul V(mul)
#define v_div V(div)
#define v_sqrt V(sqrt)
#define v_equal V(eq)
#define v_greater V(gt)
#define v_at_most V(le)
#define v_zero() V(splat)(0)
#ifdef FUSED
#define v_fma V(relaxed_madd)
#else
#define v_fma(a, b, c) v_add(v_mul(a, b), c)
#endif
