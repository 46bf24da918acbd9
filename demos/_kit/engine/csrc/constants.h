/* The numbers that exp, tanh and log are made of, each loaded into a vector where it is used.
 *
 * They live in a file of their own so that the compiler does not see them: V8 makes a constant vector anew at every use,
 * out of four instructions, and loads a splat in one.
 */
#ifndef NPWASM_CONSTANTS_H
#define NPWASM_CONSTANTS_H

#define CONSTANTS(REAL, SUFFIX, EXP_TERMS, LOG_TERMS)                                                                  \
  typedef struct {                                                                                                     \
    REAL one, two, half, log2_e, ln2_high, ln2_low; /* ln2_high times an exponent is exact */                          \
    REAL biased_magic, up, biased_up, mantissa_bits, least_normal, root_2, infinity, minus_infinity, nan;              \
    REAL exp_least, exp_most, tanh_most; /* beyond them the results are 0, infinity and 1 */                           \
    REAL exp_terms[EXP_TERMS], log_terms[LOG_TERMS];                                                                   \
  } constants_##SUFFIX##_t;                                                                                            \
  extern const constants_##SUFFIX##_t constants_##SUFFIX;

enum { EXP_TERMS_f32 = 6, LOG_TERMS_f32 = 4, EXP_TERMS_f64 = 12, LOG_TERMS_f64 = 9 };
CONSTANTS(float, f32, EXP_TERMS_f32, LOG_TERMS_f32)
CONSTANTS(double, f64, EXP_TERMS_f64, LOG_TERMS_f64)

#endif
