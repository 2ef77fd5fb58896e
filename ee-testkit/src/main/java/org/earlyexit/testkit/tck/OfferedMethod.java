package org.earlyexit.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A method of the jar, at the settings of its preset {@code paper}. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(Subjects.Methods.class)
@ExtendWith(SideEffects.class)
class OfferedMethod<C extends Record> extends MethodContract<C> {

    @Parameter
    @SuppressWarnings("NullAway.Init") // given before the first test
    private Subjects.Subject<MethodFactory<C>> subject;

    @Override
    protected MethodFactory<C> factory() {
        return subject.factory();
    }

    @Override
    protected C settings() {
        return Objects.requireNonNull(factory().presets().get("paper"), "the preset paper must not be null");
    }

    @Override
    protected PluginRegistry open() {
        return PluginRegistry.discover(subject.jar());
    }

    @Test
    void runningLeavesNoArrayBehind() {
        for (TaskKind kind : java.util.List.of(new TaskKind.Classification(2), new TaskKind.Regression())) {
            if (factory().card().supports(kind)) {
                ToyTraining training = trained(kind);
                int before = training.arrays();

                training.executor().run(ToyTask.of(kind, 1).samples(), ExitStrategy.NEVER, 8);

                assertThat(training.arrays()).isEqualTo(before);
            }
        }
    }
}
