package io.intentstream.offline.replay.topic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records of topics are meant.
 *
 * @param topics the topics
 * @param partitions numbers of their partitions; empty means all
 * @param from the first record
 * @param to the record behind the last
 */
public record TopicRange(List<String> topics, Set<Integer> partitions, Bound from, Bound to) {

    /** All records of a topic. */
    public static TopicRange all(String topic) {
        return new TopicRange(List.of(topic), Set.of(), new Bound.Unbounded(), new Bound.Unbounded());
    }

    /** The range in words, the same whenever it is looked up. */
    String describe() {
        return String.join(", ", topics)
                + (partitions.isEmpty() ? "" : " partitions " + partitions)
                + (from instanceof Bound.Unbounded ? "" : " from " + from)
                + (to instanceof Bound.Unbounded ? "" : " to " + to);
    }

    /**
     * A partition's part of the range, as it stands now.
     *
     * @param partition the partition
     * @param from offset of the first record
     * @param to offset behind the last committed record
     * @param deleted records of the range that the brokers have deleted already, at most
     * @param skipped records before the range, at most
     */
    record Span(TopicPartition partition, long from, long to, long deleted, long skipped) {
        long records() {
            return Math.max(0, to - from);
        }
    }

    /**
     * Looks the range up.
     *
     * @throws TopicReadException when a topic or partition does not exist
     */
    List<Span> lookUp(Consumer<?, ?> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach(topic -> all.addAll(partitionsOf(topic, consumer)));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, Long> starts = offsets(from, begins, ends, consumer);
        Map<TopicPartition, Long> stops = offsets(to, ends, ends, consumer);
        Map<TopicPartition, Long> deleted = deleted(begins, starts, consumer);
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
     * How many records between the range's first and the partition's first are gone. Of a time nobody knows where among
     * those it was, so all may be of the range, unless there still are earlier ones.
     */
    private Map<TopicPartition, Long> deleted(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> starts, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> wanted = starts;
        if (from instanceof Bound.Unbounded) {
            wanted = Map.of();
        } else if (from instanceof Bound.AtTime) {
            wanted = new HashMap<>(starts);
            Map<TopicPartition, Long> firsts = offsets(new Bound.AtTime(Instant.EPOCH), begins, begins, consumer);
            wanted.entrySet().removeIf(start -> start.getValue() <= firsts.get(start.getKey()));
        }
        Map<TopicPartition, Long> deleted = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> begin : begins.entrySet()) {
            long first = wanted.getOrDefault(begin.getKey(), 0L);
            deleted.put(begin.getKey(), Math.max(0, begin.getValue() - first));
        }
        return deleted;
    }

    /** The same records, whatever comes later. */
    TopicRange at(List<Span> spans) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        Map<TopicPartition, Long> stops = new HashMap<>();
        for (Span span : spans) {
            starts.put(span.partition(), span.from());
            stops.put(span.partition(), span.to());
        }
        return new TopicRange(topics, partitions, new Bound.AtOffsets(starts), new Bound.AtOffsets(stops));
    }

    private List<TopicPartition> partitionsOf(String topic, Consumer<?, ?> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new TopicReadException("There is no topic " + topic + ": check its name with 'intentstream topics'");
        }
        List<Integer> numbers =
                infos.stream().map(PartitionInfo::partition).sorted().toList();
        for (int wanted : partitions) {
            if (!numbers.contains(wanted)) {
                throw new TopicReadException("Topic " + topic + " has no partition " + wanted + ": it has "
                        + numbers.size() + ", from 0 on");
            }
        }
        return numbers.stream()
                .filter(number -> partitions.isEmpty() || partitions.contains(number))
                .map(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** The offsets of a bound; where nothing is as late as a time, the partition's end. */
    private static Map<TopicPartition, Long> offsets(
            Bound bound, Map<TopicPartition, Long> outermost, Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        if (bound instanceof Bound.Unbounded) {
            return outermost;
        }
        if (bound instanceof Bound.AtOffsets each) {
            return each.offsets();
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (bound instanceof Bound.AtOffset at) {
            outermost.keySet().forEach(partition -> offsets.put(partition, at.offset()));
            return offsets;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        outermost
                .keySet()
                .forEach(partition ->
                        times.put(partition, ((Bound.AtTime) bound).time().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            offsets.put(partition, at == null ? end : at.offset());
        });
        return offsets;
    }
}
