#include "optimise.h"
#include "real.h"

#define REAL_BITS 32
#include "optimise.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "optimise.inc"

const Optimiser sgd = {2, 1, sgd_f32, sgd_f64};
const Optimiser momentum = {3, 2, momentum_f32, momentum_f64};
const Optimiser adam = {4, 5, adam_f32, adam_f64};



void optimise(const Optimiser *optimiser, int bytes, int count, void *const *arrays, const double *settings) {
  Step step = bytes == 4 ? optimiser->step_f32 : optimiser->step_f64;
  int vectors = count * bytes / 16, done = vectors * 16, rest = count * bytes - done;
  step(vectors, arrays, settings);
  if (!rest) return;
  /* what fills no vector is copied to one, so that nothing beyond the arrays is touched */
  vector last[MOST_ARRAYS];
  void *lasts[MOST_ARRAYS];
  for (int i = 0; i < optimiser->arrays; i++) {
    last[i] = wasm_i32x4_splat(0), lasts[i] = &last[i];
    __builtin_memcpy(lasts[i], (char *)arrays[i] + done, rest);
  }
  step(1, lasts, settings);
  for (int i = 0; i < optimiser->arrays; i++) __builtin_memcpy((char *)arrays[i] + done, lasts[i], rest);
}
