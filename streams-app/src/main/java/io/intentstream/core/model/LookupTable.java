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
 * What each value of each categorical feature brings to the module's {@code step}: a row of floats, of which those of an
 * event are added up. In Java and not in the module, where finding and adding rows were a third of the step's time.
 * Immutable.
 */
final class LookupTable {
    /** The module's method that gives the table. */
    private static final String METHOD = "table";

    private final int width;
    /** By feature and index. An array for each row, since the JIT compiler makes vector code of a sum of whole arrays. */
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
     * Asks a module for its table.
     *
     * @param file where the module came from, for messages
     * @throws ModelBundleException when the module has none, or not one row of float32 for each value of each feature
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
                                + ", which must have a row of float32 for each index of a categorical feature: the"
                                + " manifest's, of sizes " + shape.vocabularies() + ", have " + shape.embeddingRows()
                                + " indices",
                        ModuleValidator.REMEDY);
            }
            return new LookupTable(shape, (int) size.get(1), table.toFloatArray());
        } catch (EngineException e) {
            throw new ModelBundleException(file, "has no method " + METHOD + " that runs", ModuleValidator.REMEDY, e);
        }
    }

    /** Floats of a row. */
    int width() {
        return width;
    }

    /**
     * Adds up an event's rows, in the features' order.
     *
     * @param categorical an index for each feature
     * @param sum is filled, {@link #width} floats
     * @throws IllegalArgumentException when an index is not one of its feature's
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
