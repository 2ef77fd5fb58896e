package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens before a verb begins. */
class UsageTest {

    @ParameterizedTest(name = "ee {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lst                     | 'lst' is not known to ee (did you mean list?); see ee --help",
                "bench --taks a          | '--taks' is not known to ee bench (did you mean --tasks?)",
                "list frogs              | must be one of [backbones, methods, strategies, classifiers, tasks, suites], was 'frogs'",
                "plan                    | Missing required parameter: 'SUITE'; see ee plan --help",
                "bench --max-time soon   | must be hours, minutes and seconds such as 45s, 90m or 1h30m, was 'soon'",
                "bench --seeds one       | 'one' is not a long",
                "bench --set epochs      | should be in KEY=VALUE format but was epochs",
                "report x --style fancy  | must be one of [acl, aaai, plain], was 'fancy'",
                "selfbench --only P99    | --only must name goals of [P1, ",
                "selfbench --pairs 0     | --pairs must be at least 1, was 0",
                "predict text            | Missing required option: '--run=CELL'",
                "plan no-such-suite      | No suite is called 'no-such-suite'",
                "list --plugins no/where | no/where",
                "data                    | Missing required subcommand",
                "data fetch frogs        | TASK must be among cola, sst-2, mrpc, sts-b, qqp, mnli, mnli-mm, qnli, rte, wnli, ax, was frogs",
                "data import             | Missing required parameter: 'DIR|ZIP'",
                "model fetch ../x        | ID must be a model's name such as google-bert/bert-base-uncased, was '../x'",
                "model inspect no/such   | fetch it with ee model fetch no/such",
            })
    void aCommandLineThatCannotBeUsedEndsWith2AndOneSentence(String line, String message) {
        Call call = Call.ee(line.split(" +", -1));

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).startsWith("ee: ").contains(message).hasLineCount(1);
        assertThat(call.out()).isEmpty();
    }

    @Test
    void anErrorIsAlsoTheOneDocumentThatWasAskedFor() {
        Call call = Call.ee("lst", "--json");

        assertThat(call.json().get("error").asText()).startsWith("'lst' is not known to ee");
        assertThat(call.json().get("exitCode").asInt()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).startsWith("ee: 'lst'");
    }

    @Test
    void withoutAVerbTheVerbsAreListed() {
        Call call = Call.ee();

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains("bench", "check", "list", "plan", "predict", "report");
    }

    @Test
    void helpAndVersionAreAnswersNotErrors() {
        assertThat(Call.ee("bench", "--help"))
                .satisfies(call -> assertThat(call.exitCode()).isEqualTo(ExitCode.DONE))
                .satisfies(call -> assertThat(call.out())
                        .contains(
                                "--tasks",
                                "--methods",
                                "--seeds",
                                "--device",
                                "--data",
                                "--backbone",
                                "--out",
                                "--set",
                                "--max-time",
                                "--plugins",
                                "--json",
                                "--debug",
                                "130"));
        assertThat(Call.ee("-V").out()).startsWith("Early-Exit Toolkit ");
    }

    @Test
    void theStackTraceComesOnlyWithDebug() {
        assertThat(Call.ee("plan", "nowhere").err()).doesNotContain("\tat ");
        assertThat(Call.ee("--debug", "plan", "nowhere").err()).contains("ConfigException", "\tat ");
    }
}
