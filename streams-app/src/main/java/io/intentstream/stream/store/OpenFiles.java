package io.intentstream.stream.store;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Compares how many files the process may open with how many the state of all partitions may need. */
public final class OpenFiles {
    /** RocksDB keeps the files of a partition's three stores open: about 27 at first, and more as they fill. */
    private static final int OF_PARTITION = 40;
    /** The program's libraries, and connections to brokers, registry and HTTP clients. */
    private static final int OF_PROCESS = 500;

    private OpenFiles() {}

    /**
     * What to tell the operator of a process that may open too few.
     *
     * @param partitions all that users are spread over, since other instances may end
     */
    public static Optional<String> shortage(int partitions) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? shortage(partitions, system.getMaxFileDescriptorCount())
                : Optional.empty();
    }

    static Optional<String> shortage(int partitions, long allowed) {
        long needed = OF_PROCESS + (long) OF_PARTITION * partitions;
        return allowed >= needed
                ? Optional.empty()
                : Optional.of(
                        "this process may open %d files, and the state of %d partitions may need %d: raise the limit, with ulimit -n or LimitNOFILE"
                                .formatted(allowed, partitions, needed));
    }
}
