/* Softmax and cross-entropy of rows of scores. */
#ifndef NPWASM_ENTROPY_H
#define NPWASM_ENTROPY_H

/* loss = the mean of -log p(label), grad = its gradient. Returns 0 where a label is no class; grad is then undefined. */
int softmax_cross_entropy_f32(int n, int classes, const float *scores, const long long *labels, float *grad, double *loss);
int softmax_cross_entropy_f64(int n, int classes, const double *scores, const long long *labels, double *grad,
                              double *loss);

#endif
