/* Which of NumPy's inner loops are replaced, and what was there before. */
#ifndef NPWASM_REPLACE_H
#define NPWASM_REPLACE_H

#include "numpy_abi.h"

/* The rows of the table in replace.c that ours fall back on, in its order; the others follow. */
enum { LOOP_MATMUL_f32, LOOP_MATMUL_f64, LOOP_ADD_f32, LOOP_ADD_f64, LOOPS = 20 };

/* NumPy's own loops, for what ours leave to them. */
extern Loop previous[LOOPS];

/* Put our loops in, or NumPy's back. Returns 0, or -1 with a Python error set; then NumPy's loops are back. */
int replace_loops(void);
int restore_loops(void);

#endif
