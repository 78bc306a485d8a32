package io.intentstream.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsBundleTest {
    private static final long ENOUGH = 1 << 20;

    @TempDir
    private Path folder;

    private Path bundle;

    @BeforeEach
    void write() {
        bundle = TestItems.write(folder.resolve("items"), 100, 5, 1);
    }

    @Test
    void shouldServeABundleThatIsInOrder() {
        assertThat(ItemsBundle.serving(bundle, ENOUGH).tables().items()).isEqualTo(100);
        assertThat(ItemsBundle.associations(bundle)).isEmpty();
    }

    @Test
    void shouldRefuseTablesOfFewUsersAlsoWhenTheManifestSaysOtherwise() throws IOException {
        // Given
        Path single = TestItems.writeOfSingleUsers(folder.resolve("single"));
        Path edited = TestItems.writeOfFewUsers(folder.resolve("edited"));

        // When / Then
        refused(single, ENOUGH, "has minUsers = 1", "Train it with --min-users 3");
        refused(edited, ENOUGH, "items.bin", "of 2 users", "Train it with --min-users 3");
    }

    @Test
    void shouldRefuseWhatDoesNotFitBeforeItIsRead() {
        refused(bundle, 1_000, "items.bin", "for 100 products", "items.max.bytes allows 1,000", "--neighbours");
    }

    @Test
    void shouldRefuseWeightsThatRankNothing() throws IOException {
        // When
        edit("\"alsoViewed\" : 0.3", "\"alsoViewed\" : -1.0");

        // Then
        refused(bundle, ENOUGH, "manifest.json", "weights", "each a number of 0 or more");
    }

    @Test
    void shouldRefuseDamagedFilesAndOtherKinds() throws IOException {
        // Given
        Path other = TestItems.write(folder.resolve("other"), 100, 5, 2);

        // When
        Files.copy(
                other.resolve(ItemsBundle.TABLES),
                bundle.resolve(ItemsBundle.TABLES),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(other.resolve(ItemsBundle.ASSOCIATIONS), "{}\n");

        // Then
        refused(bundle, ENOUGH, "items.bin", "SHA-256", "copy the whole bundle again");
        assertThatThrownBy(() -> ItemsBundle.associations(other))
                .isInstanceOf(ItemsBundleException.class)
                .hasMessageContaining("associations.jsonl");
        edit("\"kind\" : \"items\"", "\"kind\" : \"intent\"");
        refused(bundle, ENOUGH, "of kind intent", "train-items");
        refused(folder.resolve("nowhere"), ENOUGH, "does not exist", "Point to the folder of one version");
    }

    private void edit(String from, String to) throws IOException {
        Path manifest = bundle.resolve(ItemsBundle.MANIFEST);
        String text = Files.readString(manifest);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to));
    }

    private static void refused(Path folder, long maxBytes, String... words) {
        assertThatThrownBy(() -> ItemsBundle.serving(folder, maxBytes))
                .isInstanceOf(ItemsBundleException.class)
                .message()
                .contains(words);
    }
}
