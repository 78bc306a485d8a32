/** What the JDK's {@code Files} lacks: deleting folders, publishing files as a whole, locking folders. Imports nothing of ours. */
@NullMarked
package io.intentstream.files;

import org.jspecify.annotations.NullMarked;
