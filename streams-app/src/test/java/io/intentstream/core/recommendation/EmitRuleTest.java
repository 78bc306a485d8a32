package io.intentstream.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendationTrigger;
import org.junit.jupiter.api.Test;

class EmitRuleTest {
    @Test
    void shouldAskForAListAtTheMomentsOfTheRule() {
        assertThat(EmitRule.SESSION.trigger(EventType.VIEW_ITEM, 1)).isEqualTo(RecommendationTrigger.SESSION_START);
        assertThat(EmitRule.SESSION.trigger(EventType.VIEW_ITEM, 4)).isNull();
        assertThat(EmitRule.SESSION.trigger(EventType.PURCHASE, 4)).isEqualTo(RecommendationTrigger.PURCHASE);
        assertThat(EmitRule.OFTEN.trigger(EventType.VIEW_ITEM, 3)).isNull();
        assertThat(EmitRule.OFTEN.trigger(EventType.VIEW_ITEM, 4)).isEqualTo(RecommendationTrigger.FURTHER_EVENTS);
        assertThat(EmitRule.EVENT.trigger(EventType.VIEW_ITEM, 3)).isEqualTo(RecommendationTrigger.FURTHER_EVENTS);
    }

    @Test
    void shouldTakeAViewOfAnEarlierSessionForNoMomentOfThisOne() {
        assertThat(EmitRule.SESSION.trigger(EventType.VIEW_ITEM, 0)).isNull();
        assertThat(EmitRule.OFTEN.trigger(EventType.VIEW_ITEM, 0)).isNull();
        assertThat(EmitRule.OFTEN.trigger(EventType.ADD_TO_CART, 0)).isEqualTo(RecommendationTrigger.ADD_TO_CART);
        assertThat(EmitRule.EVENT.trigger(EventType.VIEW_ITEM, 0)).isEqualTo(RecommendationTrigger.FURTHER_EVENTS);
    }
}
