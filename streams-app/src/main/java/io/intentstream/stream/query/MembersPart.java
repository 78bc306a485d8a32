package io.intentstream.stream.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Members of an audience among the users of some partitions, in the order of {@link Utf8Order}.
 *
 * @param partitions that were looked at
 * @param members those found, after the place where the search began
 * @param next everyone up to this user, inclusive, was looked at, and the search goes on after it; null when all were
 */
public record MembersPart(
        Set<Integer> partitions,
        List<Member> members,
        @Nullable String next) implements Part {

    /**
     * A member.
     *
     * @param userId the user
     * @param since when the user entered, epoch milliseconds of event time
     */
    public record Member(String userId, long since) {}

    /**
     * Joins what several instances found. Each looked at its users up to a place of its own, so only what lies before the
     * earliest of these places is final: members beyond it are left for the next request, which finds them again.
     *
     * @param parts at least one, all searched from the same place on
     * @param limit most members
     */
    public static MembersPart merge(List<MembersPart> parts, int limit) {
        @Nullable
        String frontier = parts.stream()
                .map(MembersPart::next)
                .flatMap(Stream::ofNullable)
                .min(Utf8Order.BY_CODE_POINT)
                .orElse(null);
        Set<Integer> partitions = new HashSet<>();
        List<Member> found = new ArrayList<>();
        for (MembersPart part : parts) {
            partitions.addAll(part.partitions);
            found.addAll(part.members);
        }
        List<Member> members = distinct(found, frontier);
        if (members.size() > limit) {
            List<Member> first = List.copyOf(members.subList(0, limit));
            return new MembersPart(partitions, first, first.get(limit - 1).userId());
        }
        return new MembersPart(partitions, members, frontier);
    }

    /** A user whose events are in two partitions is one member. */
    private static List<Member> distinct(List<Member> found, @Nullable String frontier) {
        List<Member> members = new ArrayList<>();
        found.stream()
                .filter(member -> frontier == null || Utf8Order.BY_CODE_POINT.compare(member.userId(), frontier) <= 0)
                .sorted(Comparator.comparing(Member::userId, Utf8Order.BY_CODE_POINT)
                        .thenComparingLong(Member::since))
                .forEach(member -> {
                    if (members.isEmpty()
                            || !members.get(members.size() - 1).userId().equals(member.userId())) {
                        members.add(member);
                    }
                });
        return members;
    }
}
