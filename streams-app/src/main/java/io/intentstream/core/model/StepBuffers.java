package io.intentstream.core.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The memory that Java and the module's {@code step} share, allocated once. Rows are contiguous, so a batch of n rows is
 * a view of the first n rows.
 */
final class StepBuffers implements AutoCloseable {
    /** Size of a cache line in bytes. Vector kernels may round differently on memory of another alignment. */
    private static final int ALIGNMENT = 64;

    private final NetworkShape shape;
    private final int capacity;
    private final PtNDManager manager;
    private final int sumsWidth;
    private final ByteBuffer sumBytes;
    private final ByteBuffer inputBytes;
    private final ByteBuffer cellBytes;
    private final ByteBuffer logitBytes;

    /** Sums of rows of the module's table, {@code [capacity, sumsWidth]}. */
    final FloatBuffer sums;

    /** Numeric features and h, {@code [capacity, numeric + hidden]}. */
    final FloatBuffer inputs;

    /** The module's form of c, {@code [capacity, hidden]}. */
    final FloatBuffer cells;

    /** Log-odds, {@code [capacity]}. */
    final FloatBuffer logits;

    /** @param sumsWidth floats per row of {@link #sums} */
    StepBuffers(NetworkShape shape, int sumsWidth, int capacity) {
        this.shape = shape;
        this.sumsWidth = sumsWidth;
        this.capacity = capacity;
        manager = TorchRuntime.newManager();
        sumBytes = allocate(sumsWidth);
        inputBytes = allocate(inputWidth());
        cellBytes = allocate(shape.hidden());
        logitBytes = allocate(1);
        sums = sumBytes.asFloatBuffer();
        inputs = inputBytes.asFloatBuffer();
        cells = cellBytes.asFloatBuffer();
        logits = logitBytes.asFloatBuffer();
    }

    /** Floats per row of {@link #inputs}. */
    int inputWidth() {
        return shape.numeric() + shape.hidden();
    }

    /** The arguments of {@code prepare} for the first {@code rows} rows. They are valid until these buffers are closed. */
    IValue[] arguments(int rows) {
        return new IValue[] {
            matrix(sumBytes, rows, sumsWidth),
            matrix(inputBytes, rows, inputWidth()),
            matrix(cellBytes, rows, shape.hidden()),
            matrix(logitBytes, rows, 1)
        };
    }

    private IValue matrix(ByteBuffer bytes, int rows, int width) {
        return IValue.from(manager.create(first(bytes, rows), new Shape(rows, width), DataType.FLOAT32));
    }

    private ByteBuffer first(ByteBuffer bytes, int rows) {
        return bytes.slice(0, bytes.capacity() / capacity * rows).order(ByteOrder.nativeOrder());
    }

    private ByteBuffer allocate(int width) {
        int bytes = capacity * width * Float.BYTES;
        int rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return ByteBuffer.allocateDirect(rounded + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, bytes)
                .order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        manager.close();
    }
}
