#include "matmul_loop.h"

#include "gemm.h"
#include "replace.h"

int products_made;

#define REAL_BITS 32
#include "matmul_loop.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "matmul_loop.inc"
