package io.intentstream.stream.processing;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserStates;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.stream.telemetry.EngineTimings;
import io.intentstream.stream.telemetry.EngineTimings.Stage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;

/**
 * Works a batch out to the last byte without touching anything outside: whatever can fail (decoding, the model, the
 * registry, serialisation) fails here, while nothing has been written yet.
 *
 * @param report decides what may enter
 * @param output writes the results
 */
public record BatchPlanner(EventAdmission report, OutputEncoder output) {

    /**
     * Works out one batch.
     *
     * @param records in the order of their partition
     * @param states the users' states before the batch
     * @param ignored tells users whose events are to be withheld as if they had no consent
     * @param timer takes the times
     */
    PlannedBatch stage(
            List<InputRecord> records,
            Engine engine,
            UserStates states,
            Predicate<String> ignored,
            EngineTimings.StageTimer timer) {
        List<Validation> validations = new ArrayList<>(records.size());
        List<InputEvent> inputs = new ArrayList<>(records.size());
        for (InputRecord record : records) {
            Validation validation = report.admit(record);
            validations.add(validation);
            if (validation instanceof Validation.Accepted accepted) {
                if (ignored.test(accepted.event().getUserId())) {
                    accepted.event().setConsent(false);
                }
                inputs.add(new InputEvent(
                        accepted.event(),
                        record.origin().source(),
                        record.origin().offset()));
            }
        }
        timer.end(Stage.DECODE);
        BatchResult result = engine.apply(inputs, states);
        timer.end(Stage.SCORE);
        List<OutgoingRecord> outgoing = outgoing(records, validations, result.outcomes());
        timer.end(Stage.SERIALIZE);
        return new PlannedBatch(validations, result, outgoing);
    }

    /** What is to be sent, in the order of the input. */
    private List<OutgoingRecord> outgoing(
            List<InputRecord> records, List<Validation> validations, List<Outcome> outcomes) {
        List<OutgoingRecord> outgoing = new ArrayList<>(2 * records.size());
        Iterator<Outcome> outcome = outcomes.iterator();
        Header[] headers = output.resultHeaders();
        for (int i = 0; i < records.size(); i++) {
            Validation validation = validations.get(i);
            if (validation instanceof Validation.Rejected rejected) {
                outgoing.add(output.deadLetter(records.get(i), rejected));
            } else if (validation instanceof Validation.Accepted accepted) {
                emit(accepted.event(), outcome.next(), headers, outgoing);
            }
        }
        return outgoing;
    }

    private void emit(ClickEvent event, Outcome outcome, Header[] headers, List<OutgoingRecord> outgoing) {
        if (outcome instanceof Outcome.Scored scored) {
            output.add(event, scored.profile(), scored.intent(), headers, outgoing);
        } else if (outcome instanceof Outcome.Redelivered redelivered) {
            output.add(event, redelivered.profile(), redelivered.intent(), headers, outgoing);
        }
    }
}
