package io.intentstream.benchmarks.harness;

/** The comparison can't continue, or its result is void; the message says why. */
final class BenchmarkFailed extends RuntimeException {
    BenchmarkFailed(String message) {
        super(message);
    }

    BenchmarkFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
