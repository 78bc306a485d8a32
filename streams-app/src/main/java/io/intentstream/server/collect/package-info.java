/**
 * The collector: takes events over HTTP as Segment's trackers send them, and answers when Kafka has them.
 * {@link io.intentstream.server.collect.CollectorRoutes} speaks HTTP, {@link io.intentstream.server.collect.Collector} decides and
 * writes. It has no state of its own, so that any number of collectors can stand side by side.
 *
 * <p>What a message means is for {@code wire.format} to say. Must not import Kafka Streams or the command line.
 */
@NullMarked
package io.intentstream.server.collect;

import org.jspecify.annotations.NullMarked;
