#include "windows.h"

#include "real.h"

static int count(int size, int kernel, int stride, int pad) {
  long long room = (long long)size + 2 * pad - kernel;
  return room < 0 ? 0 : (int)(room / stride) + 1;
}

int read_windows(Windows *w, const Array *pictures, PyObject *const *kernel, PyObject *pad) {
  w->pad = 0;
  if (pictures->ndim != 4 || (pad && !small_number(pad, &w->pad))) return 0;
  int *sizes[] = {&w->kernel_height, &w->kernel_width, &w->stride};
  for (int i = 0; i < 3; i++)
    if (!small_number(kernel[i], sizes[i]) || !*sizes[i]) return 0;
  const npy_intp *shape = pictures->shape;
  w->n = shape[0], w->height = shape[1], w->width = shape[2], w->channels = shape[3];
  w->rows = count(w->height, w->kernel_height, w->stride, w->pad);
  w->columns = count(w->width, w->kernel_width, w->stride, w->pad);
  return w->rows && w->columns;
}

int has_windows(const Windows *w, const Array *cols) {
  return cols->ndim == 2 && cols->shape[0] == (long long)w->n * w->rows * w->columns &&
         cols->shape[1] == (long long)w->kernel_height * w->kernel_width * w->channels;
}

int has_pixels(const Windows *w, const Array *array) {
  npy_intp shape[] = {w->n, w->rows, w->columns, w->channels};
  return same_shape(array, &(Array){.ndim = 4, .shape = shape});
}

/* The part of a window that lies on the picture: lines of so many bytes, there and in the row of `cols`. */
typedef struct {
  char *picture, *row;
  int lines, bytes;
  int picture_line, row_line; /* bytes from one line to the next */
} Part;
typedef void (*Visit)(const Part *part);

/* Which of `size` places from `start` on lie between 0 and `limit`: the first, and how many. */
static int clip(int start, int size, int limit, int *first) {
  *first = start < 0 ? -start : 0;
  int last = MIN(size, limit - start);
  return last - *first;
}

static void visit_windows(const Windows *w, int bytes, char *picture, char *row, Visit visit) {
  int pixel = w->channels * bytes, down, across;
  Part part = {.picture_line = w->width * pixel, .row_line = w->kernel_width * pixel};
  for (int n = 0; n < w->n; n++, picture += w->height * part.picture_line)
    for (int i = 0, top = -w->pad; i < w->rows; i++, top += w->stride) {
      part.lines = clip(top, w->kernel_height, w->height, &down);
      for (int j = 0, left = -w->pad; j < w->columns; j++, left += w->stride) {
        part.bytes = clip(left, w->kernel_width, w->width, &across) * pixel;
        part.picture = picture + (top + down) * part.picture_line + (left + across) * pixel;
        part.row = row + down * part.row_line + across * pixel;
        if (part.bytes > 0) visit(&part);
        row += w->kernel_height * part.row_line;
      }
    }
}

/* The last vector overlaps the one before it: windows are many short pieces. */
static void copy_part(const Part *part) {
  char *to = part->row, *from = part->picture;
  int bytes = part->bytes;
  for (int line = 0; line < part->lines; line++, to += part->row_line, from += part->picture_line) {
    if (bytes < 16) {
      for (int i = 0; i < bytes; i += 4) *(int *)(to + i) = *(int *)(from + i);
      continue;
    }
    for (int i = 0; i < bytes - 16; i += 16) v_store(to + i, v_load(from + i));
    v_store(to + bytes - 16, v_load(from + bytes - 16));
  }
}

#define REAL_BITS 32
#include "windows.inc"
#undef REAL_BITS
#define REAL_BITS 64
#include "windows.inc"

void im2col(const Windows *w, int bytes, void *x, void *cols) {
  int pixels = w->kernel_height * w->kernel_width;
  if (w->pad) zeros(cols, w->n * w->rows * w->columns * pixels * w->channels * bytes);
  visit_windows(w, bytes, x, cols, copy_part);
}

void col2im(const Windows *w, int bytes, void *cols, void *x) {
  zeros(x, w->n * w->height * w->width * w->channels * bytes);
  visit_windows(w, bytes, x, cols, bytes == sizeof(float) ? add_part_f32 : add_part_f64);
}
