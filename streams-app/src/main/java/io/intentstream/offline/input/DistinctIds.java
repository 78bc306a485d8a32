package io.intentstream.offline.input;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.FormatReport.DistinctCount;
import java.util.HashSet;
import java.util.Set;

/** Counts different ids up to {@value #MOST}, by 64-bit hashes: some 30 MB at most. */
final class DistinctIds {
    static final int MOST = 500_000;

    private final Set<Long> hashes = new HashSet<>();
    private boolean complete = true;

    void add(String id) {
        long hash = WindowEvent.hash(id);
        if (hashes.size() < MOST) {
            hashes.add(hash);
        } else {
            complete &= hashes.contains(hash);
        }
    }

    DistinctCount count() {
        return new DistinctCount(hashes.size(), complete);
    }
}
