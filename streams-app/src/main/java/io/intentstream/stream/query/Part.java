package io.intentstream.stream.query;

import java.util.Set;

/** What one instance knows of something that is spread over all of them. */
public interface Part {
    /** The partitions that it speaks for. */
    Set<Integer> partitions();
}
