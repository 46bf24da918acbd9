#include "entropy.h"

/* Pyodide's own mathematics library: rows are short, and these are as exact as NumPy's. */
float expf(float);
double exp(double), log(double);
#define exp_f32 expf
#define exp_f64 exp

#define REAL_BITS 32
#include "entropy.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "entropy.inc"
