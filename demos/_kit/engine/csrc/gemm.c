#include "gemm.h"

#include "scratch.h"

/* A block of B stays in the second-level cache, a panel of it in the first-level one: in elements. */
enum { BLOCK_ROWS = 120, BLOCK_COLUMNS = 512, BLOCK_DEPTH = 256 };
#define ROUNDED(n, to) (((n) + (to) - 1) / (to) * (to))

Kernels kernels;

#define REAL_BITS 32
#include "packing.inc"
#include "matvec.inc"
#include "gemm.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "packing.inc"
#include "matvec.inc"
#include "gemm.inc"
