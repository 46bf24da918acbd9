#include "matmul_loop.h"

#include "gemm.h"
#include "replace.h"

int products_made;

/* Smaller ones, of up to 4 by 4, are NumPy's: there is nothing to gain. */
enum { SMALL_PRODUCT = 80 };

#define REAL_BITS 32
#include "matmul_loop.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "matmul_loop.inc"
