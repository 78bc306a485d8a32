/**
 * Writes TorchScript archives, the {@code .pt} files that libtorch and Python's {@code torch.jit.load} read: source code and named
 * values in, bytes out. Imports nothing of the project.
 */
@NullMarked
package io.intentstream.core.model.torchscript;

import org.jspecify.annotations.NullMarked;
