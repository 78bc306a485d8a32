/**
 * The topics that the engine needs, the checks of the cluster and the registry, and the reset of an application.
 */
@NullMarked
package io.intentstream.stream.topics;

import org.jspecify.annotations.NullMarked;
