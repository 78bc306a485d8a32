package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.intentstream.core.model.TorchRuntime;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AuxiliaryTasksTest {
    private static final AuxiliaryTasks TASKS = new AuxiliaryTasks(0, 3, false);
    private static final Shape SINGLE = new Shape(2, 3, 1);
    private static final int OUTPUTS = AuxiliaryTasks.endings() + TASKS.nextOutputs();

    @Test
    void shouldComputeSameGradientsAfterGarbageCollection() throws InterruptedException {
        try (NDManager manager = TorchRuntime.newManager()) {
            // Given
            float[] expected = gradient(manager, () -> {});

            // When
            float[] collected = gradient(manager, AuxiliaryTasksTest::collectAndReuse);

            // Then
            assertThat(collected).isEqualTo(expected);
        }
    }

    private static float[] gradient(NDManager parent, Interruption beforeBackward) throws InterruptedException {
        try (NDManager manager = parent.newSubManager();
                GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            NDArray outputs = manager.create(rising(6 * (1 + OUTPUTS)), new Shape(2, 3, 1 + OUTPUTS));
            outputs.setRequiresGradient(true);
            NDList parts = outputs.split(new long[] {1}, 2);
            NDArray labels = manager.create(new float[] {1, 1, 1, 0, 0, 0}, SINGLE);
            NDArray weights = manager.ones(SINGLE);
            NDArray loss = CrossEntropy.binary(parts.get(0), labels)
                    .sum()
                    .add(TASKS.loss(
                            parts.get(0),
                            parts.get(1),
                            labels,
                            manager.ones(new Shape(2, 3, AuxiliaryTasks.endings())),
                            manager.create(new long[] {0, 1, 2, 3, 0, 1}, SINGLE),
                            weights));
            beforeBackward.run();
            gradients.backward(loss);
            return outputs.getGradient().toFloatArray();
        }
    }

    /** Frees unreachable tensors and overwrites their memory, since small freed blocks are soon reused. */
    private static void collectAndReuse() throws InterruptedException {
        CountDownLatch collected = new CountDownLatch(1);
        Cleaner.create().register(new Object(), collected::countDown);
        while (collected.getCount() > 0) {
            System.gc();
            collected.await(10, TimeUnit.MILLISECONDS);
        }
        List<ByteBuffer> reused = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 + i % 16);
            while (buffer.hasRemaining()) {
                buffer.put((byte) 0x7f);
            }
            reused.add(buffer);
        }
    }

    private static float[] rising(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (i % 7 - 3) / 2f;
        }
        return values;
    }

    private interface Interruption {
        void run() throws InterruptedException;
    }
}
