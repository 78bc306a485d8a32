/**
 * What to show a user next, and what goes with a product: computed from the user's state of that moment and an items bundle,
 * without a clock. The bundle is trained offline; nothing here learns.
 */
@NullMarked
package io.intentstream.core.recommendation;

import org.jspecify.annotations.NullMarked;
