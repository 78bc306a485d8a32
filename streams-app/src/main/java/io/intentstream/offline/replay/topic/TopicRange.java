package io.intentstream.offline.replay.topic;

import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.TopicAccessException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of records of topics.
 *
 * @param topics the topics
 * @param partitions numbers of their partitions; empty means all
 * @param from the first record of each partition
 * @param to the record after the last one of each partition
 */
public record TopicRange(List<String> topics, Set<Integer> partitions, Bound from, Bound to) {

    /** All records of a topic. */
    public static TopicRange all(String topic) {
        return new TopicRange(List.of(topic), Set.of(), new Bound.Unbounded(), new Bound.Unbounded());
    }

    /** The range in words; they do not depend on what the topics hold. */
    String describe() {
        return String.join(", ", topics)
                + (partitions.isEmpty() ? "" : " partitions " + partitions)
                + (from instanceof Bound.Unbounded ? "" : " from " + from)
                + (to instanceof Bound.Unbounded ? "" : " to " + to);
    }

    /**
     * A partition's part of the range at present.
     *
     * @param partition the partition
     * @param from offset of the first record
     * @param to offset after the last committed record
     * @param deleted most records of the range that the brokers have already deleted
     * @param skipped most records before the range
     */
    record Span(TopicPartition partition, long from, long to, long deleted, long skipped) {
        long records() {
            return Math.max(0, to - from);
        }
    }

    /**
     * Looks up which offsets the range has now.
     *
     * @throws TopicAccessException when a topic or partition does not exist
     */
    List<Span> lookUp(CommittedReader reader) {
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach(topic -> all.addAll(partitionsOf(topic, reader)));
        Map<TopicPartition, Long> begins = reader.beginnings(all);
        Map<TopicPartition, Long> ends = reader.ends(all);
        Map<TopicPartition, Long> starts = offsets(from, begins, ends, reader);
        Map<TopicPartition, Long> stops = offsets(to, ends, ends, reader);
        Map<TopicPartition, Long> deleted = deleted(begins, starts, reader);
        List<Span> spans = new ArrayList<>();
        for (TopicPartition partition : all) {
            long begin = begins.get(partition);
            long start = starts.get(partition);
            long stop = Math.min(stops.get(partition), ends.get(partition));
            spans.add(new Span(
                    partition, Math.max(begin, start), stop, deleted.get(partition), Math.max(0, start - begin)));
        }
        return spans;
    }

    /**
     * How many deleted records of each partition belong to the range. For a bound in time this is an upper limit: the times
     * of deleted records are unknown, so all may belong to it, unless an older record still exists.
     */
    private Map<TopicPartition, Long> deleted(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> starts, CommittedReader reader) {
        Map<TopicPartition, Long> wanted = starts;
        if (from instanceof Bound.Unbounded) {
            wanted = Map.of();
        } else if (from instanceof Bound.AtTime) {
            wanted = new HashMap<>(starts);
            Map<TopicPartition, Long> firsts = offsets(new Bound.AtTime(Instant.EPOCH), begins, begins, reader);
            wanted.entrySet().removeIf(start -> start.getValue() <= firsts.get(start.getKey()));
        }
        Map<TopicPartition, Long> deleted = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> begin : begins.entrySet()) {
            long first = wanted.getOrDefault(begin.getKey(), 0L);
            deleted.put(begin.getKey(), Math.max(0, begin.getValue() - first));
        }
        return deleted;
    }

    /** The same records as a fixed range, which does not grow with the topics. */
    TopicRange at(List<Span> spans) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        Map<TopicPartition, Long> stops = new HashMap<>();
        for (Span span : spans) {
            starts.put(span.partition(), span.from());
            stops.put(span.partition(), span.to());
        }
        return new TopicRange(topics, partitions, new Bound.AtOffsets(starts), new Bound.AtOffsets(stops));
    }

    private List<TopicPartition> partitionsOf(String topic, CommittedReader reader) {
        List<TopicPartition> all = reader.partitions(topic);
        if (all.isEmpty()) {
            throw new TopicAccessException(
                    "There is no topic " + topic + ": check its name with 'intentstream topics'");
        }
        for (int wanted : partitions) {
            if (!all.contains(new TopicPartition(topic, wanted))) {
                throw new TopicAccessException(
                        "Topic " + topic + " has no partition " + wanted + ": it has " + all.size() + ", from 0 on");
            }
        }
        return all.stream()
                .filter(partition -> partitions.isEmpty() || partitions.contains(partition.partition()))
                .toList();
    }

    /** The offsets of a bound; where no record is as late as a time, the partition's end. */
    private static Map<TopicPartition, Long> offsets(
            Bound bound, Map<TopicPartition, Long> outermost, Map<TopicPartition, Long> ends, CommittedReader reader) {
        if (bound instanceof Bound.AtTime at) {
            return reader.offsetsAt(at.time(), ends);
        }
        if (bound instanceof Bound.AtOffsets each) {
            return each.offsets();
        }
        if (bound instanceof Bound.AtOffset at) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            outermost.keySet().forEach(partition -> offsets.put(partition, at.offset()));
            return offsets;
        }
        return outermost;
    }
}
