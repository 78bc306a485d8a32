package io.intentstream.stream.query;

import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.stream.telemetry.AudienceCounts.AudienceSize;
import io.intentstream.stream.telemetry.AudienceCounts.BackfillProgress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sizes of the audiences in some partitions.
 *
 * @param partitions whose users were counted
 * @param sizes one for each audience that has or had members
 * @param backfill how far the present definitions have been applied
 */
public record AudienceSizesPart(Set<Integer> partitions, List<AudienceSize> sizes, BackfillProgress backfill)
        implements Part {

    /** What this instance has counted. */
    public static AudienceSizesPart of(AudienceCounts counts) {
        return new AudienceSizesPart(counts.partitions(), List.copyOf(counts.audiences()), counts.backfill());
    }

    /** Adds up what several instances counted. */
    public static AudienceSizesPart merge(List<AudienceSizesPart> parts) {
        Set<Integer> partitions = new HashSet<>();
        Map<String, AudienceSize> sizes = new LinkedHashMap<>();
        BackfillProgress backfill = BackfillProgress.NONE;
        for (AudienceSizesPart part : parts) {
            partitions.addAll(part.partitions);
            part.sizes.forEach(size -> sizes.merge(size.audience(), size, AudienceSize::plus));
            backfill = backfill.plus(part.backfill);
        }
        return new AudienceSizesPart(partitions, List.copyOf(sizes.values()), backfill);
    }

    /** The size of an audience; zeros when it never had a member. */
    public AudienceSize of(String audience) {
        return sizes.stream()
                .filter(size -> size.audience().equals(audience))
                .findFirst()
                .orElseGet(() -> new AudienceSize(audience, 0, 0, 0));
    }
}
