package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampaignSimulationTest {
    private static final Horizon SESSION = new Horizon.InSession(Histories.GAP);
    private static final Duration RECORDED = Duration.ofDays(3);

    @Test
    void shouldTargetUserOncePerDayAndReportWhetherPurchaseFollowed() {
        // Given
        CampaignSimulation campaign = new CampaignSimulation(new double[] {0.5}, SESSION);

        // When
        campaign.add(Histories.of("buyer", SESSION, RECORDED, "view@0=0.6", "view@5=0.9", "buy@10=0.1"));
        campaign.add(Histories.of("looker", SESSION, RECORDED, "view@0=0.7", "view@1440=0.5", "view@1450=0.4"));
        campaign.add(Histories.of("nobody", SESSION, RECORDED, "view@0=0.4"));

        // Then
        CampaignSimulation.CampaignRow row = campaign.rows().get(0);
        assertThat(campaign.days()).isEqualTo(2);
        assertThat(row.usersPerDay()).isEqualTo(1.5);
        assertThat(row.precision()).isEqualTo(1 / 3.0);
        assertThat(row.caught()).isEqualTo(1.0);
        assertThat(row.medianLeadSeconds()).isEqualTo(600);
    }

    @Test
    void shouldMeasureLateOrderAtItsEventTime() {
        // Given
        CampaignSimulation campaign = new CampaignSimulation(new double[] {0.5}, SESSION);

        // When
        campaign.add(Histories.of(
                "u", SESSION, RECORDED, "view@0=0.6", "view@20=0.1", "view@100=0.9", "checkout@8=0.1", "buy@10=0.1"));

        // Then
        CampaignSimulation.CampaignRow row = campaign.rows().get(0);
        assertThat(campaign.orders()).isEqualTo(1);
        assertThat(row.caught()).isEqualTo(1.0);
        assertThat(row.medianLeadSeconds()).isEqualTo(600);
    }

    @Test
    void shouldCountConsecutivePurchasesOfDifferentOrdersSeparately() {
        // Given
        CampaignSimulation campaign = new CampaignSimulation(new double[] {0.5}, SESSION);

        // When
        campaign.add(Histories.of("u", SESSION, RECORDED, "view@0=0.6", "buyA@1=0.1", "buyB@2=0.1", "buy@3=0.1"));

        // Then
        assertThat(campaign.orders()).isEqualTo(2);
    }

    @Test
    void shouldExcludeStrayDaysFromDailyMean() {
        // Given
        CampaignSimulation campaign = new CampaignSimulation(new double[] {0.5}, SESSION);
        String[] busy = Stream.generate(() -> "view@0=0.6").limit(20).toArray(String[]::new);

        // When
        campaign.add(Histories.of("busy", SESSION, RECORDED, busy));
        campaign.add(Histories.of("wrong clock", SESSION, RECORDED, "view@1440=0.7"));

        // Then
        CampaignSimulation.CampaignRow row = campaign.rows().get(0);
        assertThat(campaign.days()).isEqualTo(1);
        assertThat(campaign.strayDays()).isEqualTo(1);
        assertThat(row.usersPerDay()).isEqualTo(1.0);
        assertThat(row.targeted()).isEqualTo(2);
        assertThat(row.judged()).isEqualTo(2);
    }

    @Test
    void shouldNotCountOrdersWhoseUserReachedThresholdOnlyAtCheckout() {
        // Given
        CampaignSimulation campaign = new CampaignSimulation(new double[] {0.5, 0.8}, SESSION);

        // When
        campaign.add(Histories.of(
                "u", SESSION, RECORDED, "view@0=0.6", "checkout@4=0.9", "buy@6=0.1", "buy@7=0.1", "view@8=0.1"));
        campaign.add(Histories.of("v", SESSION, RECORDED, "buy@0=0.1"));

        // Then
        assertThat(campaign.orders()).isEqualTo(2);
        assertThat(campaign.rows())
                .extracting(CampaignSimulation.CampaignRow::caught)
                .containsExactly(0.5, 0.0);
        assertThat(campaign.rows())
                .extracting(CampaignSimulation.CampaignRow::medianLeadSeconds)
                .containsExactly(360.0, 120.0);
    }
}
