/**
 * From events to examples: admission, sessions, features, labels, splits and augmentation.
 */
@NullMarked
package io.intentstream.offline.training.data;

import org.jspecify.annotations.NullMarked;
