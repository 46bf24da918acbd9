/* What `slidegen.nn` and others compute with; see the README for what each function takes. */
#ifndef NPWASM_HELPERS_H
#define NPWASM_HELPERS_H

#include "python_abi.h"

extern PyMethodDef helper_methods[];

#endif
