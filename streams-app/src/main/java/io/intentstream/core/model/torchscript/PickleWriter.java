package io.intentstream.core.model.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the subset of Python's pickle protocol 2 that a TorchScript archive uses to describe its module. A tensor is
 * written as a reference to a storage. Storages are numbered in order of first appearance; their bytes are kept outside
 * the pickle.
 */
final class PickleWriter {
    private static final int PROTOCOL = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<float[]> storages = new ArrayList<>();

    private PickleWriter() {
        out.write(PROTOCOL);
        out.write(2);
    }

    /**
     * A pickle and the storages that it refers to by index.
     *
     * @param bytes the pickle
     * @param storages values of each storage
     */
    record Pickle(byte[] bytes, List<float[]> storages) {}

    /** Pickles an object of the class {@code __torch__.className} with these attributes. */
    static Pickle object(String className, Map<String, ScriptValue> attributes) {
        PickleWriter pickle = new PickleWriter();
        pickle.global("__torch__", className);
        pickle.op(')').op(0x81).op('}').op('(');
        attributes.forEach((name, value) -> {
            pickle.text(name);
            pickle.value(value);
        });
        pickle.op('u').op('b').op('.');
        return new Pickle(pickle.out.toByteArray(), pickle.storages);
    }

    /** Pickles the empty tuple, which stands for an archive without constants. */
    static byte[] emptyTuple() {
        PickleWriter pickle = new PickleWriter();
        pickle.op(')').op('.');
        return pickle.out.toByteArray();
    }

    private void value(ScriptValue value) {
        if (value instanceof ScriptValue.FloatTensor tensor) {
            tensor(tensor);
        } else if (value instanceof ScriptValue.IntList list) {
            integerList(list.values());
        } else if (value instanceof ScriptValue.Real real) {
            op('G').bytes(ByteBuffer.allocate(Double.BYTES).putDouble(real.value()));
        } else if (value instanceof ScriptValue.Flag flag) {
            flag(flag.value());
        }
    }

    /** {@code _rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks)}. */
    private void tensor(ScriptValue.FloatTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2");
        op('(').storage(tensor.values());
        integer(0);
        integers(tensor.shape());
        integers(strides(tensor.shape()));
        flag(tensor.trainable());
        global("collections", "OrderedDict");
        op(')').op('R').op('t').op('R');
    }

    private void storage(float[] values) {
        op('(').text("storage");
        global("torch", "FloatStorage");
        text(Integer.toString(storages.size()));
        text("cpu");
        integer(values.length);
        op('t').op('Q');
        storages.add(values);
    }

    private void integerList(List<Integer> values) {
        global("torch.jit._pickle", "build_intlist");
        op('(').op(']').op('(');
        values.forEach(this::integer);
        op('e').op('t').op('R');
    }

    private void integers(List<Integer> values) {
        op('(');
        values.forEach(this::integer);
        op('t');
    }

    private void flag(boolean value) {
        op(value ? 0x88 : 0x89);
    }

    private void integer(int value) {
        op('J').bytes(littleEndian(value));
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').bytes(littleEndian(utf8.length)).bytes(ByteBuffer.wrap(utf8));
    }

    private void global(String module, String name) {
        op('c').bytes(ByteBuffer.wrap((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private PickleWriter op(int opcode) {
        out.write(opcode);
        return this;
    }

    private PickleWriter bytes(ByteBuffer bytes) {
        out.writeBytes(bytes.array());
        return this;
    }

    private static ByteBuffer littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(Integer.reverseBytes(value));
    }

    private static List<Integer> strides(List<Integer> shape) {
        Integer[] strides = new Integer[shape.size()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }
}
