package io.intentstream.core.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The memory through which Java and the module's {@code step} exchange rows, allocated once. Rows lie one after the
 * other, so a batch of n rows is the first part of the same memory and every batch size is a view.
 */
final class StepBuffers implements AutoCloseable {
    /** Cache lines; vector kernels may round differently on memory that is aligned otherwise. */
    private static final int ALIGNMENT = 64;

    private final NetworkShape shape;
    private final int capacity;
    private final PtNDManager manager;
    private final int sumsWidth;
    private final ByteBuffer sumBytes;
    private final ByteBuffer inputBytes;
    private final ByteBuffer cellBytes;
    private final ByteBuffer logitBytes;

    /** Sums of rows of the module's table, [capacity, width of the table]. */
    final FloatBuffer sums;
    /** Numeric features and h, [capacity, numeric + hidden]. */
    final FloatBuffer inputs;
    /** What the module keeps of c, [capacity, hidden]. */
    final FloatBuffer cells;
    /** Log-odds, [capacity]. */
    final FloatBuffer logits;

    /** @param sumsWidth floats of one row of {@link #sums} */
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

    /** Floats of one row of {@link #inputs}. */
    int inputWidth() {
        return shape.numeric() + shape.hidden();
    }

    /** The arguments of {@code prepare} for the first {@code rows} rows; they live as long as these buffers. */
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
