#include "rules.h"

#include "real.h"

#define REAL_BITS 32
#include "rules.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "rules.inc"

const Rule sgd = {2, 1, 1, sgd_f32, sgd_f64};
const Rule momentum = {3, 2, 1 | 4, momentum_f32, momentum_f64};
const Rule adam = {4, 5, 1 | 4 | 8, adam_f32, adam_f64};
const Rule relu_grad = {3, 0, 1, relu_grad_f32, relu_grad_f64};

void apply(const Rule *rule, int bytes, int count, void *const *arrays, const double *settings) {
  Step step = bytes == sizeof(float) ? rule->step_f32 : rule->step_f64;
  int vectors = count * bytes / 16, done = vectors * 16, rest = count * bytes - done;
  step(vectors, arrays, settings);
  if (!rest) return;
  /* what fills no vector is copied to one, so that nothing beyond the arrays is touched */
  vector last[MOST_ARRAYS];
  void *lasts[MOST_ARRAYS];
  for (int i = 0; i < rule->arrays; i++) {
    last[i] = wasm_i32x4_splat(0), lasts[i] = &last[i];
    __builtin_memcpy(lasts[i], (char *)arrays[i] + done, rest);
  }
  step(1, lasts, settings);
  for (int i = 0; i < rule->arrays; i++)
    if (rule->written >> i & 1) __builtin_memcpy((char *)arrays[i] + done, lasts[i], rest);
}
