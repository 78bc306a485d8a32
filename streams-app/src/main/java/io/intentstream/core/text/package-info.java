/** Texts for people that several rings need. Uses nothing of the project. */
@NullMarked
package io.intentstream.core.text;

import org.jspecify.annotations.NullMarked;
