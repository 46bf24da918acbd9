/* Working memory that is kept from call to call, so that the heap does not grow with the number of products. */
#ifndef NPWASM_SCRATCH_H
#define NPWASM_SCRATCH_H

/* At least `bytes` bytes at a multiple of 16, valid until the next call; null when there is no memory. */
void *scratch(int bytes);

#endif
