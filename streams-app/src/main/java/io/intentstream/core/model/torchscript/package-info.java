/**
 * Writes TorchScript archives, the {@code .pt} files that libtorch and Python's {@code torch.jit.load} read. Source code
 * and named values go in, bytes come out. Imports no other package of this project.
 */
@NullMarked
package io.intentstream.core.model.torchscript;

import org.jspecify.annotations.NullMarked;
