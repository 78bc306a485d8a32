package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ResultEncodingTest {

    @Test
    void shouldEncodeSameBytesAsAvroWriter() throws IOException {
        // Given shoppers who return until carts, purchases, tags and prices all occur
        ShopperSimulator shoppers = new ShopperSimulator(SimulatorSettings.of(20, 3));
        List<ClickEvent> events = Stream.generate(shoppers::next).limit(2_000).toList();

        // When
        List<Outcome.Scored> results = results(events);

        // Then
        assertThat(results).hasSize(events.size());
        for (Outcome.Scored result : results) {
            assertEncodedAsByAvro(result.profile());
            EncodedRecord<PurchaseIntent> intent = result.intent().record();
            assertThat(intent.encoding()).isEqualTo(writtenByAvro(intent.read()));
        }
        assertThat(results.stream().map(result -> result.intent().record().read()))
                .anyMatch(intent -> intent.getDrivers().size() == 3)
                .anyMatch(intent -> intent.getDrivers().get(0).getItemId() == null)
                .anyMatch(intent -> intent.getCategories().size() > 1)
                .anyMatch(intent -> intent.getPreviousProbability() == null)
                .anyMatch(intent -> intent.getChange() != 0);
        assertThat(results.stream().map(result -> result.profile().read()))
                .anyMatch(profile -> profile.getCart().size() > 1)
                .anyMatch(profile -> profile.getLastPurchaseAt() != null)
                .anyMatch(profile -> !profile.getMonetary().isEmpty())
                .anyMatch(profile -> profile.getPriceBand() != null)
                .anyMatch(profile -> profile.getTags().size() > 2)
                .anyMatch(profile -> profile.getChanged().size() > 2);
    }

    @Test
    void shouldKeepTextThatIsNotAscii() throws IOException {
        // Given
        ClickEvent event = Users.event("žofie-😀", "1", EventType.ADD_TO_CART, 0);
        event.setCategoryId("größe");
        event.setBrand("");
        event.setChannel("アプリ");

        // When
        Outcome.Scored result = results(List.of(event)).get(0);
        EncodedRecord<UserProfile> profile = result.profile();
        PurchaseIntent intent = result.intent().record().read();

        // Then
        assertEncodedAsByAvro(profile);
        assertThat(result.intent().record().encoding()).isEqualTo(writtenByAvro(intent));
        assertThat(intent.getUserId()).isEqualTo("žofie-😀");
        assertThat(intent.getCategories().get(0).getCategoryId()).isEqualTo("größe");
        assertThat(profile.read().getUserId()).isEqualTo("žofie-😀");
        assertThat(profile.read().getCart().get(0).getCategoryId()).isEqualTo("größe");
        assertThat(profile.read().getChannels()).containsEntry("アプリ", 1L);
    }

    private static List<Outcome.Scored> results(List<ClickEvent> events) {
        try (Users users = new Users(EngineSettings.defaults(), new JavaLstm(7))) {
            return users.apply(events).stream().map(Outcome.Scored.class::cast).toList();
        }
    }

    /**
     * Checks that no byte is left over and that the length is minimal. The order of map entries may differ after
     * reading.
     */
    private static void assertEncodedAsByAvro(EncodedRecord<UserProfile> profile) throws IOException {
        ByteBuffer written = writtenByAvro(profile.read());
        assertThat(written.remaining()).isEqualTo(profile.encoding().remaining());
        assertThat(new SpecificDatumReader<UserProfile>(UserProfile.SCHEMA$)
                        .read(null, DecoderFactory.get().binaryDecoder(written.array(), null)))
                .isEqualTo(profile.read());
    }

    private static ByteBuffer writtenByAvro(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
