package io.intentstream.core.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The contribution of each value of each categorical feature to the module's {@code step}: a row of floats. The rows of
 * an event's values are added up here and not in the module, where that took a third of the step's time. Immutable.
 */
final class LookupTable {
    /** The module's method that returns the table. */
    private static final String METHOD = "table";

    private final int width;
    /** {@code [feature][index][width]}. One array per row, since the JIT compiler vectorises sums of whole arrays. */
    private final float[][][] rows;

    private LookupTable(NetworkShape shape, int width, float[] values) {
        this.width = width;
        rows = new float[shape.vocabularies().size()][][];
        int end = 0;
        for (int feature = 0; feature < rows.length; feature++) {
            rows[feature] = new float[shape.vocabularies().get(feature)][];
            for (int index = 0; index < rows[feature].length; index++) {
                rows[feature][index] = Arrays.copyOfRange(values, end, end += width);
            }
        }
    }

    /**
     * Reads a module's table.
     *
     * @param file where the module came from, for messages
     * @throws ModelBundleException when the module has no table, or its table has not one float32 row per categorical index
     */
    static LookupTable of(PtSymbolBlock module, NetworkShape shape, Path file) {
        try (PtNDManager manager = TorchRuntime.newManager();
                IValue result = IValueUtils.runMethod(module, METHOD)) {
            PtNDArray table = result.toTensor(manager);
            Shape size = table.getShape();
            if (size.dimension() != 2
                    || size.get(0) != shape.embeddingRows()
                    || table.getDataType() != DataType.FLOAT32) {
                throw new ModelBundleException(
                        file,
                        "has a " + METHOD + " of " + table.getDataType() + " " + size
                                + ", but needs one row of float32 per index: the manifest's categorical features, of sizes "
                                + shape.vocabularies() + ", have " + shape.embeddingRows() + " indices",
                        ModuleValidator.REMEDY);
            }
            return new LookupTable(shape, (int) size.get(1), table.toFloatArray());
        } catch (EngineException e) {
            throw new ModelBundleException(file, "has no method " + METHOD + " that runs", ModuleValidator.REMEDY, e);
        }
    }

    /** Floats per row. */
    int width() {
        return width;
    }

    /**
     * Adds up the rows of an event's values, in the features' order.
     *
     * @param categorical one index per feature
     * @param sum receives the sum, {@code [width]}
     * @throws IllegalArgumentException when an index is out of its feature's range
     */
    void sum(int[] categorical, float[] sum) {
        System.arraycopy(row(0, categorical[0]), 0, sum, 0, width);
        for (int feature = 1; feature < rows.length; feature++) {
            float[] row = row(feature, categorical[feature]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
    }

    private float[] row(int feature, int index) {
        if (index < 0 || index >= rows[feature].length) {
            throw new IllegalArgumentException("Categorical feature " + feature + " has indices 0 to "
                    + (rows[feature].length - 1) + ", not " + index);
        }
        return rows[feature][index];
    }
}
