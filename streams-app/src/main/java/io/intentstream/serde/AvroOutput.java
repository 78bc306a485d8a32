package io.intentstream.serde;

import java.io.ByteArrayOutputStream;

/** A byte buffer that is kept from record to record, and let go when one large record has blown it up. */
final class AvroOutput extends ByteArrayOutputStream {
    private static final int INITIAL_BYTES = 1024;
    private static final int KEEP_BYTES = 256 * 1024;

    AvroOutput() {
        super(INITIAL_BYTES);
    }

    @Override
    public synchronized void reset() {
        super.reset();
        if (buf.length > KEEP_BYTES) {
            buf = new byte[INITIAL_BYTES];
        }
    }
}
