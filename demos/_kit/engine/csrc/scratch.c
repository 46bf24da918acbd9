#include "scratch.h"

#include "python_abi.h"

enum { ALIGNMENT = 16 };

void *scratch(int bytes) {
  static char *memory;
  static int size;
  if (bytes > size) {
    free(memory);
    memory = malloc(bytes + ALIGNMENT);
    size = memory ? bytes : 0;
  }
  return memory ? (void *)(((unsigned long)memory + ALIGNMENT - 1) & -ALIGNMENT) : 0;
}
