package io.intentstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.EngineSettings;
import io.intentstream.input.simulator.ShopperSimulator;
import io.intentstream.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class ProfileEncodingTest {

    @Test
    void shouldBeEncodedAsByAvrosOwnWriter() throws IOException {
        // Given shoppers who come again and again, until carts, purchases, tags and prices are all there
        ShopperSimulator shoppers = new ShopperSimulator(SimulatorSettings.of(20, 3));
        List<ClickEvent> events = Stream.generate(shoppers::next).limit(2_000).toList();

        // When
        List<EncodedProfile> profiles = profiles(events);

        // Then
        assertThat(profiles).hasSize(events.size());
        for (EncodedProfile profile : profiles) {
            assertEncodedAsByAvro(profile);
        }
        assertThat(profiles.stream().map(EncodedProfile::read))
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
        EncodedProfile profile = profiles(List.of(event)).get(0);

        // Then
        assertEncodedAsByAvro(profile);
        assertThat(profile.read().getUserId()).isEqualTo("žofie-😀");
        assertThat(profile.read().getCart().get(0).getCategoryId()).isEqualTo("größe");
        assertThat(profile.read().getChannels()).containsEntry("アプリ", 1L);
    }

    private static List<EncodedProfile> profiles(List<ClickEvent> events) {
        try (Users users = new Users(EngineSettings.defaults(), new JavaLstm(7))) {
            return users.apply(events).stream()
                    .map(outcome -> ((Outcome.Scored) outcome).profile())
                    .toList();
        }
    }

    /** Nothing is left over and nothing is longer than need be; maps that were read come in another order. */
    private static void assertEncodedAsByAvro(EncodedProfile profile) throws IOException {
        byte[] written = writtenByAvro(profile.read());
        assertThat(written).hasSameSizeAs(profile.bytes());
        assertThat(new EncodedProfile(written).read()).isEqualTo(profile.read());
    }

    private static byte[] writtenByAvro(UserProfile profile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(UserProfile.class).write(profile, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
