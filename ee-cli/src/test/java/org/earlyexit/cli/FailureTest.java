package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.harness.EnvironmentException;
import org.earlyexit.bench.harness.FolderLockedException;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubException;
import org.earlyexit.model.ModelException;
import org.earlyexit.plugin.PluginException;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.trace.TraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    private static final String SENTENCE = "rank must be at least 1, was 0";

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(new ConfigException(SENTENCE), ExitCode.USAGE),
                Arguments.of(new PluginException(SENTENCE), ExitCode.USAGE),
                Arguments.of(new DataException(SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new ModelException(SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new RecordException(SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new TraceException(SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new ReportException(SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new ReportException(SENTENCE, new IOException("full")), ExitCode.ENVIRONMENT),
                Arguments.of(new EnvironmentException(SENTENCE), ExitCode.ENVIRONMENT),
                Arguments.of(new FolderLockedException(SENTENCE), ExitCode.LOCKED),
                Arguments.of(new HubException(HubException.Kind.SURROUNDINGS, SENTENCE), ExitCode.ENVIRONMENT),
                Arguments.of(new HubException(HubException.Kind.CONTENT, SENTENCE), ExitCode.INTEGRITY),
                Arguments.of(new HubException(HubException.Kind.BUSY, SENTENCE), ExitCode.LOCKED));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatAUserCanPutRightHasItsOwnCodeAndOnlyItsMessage(RuntimeException thrown, int exitCode) {
        Failure failure = Failure.of(thrown);

        assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThat(failure.message()).isEqualTo(SENTENCE);
    }

    @Test
    void anythingElseIsABugAndSaysSo() {
        Failure failure = Failure.of(new IllegalStateException(SENTENCE));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.message()).contains("please report", "--debug", SENTENCE);
    }
}
