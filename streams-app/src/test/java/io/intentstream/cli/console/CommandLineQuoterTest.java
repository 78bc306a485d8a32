package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineQuoterTest {

    @Test
    void shouldQuoteArgumentsThatAShellWouldInterpret() {
        // When
        String command = CommandLineQuoter.text(List.of("replay", "--input", "my events/o'clock.jsonl", "--out=x-1"));

        // Then
        assertThat(command).isEqualTo("./intentstream replay --input 'my events/o'\\''clock.jsonl' --out=x-1");
    }

    @Test
    void shouldLeaveSecretsOut() {
        // When
        String command = CommandLineQuoter.text(List.of(
                "replay",
                "--set",
                "sasl.jaas.config=org.example.Login required password=\"hush\";",
                "--set=ssl.keystore.password=hush",
                "--set",
                "schema.registry.basic.auth.user.info=me:hush",
                "--set",
                "input.topics=clicks"));

        // Then
        assertThat(command)
                .doesNotContain("hush")
                .isEqualTo("./intentstream replay --set sasl.jaas.config=SECRET --set=ssl.keystore.password=SECRET"
                        + " --set schema.registry.basic.auth.user.info=SECRET --set input.topics=clicks");
    }
}
