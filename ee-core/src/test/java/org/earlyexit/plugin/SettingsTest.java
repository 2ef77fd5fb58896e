package org.earlyexit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.LayerWeighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    record Patience(int patience) {
        Patience {
            if (patience < 1) {
                throw new IllegalArgumentException("patience must be at least 1, was " + patience);
            }
        }
    }

    record Inner(double rate, boolean on) {}

    record Everything(
            int number,
            long large,
            double real,
            boolean flag,
            String text,
            LayerWeighting weighting,
            ComponentId id,
            Inner inner,
            List<Inner> list,
            Map<String, Integer> map,
            Object anything) {}

    record Unreadable(Optional<String> maybe) {}

    record UnreadableCharacter(char letter) {}

    record Faulty(int number) {
        Faulty {
            if (number == 0) {
                throw new ArithmeticException("bug");
            }
        }
    }

    private static final Everything EVERYTHING = new Everything(
            1,
            1L << 40,
            0.5,
            true,
            "text",
            LayerWeighting.ALL_BUT_FINAL,
            new ComponentId("pabee"),
            new Inner(1, false),
            List.of(new Inner(2, true)),
            Map.of("one", 1),
            "x");

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(() -> Settings.read("exitStrategy.with", Map.of("pateince", 3), Patience.class))
                .isInstanceOf(PluginException.class)
                .hasMessage("exitStrategy.with.pateince: unknown setting; known here: patience\n"
                        + "exitStrategy.with.patience: missing");
    }

    @Test
    void theRecordsOwnRefusalIsPrefixedByThePlace() {
        assertThatThrownBy(() -> Settings.read("exitStrategy.with", Map.of("patience", 0), Patience.class))
                .hasMessage("exitStrategy.with: patience must be at least 1, was 0");
    }

    @Test
    void aNullIsAnError() {
        Map<String, Object> values = new HashMap<>();
        values.put("patience", null);

        assertThatThrownBy(() -> Settings.read("with", values, Patience.class))
                .hasMessage("with.patience: must not be null");
    }

    @Test
    void aRecordWithoutComponentsKnowsNoSettings() {
        record Nothing() {}

        assertThat(Settings.read("with", Map.of(), Nothing.class)).isEqualTo(new Nothing());
        assertThatThrownBy(() -> Settings.read("with", Map.of("x", 1), Nothing.class))
                .hasMessage("with.x: unknown setting; known here: none");
    }

    @Test
    void whatIsDescribedIsReadBack() {
        Map<String, Object> described = Settings.describe(EVERYTHING);

        assertThat(described.keySet())
                .containsExactly(
                        "number",
                        "large",
                        "real",
                        "flag",
                        "text",
                        "weighting",
                        "id",
                        "inner",
                        "list",
                        "map",
                        "anything");
        assertThat(described).containsEntry("weighting", "all-but-final").containsEntry("id", "pabee");
        assertThat(Settings.read("with", described, Everything.class)).isEqualTo(EVERYTHING);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "number, must be a whole number",
        "large, must be a whole number",
        "real, must be a number",
        "flag, must be true or false",
        "inner, must be settings by name",
        "list, must be a list",
        "map, must be settings by name",
    })
    void aValueOfAnotherTypeIsNamed(String name, String expected) {
        assertThatThrownBy(() -> Settings.read("with", changed(name, "six"), Everything.class))
                .hasMessage("with.%s: %s, was 'six'", name, expected);
    }

    @Test
    void valuesThatDoNotFitAreNamedWhereTheyStand() {
        assertThatThrownBy(() -> Settings.read("with", changed("text", 6), Everything.class))
                .hasMessage("with.text: must be a text, was 6");
        assertThatThrownBy(() -> Settings.read("with", changed("number", 6.0), Everything.class))
                .hasMessage("with.number: must be a whole number, was 6.0");
        assertThatThrownBy(() -> Settings.read("with", changed("number", 1L << 40), Everything.class))
                .hasMessage("with.number: must be a whole number, was 1099511627776");
        assertThatThrownBy(() -> Settings.read("with", changed("weighting", "DEPTH"), Everything.class))
                .hasMessage("with.weighting: must be one of final, all-but-final, uniform, depth, shallowness, was"
                        + " 'DEPTH'");
        assertThatThrownBy(() -> Settings.read("with", changed("id", "Not An Id"), Everything.class))
                .hasMessageStartingWith("with.id: a component id must be");
        assertThatThrownBy(() -> Settings.read(
                        "with", changed("list", List.of(Map.of("rate", "fast", "on", true))), Everything.class))
                .hasMessage("with.list[0].rate: must be a number, was 'fast'");
        assertThatThrownBy(() -> Settings.read("with", changed("map", Map.of("one", "1")), Everything.class))
                .hasMessage("with.map.one: must be a whole number, was '1'");
    }

    @Test
    void aSettingsRecordThatNoFileCanHoldIsABug() {
        assertThatThrownBy(() -> Settings.read("with", Map.of("maybe", "x"), Unreadable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("with.maybe: settings cannot be of type");
        assertThatThrownBy(() -> Settings.read("with", Map.of("letter", "x"), UnreadableCharacter.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("with.letter: settings cannot be of type char");
        assertThatThrownBy(() -> Settings.read("with", Map.of("number", 0), Faulty.class))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKnobIsTurnedInItsOwnUnits() {
        Knob whole = new Knob("patience", Knob.Range.wholeNumbers(1, 11), CostDirection.RAISING_IS_SLOWER);
        Knob real = new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_FASTER);

        assertThat(Settings.with(Map.of("patience", 6, "tolerance", 0.1), whole, 3.0))
                .isEqualTo(Map.of("patience", 3, "tolerance", 0.1));
        assertThat(Settings.with(Map.of(), real, 0.25)).isEqualTo(Map.of("threshold", 0.25));
        assertThatThrownBy(() -> Settings.with(Map.of(), whole, 2.5))
                .hasMessage("patience must be a whole number, was 2.5");
    }

    @Test
    void aFactorysRefusalIsPrefixedByThePlace() {
        assertThatThrownBy(() -> Settings.strategy(
                        new Never(), "exitStrategy.with", Map.of("patience", 12), new TaskKind.Regression(), 12))
                .isInstanceOf(PluginException.class)
                .hasMessage("exitStrategy.with: patience must be below the 12 layers of the backbone, was 12");
        assertThat(Settings.strategy(new Never(), "with", Map.of("patience", 3), new TaskKind.Regression(), 12))
                .isSameAs(ExitStrategy.NEVER);
    }

    private static Map<String, Object> changed(String name, Object value) {
        Map<String, Object> values = new HashMap<>(Settings.describe(EVERYTHING));
        values.put(name, value);
        return values;
    }

    private static final class Never implements ExitStrategyFactory<Patience> {
        @Override
        public ComponentId id() {
            return new ComponentId("never");
        }

        @Override
        public Class<Patience> configType() {
            return Patience.class;
        }

        @Override
        public ExitStrategy create(Patience config, TaskKind kind, int layerCount) {
            if (config.patience() >= layerCount) {
                throw new IllegalArgumentException("patience must be below the %d layers of the backbone, was %d"
                        .formatted(layerCount, config.patience()));
            }
            return ExitStrategy.NEVER;
        }

        @Override
        public List<Knob> knobs(TaskKind kind, int layerCount) {
            return List.of();
        }
    }
}
