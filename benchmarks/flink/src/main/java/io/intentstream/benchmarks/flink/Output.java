package io.intentstream.benchmarks.flink;

/** An output record; a POJO, so that Flink needs no Kryo to pass it on. */
public final class Output {
    public byte[] key;
    public byte[] value;
    public long timestamp;

    /** For Flink. */
    public Output() {}

    Output(byte[] key, byte[] value, long timestamp) {
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
    }
}
