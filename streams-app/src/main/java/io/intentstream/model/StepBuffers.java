package io.intentstream.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * The memory that the module's {@code step} works in, shared between Java and libtorch, allocated once. Rows lie one
 * after the other, so a batch of n rows is the first part of the same memory and every batch size is a view.
 */
final class StepBuffers implements AutoCloseable {
    /** Cache lines; vector kernels may round differently on memory that is aligned otherwise. */
    private static final int ALIGNMENT = 64;

    private final NetworkShape shape;
    private final int capacity;
    private final PtNDManager manager;
    private final ByteBuffer[] indexBytes;
    private final ByteBuffer inputBytes;
    private final ByteBuffer cellBytes;
    private final ByteBuffer gateBytes;
    private final ByteBuffer squashedBytes;
    private final ByteBuffer logitBytes;

    /** Per categorical feature, [capacity]. */
    final LongBuffer[] indices;
    /** Numeric features and h, [capacity, numeric + hidden]. */
    final FloatBuffer inputs;
    /** What the module keeps of c, [capacity, hidden]. */
    final FloatBuffer cells;
    /** Log-odds, [capacity]. */
    final FloatBuffer logits;

    StepBuffers(NetworkShape shape, int capacity) {
        this.shape = shape;
        this.capacity = capacity;
        manager = TorchRuntime.newManager();
        indexBytes = new ByteBuffer[shape.vocabularies().size()];
        indices = new LongBuffer[indexBytes.length];
        for (int i = 0; i < indexBytes.length; i++) {
            indexBytes[i] = allocate(1, Long.BYTES);
            indices[i] = indexBytes[i].asLongBuffer();
        }
        inputBytes = allocate(inputWidth(), Float.BYTES);
        cellBytes = allocate(shape.hidden(), Float.BYTES);
        gateBytes = allocate(shape.gates(), Float.BYTES);
        squashedBytes = allocate(shape.hidden(), Float.BYTES);
        logitBytes = allocate(1, Float.BYTES);
        inputs = inputBytes.asFloatBuffer();
        cells = cellBytes.asFloatBuffer();
        logits = logitBytes.asFloatBuffer();
    }

    /** Floats of one row of {@link #inputs}. */
    int inputWidth() {
        return shape.numeric() + shape.hidden();
    }

    /** The arguments of {@code step} for the first {@code rows} rows; they live as long as these buffers. */
    IValue[] arguments(int rows) {
        PtNDArray[] features = new PtNDArray[indexBytes.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = manager.create(first(indexBytes[i], rows), new Shape(rows), DataType.INT64);
        }
        return new IValue[] {
            IValue.listFrom(features),
            matrix(inputBytes, rows, inputWidth()),
            matrix(cellBytes, rows, shape.hidden()),
            matrix(gateBytes, rows, shape.gates()),
            matrix(squashedBytes, rows, shape.hidden()),
            matrix(logitBytes, rows, 1)
        };
    }

    private IValue matrix(ByteBuffer bytes, int rows, int width) {
        return IValue.from(manager.create(first(bytes, rows), new Shape(rows, width), DataType.FLOAT32));
    }

    private ByteBuffer first(ByteBuffer bytes, int rows) {
        return bytes.slice(0, bytes.capacity() / capacity * rows).order(ByteOrder.nativeOrder());
    }

    private ByteBuffer allocate(int width, int elementBytes) {
        int bytes = capacity * width * elementBytes;
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
