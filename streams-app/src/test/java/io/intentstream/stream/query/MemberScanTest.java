package io.intentstream.stream.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.stream.query.MembersPart.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of members, page by page, from users spread over the stores of several instances. */
class MemberScanTest {
    private static final byte[] OUTSIDE = {0};
    /** Characters around the places where Java's order of texts and that of their bytes differ. */
    private static final String[] LETTERS = {"a", "b", "é", "\u0800", "\uffee", "\ud83d\uded2", "\ud800\udc00", "z"};

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldListEveryMemberOnceInOrderHoweverUsersAreSpread(int seed) {
        // Given
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(6);
        int instances = 1 + random.nextInt(3);
        double share = random.nextDouble();
        List<TreeMap<byte[], byte[]>> stores = stores(partitions);
        Map<String, Long> expected = new TreeMap<>(Utf8Order.BY_CODE_POINT);
        for (int i = random.nextInt(200); i > 0; i--) {
            String user = user(random);
            boolean member = random.nextDouble() < share;
            if (expected.containsKey(user)) {
                continue;
            }
            stores.get(random.nextInt(partitions)).put(user.getBytes(UTF_8), member ? head(i) : OUTSIDE);
            if (member) {
                expected.put(user, (long) i);
            }
        }

        // When
        List<Member> listed = new ArrayList<>();
        String after = "";
        int requests = 0;
        while (after != null) {
            int limit = 1 + random.nextInt(20);
            int budget = 1 + random.nextInt(30);
            List<MembersPart> parts = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                parts.add(search(stores, instance, instances, after, limit, budget));
            }
            MembersPart page = MembersPart.merge(parts, limit);
            assertThat(page.members().size()).isLessThanOrEqualTo(limit);
            assertThat(page.partitions()).hasSize(partitions);
            listed.addAll(page.members());
            after = page.next();
            assertThat(++requests).isLessThan(1000);
        }

        // Then
        assertThat(listed)
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .map(entry -> new Member(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Test
    void shouldGoOnAfterAsManyUsersAsOneRequestMayLookAt() {
        // Given
        List<TreeMap<byte[], byte[]>> stores = stores(1);
        List.of("a", "b", "c").forEach(user -> stores.get(0).put(user.getBytes(UTF_8), OUTSIDE));
        stores.get(0).put("d".getBytes(UTF_8), head(7));

        // When
        MembersPart first = search(stores, 0, 1, "", 10, 2);
        MembersPart second = search(stores, 0, 1, first.next(), 10, 2);

        // Then
        assertThat(first).isEqualTo(new MembersPart(Set.of(0), List.of(), "b"));
        assertThat(second).isEqualTo(new MembersPart(Set.of(0), List.of(new Member("d", 7)), null));
    }

    @Test
    void shouldNotEndBetweenTheTwoStatesOfAUserWhoseEventsAreInTwoPartitions() {
        // Given
        List<TreeMap<byte[], byte[]>> stores = stores(2);
        stores.get(0).put("a".getBytes(UTF_8), OUTSIDE);
        stores.get(1).put("a".getBytes(UTF_8), head(5));
        stores.get(1).put("b".getBytes(UTF_8), head(6));

        // When
        MembersPart first = search(stores, 0, 1, "", 10, 1);

        // Then
        assertThat(first.members()).containsExactly(new Member("a", 5));
        assertThat(first.next()).isEqualTo("a");
    }

    @Test
    void shouldListAUserWhoIsAMemberOnTwoInstancesOnce() {
        // Given
        MembersPart one = new MembersPart(Set.of(0), List.of(new Member("a", 9)), null);
        MembersPart other = new MembersPart(Set.of(1), List.of(new Member("a", 5)), null);

        // When
        MembersPart page = MembersPart.merge(List.of(one, other), 10);

        // Then
        assertThat(page).isEqualTo(new MembersPart(Set.of(0, 1), List.of(new Member("a", 5)), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldSayNothingOfNobody(int instances) {
        // Given
        List<TreeMap<byte[], byte[]>> stores = stores(instances);

        // When
        List<MembersPart> parts = IntStream.range(0, instances)
                .mapToObj(instance -> search(stores, instance, instances, "", 10, 10))
                .toList();

        // Then
        assertThat(MembersPart.merge(parts, 10).members()).isEmpty();
        assertThat(MembersPart.merge(parts, 10).next()).isNull();
    }

    @Test
    void shouldOrderTextsAsTheirBytes() {
        // Given
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            String a = user(random);
            String b = user(random);

            // When
            int order = Utf8Order.BY_CODE_POINT.compare(a, b);

            // Then
            assertThat(Integer.signum(order))
                    .as(a + " " + b)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
        }
    }

    private static List<TreeMap<byte[], byte[]>> stores(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(i -> new TreeMap<byte[], byte[]>(Arrays::compareUnsigned))
                .toList();
    }

    private static MembersPart search(
            List<TreeMap<byte[], byte[]>> stores, int instance, int instances, String after, int limit, int budget) {
        Map<Integer, Iterator<MemberScan.Head>> heads = new HashMap<>();
        for (int partition = instance; partition < stores.size(); partition += instances) {
            heads.put(
                    partition,
                    stores.get(partition).tailMap(after.getBytes(UTF_8), false).entrySet().stream()
                            .map(entry -> new MemberScan.Head(new String(entry.getKey(), UTF_8), entry.getValue()))
                            .iterator());
        }
        return MemberScan.search(
                heads, head -> head.length == 1 ? MemberScan.NO_MEMBER : head[1] & 0xff, limit, budget);
    }

    private static byte[] head(int since) {
        return new byte[] {1, (byte) since};
    }

    private static String user(Random random) {
        StringBuilder id = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            id.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return id.toString();
    }
}
