package io.intentstream.core.model;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An intent model that runs in libtorch. Made by {@link ModelBundle}, which has checked what the manifest says. */
final class TorchIntentModel implements IntentModel {
    private final ModelManifest manifest;
    private final long fingerprint;
    private final NetworkShape shape;
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final LookupTable table;
    private final List<Integer> buckets;
    private final @Nullable CategoryHead categoryHead;

    /** Loads {@code weights} and tries it out; throws when it does not keep the contract of {@code intent_lstm.py}. */
    TorchIntentModel(ModelManifest manifest, long fingerprint, Path weights) {
        this.manifest = manifest;
        this.fingerprint = fingerprint;
        shape = NetworkShape.of(manifest.features(), manifest.hiddenSize());
        TorchRuntime.prepareThread();
        manager = TorchRuntime.newManager();
        try {
            module = TorchRuntime.load(manager, weights, false);
            JniUtils.enableInferenceMode(module);
            table = LookupTable.of(module, shape, weights);
            ModuleValidator.run(module, table, shape, weights);
            categoryHead = manifest.categoryMix() > 0 ? CategoryHead.of(module, manifest, weights) : null;
            buckets = BatchSizes.agreeing(module, table, shape);
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
    public int stateSize() {
        return 2 * shape.hidden();
    }

    @Override
    public @Nullable CategoryHead categoryHead() {
        return categoryHead;
    }

    @Override
    public Stepper newStepper() {
        return new TorchStepper(module, table, shape, buckets);
    }

    @Override
    public void close() {
        manager.close();
    }
}
