package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.model.TorchRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingWeightsTest {
    @Test
    void shouldBoundWeightsOfMissingValuesOnly() {
        // Given: three features of 2, 2 and 1 indices
        NetworkShape shape = new NetworkShape(List.of(2, 2, 1), 0, 1, 1, 1);
        try (NDManager manager = TorchRuntime.newManager()) {
            NDArray weights = manager.create(new float[] {1.5f, 1.5f, -0.7f, -0.7f, 0.1f}, new Shape(5, 1));
            weights.setRequiresGradient(true);

            // When
            MissingWeights.bound(weights, shape);

            // Then
            assertThat(weights.toFloatArray()).containsExactly(0.3f, 1.5f, -0.3f, -0.7f, 0.1f);
            assertThat(weights.hasGradient()).isTrue();
        }
    }
}
