package io.intentstream.core.model.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.core.model.torchscript.ScriptValue.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptArchiveTest {
    private static final String CODE = """
            class Scale(Module):
              __parameters__ = ["weight", ]
              __buffers__ = []
              weight : Tensor
              training : bool
              shift : float
              picks : List[int]
              def forward(self: __torch__.Scale, x: Tensor) -> Tensor:
                return x * self.weight[self.picks[1]] + self.shift
            """;

    @Test
    void shouldWriteModuleThatLibtorchCanRun(@TempDir Path folder) throws IOException {
        // Given
        Path file = folder.resolve("scale.pt");
        Files.write(file, scale().toBytes());
        try (PtNDManager manager = TorchRuntime.newManager()) {
            PtSymbolBlock module = TorchRuntime.load(manager, file, false);
            PtNDArray x = (PtNDArray) manager.create(new float[] {1, 10}, new Shape(2));

            // When
            float[] result = module.forward(IValue.from(x)).toTensor(manager).toFloatArray();

            // Then
            assertThat(result).containsExactly(4.25f, 40.25f);
        }
    }

    @Test
    void shouldWriteTheSameBytesForTheSameModule() {
        // Given
        TorchScriptArchive archive = scale();

        // When
        byte[] bytes = archive.toBytes();

        // Then
        assertThat(bytes).isEqualTo(scale().toBytes());
    }

    @Test
    void shouldAlignTensorsTo64Bytes() {
        // Given
        byte[] content = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .array();

        // When
        String archive = new String(scale().toBytes(), StandardCharsets.ISO_8859_1);

        // Then
        int position = archive.indexOf(new String(content, StandardCharsets.ISO_8859_1));
        assertThat(position).isPositive();
        assertThat(position % 64).isZero();
    }

    private static TorchScriptArchive scale() {
        Map<String, ScriptValue> attributes = new LinkedHashMap<>();
        attributes.put("weight", new FloatTensor(List.of(3), new float[] {2, 3, 4}, true));
        attributes.put("training", new ScriptValue.Flag(false));
        attributes.put("shift", new ScriptValue.Real(0.25));
        attributes.put("picks", new ScriptValue.IntList(List.of(7, 2)));
        return new TorchScriptArchive("Scale", CODE, attributes);
    }
}
