#include "elementwise.h"

#include "constants.h"

#include "replace.h"

enum { PAIRWISE_BLOCK = 128, TOGETHER = 64 };

/* Whether the first operand is the result itself: what np.add.reduce and its like ask for. */
static int is_reduction(char **args, const npy_intp *strides) {
  return args[0] == args[2] && strides[0] == 0 && strides[2] == 0;
}

#define REAL_BITS 32
#include "elementwise.inc"
#undef BINARY
#undef UNARY
#undef BINARY_BODY
#undef EXTREME
#undef TURNED
#undef REAL_BITS
#define REAL_BITS 64
#include "elementwise.inc"
