package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;
import org.junit.jupiter.api.Test;

class SampleFactsTest {

    private static final SampleFacts TWO =
            SampleFacts.NONE.with("hardness", 1, 2).with("age", 3, 4).with("hardness", 5, 6);

    @Test
    void aFactOfTheSameNameTakesTheOthersPlace() {
        assertThat(TWO.names()).containsExactly("age", "hardness");
        assertThat(TWO.values("hardness")).containsExactly(5, 6);
    }

    @Test
    void equalNumbersAreEqualFacts() {
        SampleFacts same = SampleFacts.NONE.with("age", 3, 4).with("hardness", 5, 6);

        assertThat(same).isEqualTo(TWO).hasSameHashCodeAs(TWO).hasToString("SampleFacts[age, hardness]");
        assertThat(same.with("age", 3, 5)).isNotEqualTo(TWO);
        assertThat(SampleFacts.NONE).isNotEqualTo(TWO);
    }

    @Test
    void whoAsksForAnUnknownFactIsToldWhatThereIs() {
        assertThatThrownBy(() -> TWO.values("hardnes"))
                .hasMessage("No fact is called 'hardnes'; known of these samples: [age, hardness]");
    }

    @Test
    void aFactMustBeKnownOfEverySample() {
        List<TokenSequence> one = List.of(new TokenSequence(new int[] {1}, new int[1]));
        LabelledTokens data = new LabelledTokens(one, Labels.classes(0));

        assertThatThrownBy(() -> data.with(TWO)).hasMessage("the fact 'age' must be known of the 1 samples, was of 2");
        assertThat(data.with(SampleFacts.NONE.with("age", 7)).facts().values("age"))
                .containsExactly(7);
    }
}
