package io.intentstream.core.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceSetReaderTest {

    @Test
    void shouldReadAudiences() {
        // Given
        String text = """
                audiences:
                  - name: about-to-buy
                    description: Wants to buy now and has not yet.
                    when: intent.band == "HIGH" && count("PURCHASE", duration("24h")) == 0
                    until: intent.probability < 0.08 || !session.active
                    reenter-after: 24h
                  - name: buyers
                    when: orders > 0
                """;

        // When
        AudienceSet set = AudienceSetReader.read("a.yaml", text);

        // Then
        assertThat(set.audiences()).extracting(Audience::name).containsExactly("about-to-buy", "buyers");
        Audience first = set.audiences().get(0);
        assertThat(first.description()).isEqualTo("Wants to buy now and has not yet.");
        assertThat(first.when().text())
                .isEqualTo("intent.band == \"HIGH\" && count(\"PURCHASE\", duration(\"24h\")) == 0");
        assertThat(first.until().text()).isEqualTo("intent.probability < 0.08 || !session.active");
        assertThat(first.reenterAfterMillis()).isEqualTo(86_400_000);
        assertThat(set.audiences().get(1).until()).isNull();
        assertThat(set.audiences().get(1).reenterAfterMillis()).isZero();
        assertThat(set.evaluationOrder()).containsExactly(0, 1);
    }

    @Test
    void shouldEvaluateAudiencesAfterThoseThatTheyAskFor() {
        // Given
        String text = file(
                "a",
                "audience(\"c\") && audience(\"b\")",
                "b",
                "orders > 1",
                "c",
                "!audience(\"d\")",
                "d",
                "true",
                "e",
                "true");

        // When
        AudienceSet set = AudienceSetReader.read("a.yaml", text);

        // Then
        assertThat(set.evaluationOrder()).containsExactly(1, 3, 2, 0, 4);
    }

    @Test
    void shouldReadAFileWithoutAudiences() {
        // Given
        String text = "audiences: []";

        // When
        AudienceSet set = AudienceSetReader.read("a.yaml", text);

        // Then
        assertThat(set.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audiences:\n- {when: orders>1, name: x, reenter-after: 1440m, until: 'orders<1'}",
                "# about\naudiences:\n  - name: x\n    description: other\n    when: >\n      orders\n      > 1 // more\n    until: \"orders < 1\"\n    reenter-after: 1d\n",
                "audiences:\n  - name: y\n    when: orders > 1\n    until: orders < 1\n    reenter-after: 24h"
            })
    void shouldHaveADefinitionThatLayoutDoesNotChange(String text) {
        // When
        String definition =
                AudienceSetReader.read("a.yaml", text).audiences().get(0).definition();

        // Then
        assertThat(definition).isEqualTo("ae75473e");
    }

    @Test
    void shouldHaveAnotherDefinitionForOtherRules() {
        // Given
        String text = file("a", "orders > 1", "b", "orders > 2", "c", "orders >= 2");

        // When
        AudienceSet set = AudienceSetReader.read("a.yaml", text);

        // Then
        assertThat(set.audiences()).extracting(Audience::definition).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "audience: [] ¦ line 1, column 1: audience is no key of a file of audiences; did you mean audiences?",
                "audiences: 5 ¦ line 1, column 12: audiences must be a list, each beginning with - name:",
                "audiences: {a: 1} ¦ line 1, column 12: audiences must be a list, each beginning with - name:",
                "- a ¦ line 1, column 1: a file of audiences must consist of lines such as name: value",
                "audiences:\\n- 5 ¦ line 2, column 3: an audience must consist of lines such as name: value",
                "audiences:\\n- name: a ¦ line 2, column 3: the audience has no when",
                "audiences:\\n- when: orders > 1 ¦ line 2, column 3: the audience has no name",
                "audiences:\\n- name: a\\n  when: ¦ line 3, column 8: a value is missing",
                "audiences:\\n- name: a\\n  when: [orders > 1] ¦ line 3, column 9: expected a text, not a list or a mapping",
                "audiences:\\n- name: a\\n  wen: orders > 1\\n  when: true ¦ line 3, column 3: wen is no field of an audience; did you mean when?",
                "audiences:\\n- name: a\\n  when: true\\n  holdout: 10% ¦ line 4, column 3: holdout is no field of an audience; allowed: name, description, when, until, reenter-after",
                "audiences:\\n- name: a\\n  when: true\\n  when: false ¦ line 4, column 3: when is given twice",
                "audiences:\\n- name: Big Buyers\\n  when: true ¦ line 2, column 9: Big Buyers is no name of an audience: letters A to Z and a to z, digits and hyphens, at most 64, no hyphen first",
                "audiences:\\n- name: käufer\\n  when: true ¦ line 2, column 9: käufer is no name of an audience: letters A to Z and a to z, digits and hyphens, at most 64, no hyphen first",
                "audiences:\\n- name: a\\n  when: true\\n- name: a\\n  when: true ¦ line 4, column 9: the audience a is given twice",
                "audiences:\\n- name: loyal\\n  when: orders > 5 ¦ line 2, column 9: loyal is the name of a tag: either say when: tag(\"loyal\") and nothing else, or choose another name",
                "audiences:\\n- name: a\\n  when: true\\n  reenter-after: 24 ¦ line 4, column 18: 24 is no duration such as 30m, 24h, 7d or 1h30m",
                "audiences:\\n- name: a\\n  when: true\\n  reenter-after: -1h ¦ line 4, column 18: reenter-after is longer than nothing, such as 24h",
                "audiences:\\n- name: a\\n  when: audience(\"b\") ¦ line 3, column 18: \"b\" is no audience of this file; did you mean a?",
                "audiences:\\n- name: a\\n  when: audience(\"a\") ¦ line 2, column 3: audiences ask for each other in a circle: a → a",
                "audiences:\\n- name: a\\n  when: tag(\"loyall\") ¦ line 3, column 13: \"loyall\" is no tag; did you mean loyal?",
                "audiences:\\n\\t- name: a ¦ line 2, column 1: a tab stands here; YAML is indented with spaces",
                "audiences: [ ¦ line 1, column 13: not YAML: expected the node content, but found '<stream end>'",
                "audiences: *a ¦ line 1, column 12: not YAML: found undefined alias a",
                "`` ¦ line 1, column 1: the file is empty; it begins with audiences:",
                "# nothing ¦ line 1, column 1: the file is empty; it begins with audiences:"
            })
    void shouldSayWhatIsWrongAndWhere(String text, String message) {
        // Given
        String file = text.replace("\\n", "\n").replace("\\t", "\t");

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", file));

        // Then
        assertThat(e.problems()).containsExactly("a.yaml, " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "orders > nope ¦ 3, column 18",
                "'orders > nope' ¦ 3, column 19",
                "\"orders > nope\" ¦ 3, column 19",
                "'favouriteBrand == ''a'' && nope' ¦ 3, column 37",
                "\"favouriteBrand == \\\"\\u00e4\\\" && nope\" ¦ 3, column 42",
                "\"orders > 1\\n && nope\" ¦ 3, column 26",
                "orders > 1⏎    && nope > 1 ¦ 4, column 8",
                "|⏎    orders > 1⏎⏎      && nope > 1 ¦ 6, column 10",
                "> # folded⏎    orders > 1⏎⏎    && nope > 1 ¦ 6, column 8",
                ">-⏎    orders >⏎    // why⏎ ¦ 5, column 11",
                "favouriteBrand == '🎉' && nope ¦ 3, column 34",
                "\"orders > 1⏎    && nope > 1\" ¦ 4, column 8"
            })
    void shouldPointIntoConditionsAsTheyStandInTheFile(String when, String place) {
        // Given
        String text = "audiences:\n- name: a\n  when: " + when.replace("⏎", "\n");

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", text));

        // Then
        assertThat(e.problems()).hasSize(1).first().asString().startsWith("a.yaml, line " + place + ": ");
    }

    @Test
    void shouldReportSeveralProblemsTogether() {
        // Given
        String text = "audiences:\n- name: A b\n  when: orders > x && y\n  until: 5\n- when: true\n  nme: b\n";

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", text));

        // Then
        assertThat(e.problems()).hasSize(6);
    }

    @Test
    void shouldFindCirclesOfSeveralAudiences() {
        // Given
        String text =
                file("a", "audience(\"b\")", "b", "orders > 1 || audience(\"c\")", "c", "audience(\"a\")", "d", "true");

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", text));

        // Then
        assertThat(e.problems())
                .containsExactly("a.yaml, line 2, column 3: audiences ask for each other in a circle: a → b → c → a");
    }

    @Test
    void shouldTakeATagAsAnAudienceOfItsName() {
        // Given
        String text = file("window-shopper", "tag('window-shopper')");

        // When
        AudienceSet set = AudienceSetReader.read("a.yaml", text);

        // Then
        assertThat(set.byName("window-shopper")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "101, 1"})
    void shouldLimitTheNumberOfAudiences(int number, int problems) {
        // Given
        String[] audiences = IntStream.range(0, number)
                .mapToObj(i -> List.of("a" + i, "orders > " + i))
                .flatMap(List::stream)
                .toArray(String[]::new);

        // When
        InvalidAudiencesException e = catchThrowableOfType(
                InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", file(audiences)));

        // Then
        assertThat(e == null ? 0 : e.problems().size()).isEqualTo(problems);
    }

    @Test
    void shouldNotExpandAliases() {
        // Given
        String bomb = IntStream.range(1, 30)
                .mapToObj(i -> "- &l" + i + " [" + ("*l" + (i - 1) + ", ").repeat(9) + "x]")
                .collect(Collectors.joining("\n", "audiences:\n- &l0 [x]\n", "\n"));

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", bomb));

        // Then
        assertThat(e.problems()).hasSizeLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audiences: &a [*a]",
                "audiences:\n- &a\n  name: *a\n  when: true",
                "? [a]\n: b",
                "a: b: c",
                "--- a\n--- b",
                "audiences:\n- !!java.net.URL [x]",
                "audiences:\n- name: \"\\0\"\n  when: true",
                "\u0001",
                "%YAML 9.0\n---\na"
            })
    void shouldRefuseOddFiles(String text) {
        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", text));

        // Then
        assertThat(e.problems()).isNotEmpty();
    }

    @Test
    void shouldRefuseDeepNesting() {
        // Given
        String text = "audiences: " + "[".repeat(10_000);

        // When
        InvalidAudiencesException e =
                catchThrowableOfType(InvalidAudiencesException.class, () -> AudienceSetReader.read("a.yaml", text));

        // Then
        assertThat(e.problems()).hasSize(1);
    }

    /** A file of audiences from names and conditions in turn. */
    private static String file(String... namesAndConditions) {
        StringBuilder text = new StringBuilder("audiences:\n");
        for (int i = 0; i < namesAndConditions.length; i += 2) {
            text.append("- name: ").append(namesAndConditions[i]).append('\n');
            text.append("  when: >\n    ").append(namesAndConditions[i + 1]).append('\n');
        }
        return text.toString();
    }
}
