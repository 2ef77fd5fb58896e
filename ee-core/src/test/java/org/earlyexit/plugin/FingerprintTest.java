package org.earlyexit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.Objective;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    record Pair(Object first, Object second) {}

    @Test
    void aRecordIsItsClassAndItsComponents() {
        assertThat(Fingerprint.of(new StepPolicy(3, 32, 1, 0)))
                .isEqualTo("org.earlyexit.train.StepPolicy(epochs=3,batchSize=32,accumulation=1,patience=0,copies=1)");
        assertThat(Fingerprint.of(Objective.of(new TaskLoss(), LayerWeighting.DEPTH)))
                .isEqualTo("org.earlyexit.train.Objective(terms=[org.earlyexit.train.Objective$Summand("
                        + "coefficient=0x1.0p0,term=org.earlyexit.train.TaskLoss(),"
                        + "weighting=org.earlyexit.train.LayerWeighting.DEPTH)])");
    }

    @Test
    void theOrderOfAMapOrSetDoesNotMatter() {
        Map<String, Object> one = Map.of("a", 1, "b", true, "c", "x");

        assertThat(Fingerprint.of(one)).isEqualTo("{:\"a\":1,\"b\":true,\"c\":\"x\"}");
        assertThat(Fingerprint.of(Set.of("b", "a"))).isEqualTo("{\"a\",\"b\"}");
    }

    @Test
    void valuesThatDifferHaveTextsThatDiffer() {
        assertThat(List.of(
                                Fingerprint.of(new Pair("a\",\"b", "c")),
                                Fingerprint.of(new Pair("a", "b\",\"c")),
                                Fingerprint.of(new Pair("1", 1)),
                                Fingerprint.of(new Pair(1, "1")),
                                Fingerprint.of(new Pair(1.0, 1)),
                                Fingerprint.of(new Pair(List.of(1), 1)),
                                Fingerprint.of(new Pair(Set.of(1), 1)),
                                Fingerprint.of(new Pair(Optional.empty(), 1)),
                                Fingerprint.of(new Pair(Optional.of(1), 1)),
                                Fingerprint.of(new Pair(0.1, 1)),
                                Fingerprint.of(new Pair(Math.nextUp(0.1), 1)))
                        .stream()
                        .distinct())
                .hasSize(11);
    }

    @Test
    void whatIsNoValueIsRefusedWithItsPlace() {
        Runnable lambda = () -> {};

        assertThatThrownBy(() -> Fingerprint.of(List.of(new Pair(1, lambda))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("value[0].second must be a record, so that what is trained with it");
        assertThat(Fingerprint.of(null)).isEqualTo("null");
    }
}
