/**
 * The topics that the engine needs, whether the cluster and the registry offer them, and an application's reset.
 */
@NullMarked
package io.intentstream.stream.topics;

import org.jspecify.annotations.NullMarked;
