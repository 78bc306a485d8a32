package io.intentstream.benchmarks.flink;

/** An input record; a POJO, so that Flink needs no Kryo to pass it on. */
public final class Input {
    public String userId;
    public byte[] value;

    /** For Flink. */
    public Input() {}

    Input(String userId, byte[] value) {
        this.userId = userId;
        this.value = value;
    }

    String userId() {
        return userId;
    }
}
