package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our classes keep every rule, and each rule is shown to catch an offender that was planted for it. */
class ArchitectureTest {

    private static final String OURS = "org.earlyexit";
    private static final String PLANTED = "planted";

    /** Rules that several packages keep, each its own; the offender is planted in one. */
    private static final Set<String> WITHOUT_OFFENDER = Set.of(
            "consistentee knows neither bench, report nor other methods",
            "smartbert knows neither bench, report nor other methods");

    private static final int FEWEST_CLASSES = 200;

    private static final JavaClasses OUR_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(ArchitectureTest::isProduct)
            .importPackages(OURS);

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    /** The testkit works for tests, and has hostile plugins; generated code has its own style. */
    private static boolean isProduct(Location location) {
        return !location.contains("/testkit/") && !location.contains("Generated");
    }

    static Stream<String> rules() {
        return new ArchitectureRules(OURS).all().keySet().stream();
    }

    static Stream<String> rulesWithOffender() {
        return rules().filter(rule -> !WITHOUT_OFFENDER.contains(rule));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ourClassesKeep(String rule) {
        assertThatCode(() -> new ArchitectureRules(OURS).named(rule).check(OUR_CLASSES))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("rulesWithOffender")
    void aPlantedOffenderBreaks(String rule) {
        assertThatThrownBy(() -> new ArchitectureRules(PLANTED).named(rule).check(PLANTED_CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(PLANTED);
    }

    @Test
    void theRulesSawTheWholeProgram() {
        assertThat(OUR_CLASSES.size()).isGreaterThan(FEWEST_CLASSES);
        assertThat(OUR_CLASSES.stream().map(type -> type.getPackageName()).distinct())
                .contains(
                        "org.earlyexit.spi",
                        "org.earlyexit.model",
                        "org.earlyexit.backbone",
                        "org.earlyexit.baselines",
                        "org.earlyexit.bench.harness",
                        "org.earlyexit.cli");
    }
}
