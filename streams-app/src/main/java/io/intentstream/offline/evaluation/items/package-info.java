/**
 * Evaluation of items bundles: users' later events are played through the engine's code, and each list is compared with what
 * the user looked at next, beside baselines from the literature.
 */
@NullMarked
package io.intentstream.offline.evaluation.items;

import org.jspecify.annotations.NullMarked;
