/* Steps of optimisers, in place. The bits are those of the same operations in NumPy: nothing is fused. */
#ifndef NPWASM_OPTIMISE_H
#define NPWASM_OPTIMISE_H

enum { MOST_ARRAYS = 4, MOST_SETTINGS = 5 };

/* One step over so many vectors of each array. */
typedef void (*Step)(int vectors, void *const *arrays, const double *settings);

typedef struct {
  int arrays, settings;
  Step step_f32, step_f64;
} Optimiser;

/* w -= rate g; arrays w, g; settings rate */
extern const Optimiser sgd;
/* v = beta v - rate g, w += v; arrays w, g, v; settings rate, beta */
extern const Optimiser momentum;
/* Kingma and Ba, Adam, 2015; arrays w, g, m, v; settings alpha / (1 - beta1^t), 1 / sqrt(1 - beta2^t), beta1, beta2, eps */
extern const Optimiser adam;

/* One step over arrays of `count` elements of 4 or 8 bytes. */
void optimise(const Optimiser *optimiser, int bytes, int count, void *const *arrays, const double *settings);

#endif
