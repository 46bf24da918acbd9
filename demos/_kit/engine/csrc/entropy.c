#include "entropy.h"

/* Pyodide's own mathematics library: rows are short, and these are as exact as NumPy's. */
double exp(double), log(double);

/* The largest score, NaN where there is one: then the whole row becomes NaN, as in NumPy. */
static double largest(int classes, const double *scores) {
  double top = scores[0];
  for (int c = 1; c < classes; c++)
    if (scores[c] > top || scores[c] != scores[c]) top = scores[c];
  return top;
}

int softmax_cross_entropy(int n, int classes, const double *scores, const long long *labels, double *grad,
                          double *loss) {
  double sum = 0;
  for (int row = 0; row < n; row++, scores += classes, grad += classes) {
    if (labels[row] < 0 || labels[row] >= classes) return 0;
    int label = (int)labels[row];
    double top = largest(classes, scores), total = 0;
    for (int c = 0; c < classes; c++) total += grad[c] = exp(scores[c] - top);
    sum += log(total) - (scores[label] - top);
    for (int c = 0; c < classes; c++) grad[c] = (grad[c] / total - (c == label)) / n;
  }
  *loss = sum / n;
  return 1;
}
