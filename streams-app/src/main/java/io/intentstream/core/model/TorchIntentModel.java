package io.intentstream.core.model;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.intentstream.core.feature.ConversionTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An intent model that runs in libtorch. {@link ModelBundle} creates it after checking the manifest. */
final class TorchIntentModel implements IntentModel {
    private final ModelManifest manifest;
    private final long fingerprint;
    private final @Nullable ConversionTable conversionTable;
    private final NetworkShape shape;
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final LookupTable table;
    private final List<Integer> batchSizes;
    private final @Nullable CategoryHead categoryHead;

    /**
     * Loads and validates a module.
     *
     * @param conversionTable what the model's features read; null if they read none
     * @throws ModelBundleException when the module breaks the contract of {@code intent_lstm.py}
     * @throws ai.djl.engine.EngineException when libtorch cannot load the file
     */
    TorchIntentModel(
            ModelManifest manifest, long fingerprint, @Nullable ConversionTable conversionTable, Path weights) {
        this.manifest = manifest;
        this.fingerprint = fingerprint;
        this.conversionTable = conversionTable;
        shape = NetworkShape.of(manifest.features(), manifest.hiddenSize());
        TorchRuntime.prepareThread();
        manager = TorchRuntime.newManager();
        try {
            module = TorchRuntime.load(manager, weights, false);
            JniUtils.enableInferenceMode(module);
            table = LookupTable.of(module, shape, weights);
            ModuleValidator.run(module, table, shape, weights);
            categoryHead = manifest.categoryMix() > 0 ? CategoryHead.of(module, manifest, weights) : null;
            batchSizes = BatchSizes.agreeing(module, table, shape);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public @Nullable ConversionTable conversionTable() {
        return conversionTable;
    }

    @Override
    public int stateSize() {
        return 2 * shape.hidden();
    }

    @Override
    public @Nullable CategoryHead categoryHead() {
        return categoryHead;
    }

    @Override
    public Stepper newStepper() {
        return new TorchStepper(module, table, shape, batchSizes);
    }

    @Override
    public void close() {
        manager.close();
    }
}
