package io.intentstream.replay;

import io.intentstream.engine.Outcome;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.serde.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Results as Avro container files, {@code intents/part-N.avro} and {@code profiles/part-N.avro}: one record for each
 * scored event, a user's in order and all in one part, with the very bytes that a topic's values have after their
 * prefix. A part appears once it is complete.
 */
public final class AvroResults implements ResultSink {
    /** The folder of intents in the folder of results. */
    public static final String INTENTS = "intents";
    /** The folder of profiles in the folder of results. */
    public static final String PROFILES = "profiles";

    private static final int ZSTANDARD_LEVEL = 1;
    /** Bytes of a block, before compression. */
    private static final int BLOCK = 256 << 10;

    private final Path folder;

    /** @param folder made if it does not exist */
    public AvroResults(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(INTENTS));
            Files.createDirectories(folder.resolve(PROFILES));
        } catch (IOException e) {
            throw WorkFolder.unusable(folder, e);
        }
    }

    @Override
    public Shard open(int shard) {
        String name = "part-%05d.avro".formatted(shard);
        try {
            return new Parts(
                    new Part<>(folder.resolve(INTENTS).resolve(name), PurchaseIntent.SCHEMA$),
                    new Part<>(folder.resolve(PROFILES).resolve(name), UserProfile.SCHEMA$));
        } catch (IOException e) {
            throw WorkFolder.unusable(folder, e);
        }
    }

    private final class Parts implements Shard {
        private final Part<PurchaseIntent> intents;
        private final Part<UserProfile> profiles;

        Parts(Part<PurchaseIntent> intents, Part<UserProfile> profiles) {
            this.intents = intents;
            this.profiles = profiles;
        }

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            try {
                intents.write(result.intent());
                profiles.write(result.profile());
            } catch (IOException e) {
                throw WorkFolder.unusable(folder, e);
            }
        }

        @Override
        public void finish() {
            try {
                intents.finish();
                profiles.finish();
            } catch (IOException e) {
                throw WorkFolder.unusable(folder, e);
            }
        }

        @Override
        public void close() {
            try {
                intents.close();
                profiles.close();
            } catch (IOException e) {
                throw WorkFolder.unusable(folder, e);
            }
        }
    }

    /** One file on its way. */
    private static final class Part<T extends SpecificRecord> {
        private final Path target;
        private final Path unfinished;
        private final DataFileWriter<T> out;

        Part(Path target, Schema schema) throws IOException {
            this.target = target;
            this.unfinished = target.resolveSibling("." + target.getFileName() + ".new");
            this.out = new DataFileWriter<>(new RecordWriter<T>(schema));
            out.setSyncInterval(BLOCK);
            out.setCodec(CodecFactory.zstandardCodec(ZSTANDARD_LEVEL, true, true));
            out.create(schema, unfinished.toFile());
        }

        void write(T value) throws IOException {
            out.append(value);
        }

        void finish() throws IOException {
            out.close();
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }

        void close() throws IOException {
            if (Files.exists(unfinished)) {
                out.close();
                Files.delete(unfinished);
            }
        }
    }
}
