#include "pool.h"

#include "real.h"

/* Places are counted in lanes as wide as the values, and stored as 32-bit numbers. */
static inline vector next_f32(vector places) { return wasm_i32x4_add(places, wasm_i32x4_splat(1)); }
static inline vector next_f64(vector places) { return wasm_i64x2_add(places, wasm_i64x2_splat(1)); }
static inline void store_places_f32(int *to, vector places) { v_store(to, places); }
static inline void store_places_f64(int *to, vector places) {
  wasm_v128_store64_lane(to, wasm_i32x4_shuffle(places, places, 0, 2, 0, 2), 0);
}

#define REAL_BITS 32
#include "pool.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "pool.inc"

/* What is done with one window: its first pixel, and the first of the values and places that belong to it. */
typedef int (*Visit)(const Windows *w, char *window, char *value, int *place);

static int each_window(const Windows *w, int bytes, char *x, char *value, int *place, Visit visit) {
  int pixel = w->channels * bytes, line = w->width * pixel;
  for (int n = 0; n < w->n; n++, x += w->height * line)
    for (int row = 0; row < w->rows; row++)
      for (int column = 0; column < w->columns; column++, value += pixel, place += w->channels)
        if (!visit(w, x + row * w->stride * line + column * w->stride * pixel, value, place)) return 0;
  return 1;
}

void max_pool(const Windows *w, int bytes, void *x, void *y, int *where) {
  each_window(w, bytes, x, y, where, bytes == sizeof(float) ? pool_f32 : pool_f64);
}

int max_pool_grad(const Windows *w, int bytes, void *dy, int *where, void *dx) {
  zeros(dx, w->n * w->height * w->width * w->channels * bytes);
  return each_window(w, bytes, dx, dy, where, bytes == sizeof(float) ? unpool_f32 : unpool_f64);
}
