/* Rules that work on several arrays element by element. The bits are those of the same operations in NumPy: nothing is
 * fused. */
#ifndef NPWASM_RULES_H
#define NPWASM_RULES_H

enum { MOST_ARRAYS = 4, MOST_SETTINGS = 5 };

/* A rule over so many vectors of each array. */
typedef void (*Step)(int vectors, void *const *arrays, const double *settings);

typedef struct {
  int arrays, settings;
  int written; /* bit i: array i is written to */
  Step step_f32, step_f64;
} Rule;

/* w -= rate g; arrays w, g; settings rate */
extern const Rule sgd;
/* v = beta v - rate g, w += v; arrays w, g, v; settings rate, beta */
extern const Rule momentum;
/* Kingma and Ba, Adam, 2015; arrays w, g, m, v; settings alpha / (1 - beta1^t), 1 / sqrt(1 - beta2^t), beta1, beta2,
 * eps */
extern const Rule adam;
/* dx = dy where y > 0, else 0; arrays dx, dy, y */
extern const Rule relu_grad;

/* Apply a rule to arrays of `count` elements of 4 or 8 bytes. */
void apply(const Rule *rule, int bytes, int count, void *const *arrays, const double *settings);

#endif
