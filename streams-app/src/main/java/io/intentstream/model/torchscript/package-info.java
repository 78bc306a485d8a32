/**
 * Writes TorchScript archives, the {@code .pt} files that libtorch and Python's {@code torch.jit.load} read. Knows
 * nothing of intents: source code and named values in, bytes out. Imports nothing of the project's.
 */
package io.intentstream.model.torchscript;
