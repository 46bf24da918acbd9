#include "lstm.h"

#include "elementwise.h"

#define REAL_BITS 32
#include "real.h"

/* As numpy.tanh has it. */
static void tanh_all(int count, void *from, void *to) {
  tanh_f32((char *[]){from, to}, &count, (npy_intp[]){sizeof(float), sizeof(float)}, 0);
}

/* z = z / 2 + offset, for `count` elements. */
NOINLINE void halve(int count, float *z, float offset) {
  vector half = v_splat(0.5f), moved = v_splat(offset);
  for (; count > 0; count -= LANES, z += LANES) v_store(z, v_add(v_mul(half, v_load(z)), moved));
}

void lstm(int count, int units, float *gates, const float *cell, float *new_cell, float *squashed, float *state) {
  float *z, *end = gates + count * 4 * units, *to = new_cell;
  for (z = gates; z < end; z += 4 * units) halve(3 * units, z, 0);
  tanh_all(end - gates, gates, gates);
  for (z = gates; z < end; z += 4 * units, cell += units, to += units) {
    halve(3 * units, z, 0.5f);
    for (int j = 0; j < units; j += LANES) {
      vector added = v_mul(v_load(z + j), v_load(z + 3 * units + j));
      v_store(to + j, v_add(v_mul(v_load(z + units + j), v_load(cell + j)), added));
    }
  }
  tanh_all(count * units, new_cell, squashed);
  for (z = gates + 2 * units; z < end; z += 4 * units, squashed += units, state += units)
    for (int j = 0; j < units; j += LANES) v_store(state + j, v_mul(v_load(z + j), v_load(squashed + j)));
}

void lstm_grad(int count, int units, const float *gates, float *dz, const float *cell, const float *squashed,
               const float *dstate, const float *dnew_cell, float *dcell) {
  vector one = v_splat(1);
  for (int row = 0; row < count; row++, gates += 3 * units, dz += 3 * units)
    for (int j = 0; j < units; j += LANES, gates += LANES, dz += LANES) {
      vector i = v_load(gates), f = v_load(gates + units), o = v_load(gates + 2 * units), g = v_load(gates + 3 * units);
      vector t = v_load(squashed), dh = v_load(dstate);
      vector dc = v_add(v_load(dnew_cell), v_mul(v_mul(dh, o), v_sub(one, v_mul(t, t))));
      v_store(dz, v_mul(v_mul(dc, g), v_mul(i, v_sub(one, i))));
      v_store(dz + units, v_mul(v_mul(dc, v_load(cell)), v_mul(f, v_sub(one, f))));
      v_store(dz + 2 * units, v_mul(v_mul(dh, t), v_mul(o, v_sub(one, o))));
      v_store(dz + 3 * units, v_mul(v_mul(dc, i), v_sub(one, v_mul(g, g))));
      v_store(dcell, v_mul(dc, f));
      squashed += LANES, dstate += LANES, dnew_cell += LANES, cell += LANES, dcell += LANES;
    }
}
