/* The elementwise part of a time step of a long short-term memory, and its gradient, in float32.
 *
 * Rows of `gates` and `dz` are i, f, o, g, so many units each; all other arrays have rows of so many units. `units` is a
 * multiple of 4. The operations are those of slidegen/nn/lstm.py, in the same order.
 */
#ifndef NPWASM_LSTM_H
#define NPWASM_LSTM_H

/* gates: z in, values out; new_cell = f cell + i g, squashed = tanh(new_cell), state = o squashed. */
void lstm(int count, int units, float *gates, const float *cell, float *new_cell, float *squashed, float *state);

/* dz and dcell from the gradients of state and new cell, and from what `lstm` has left. */
void lstm_grad(int count, int units, const float *gates, float *dz, const float *cell, const float *squashed,
               const float *dstate, const float *dnew_cell, float *dcell);

#endif
