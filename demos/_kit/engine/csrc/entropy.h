/* Softmax and cross-entropy of rows of scores. */
#ifndef NPWASM_ENTROPY_H
#define NPWASM_ENTROPY_H

/* grad = the gradient of the mean of -log p(label), which is put into `loss`. Returns 0 where a label is no class. */
int softmax_cross_entropy(int n, int classes, const double *scores, const long long *labels, double *grad,
                          double *loss);

#endif
