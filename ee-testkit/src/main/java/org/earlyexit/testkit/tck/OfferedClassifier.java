package org.earlyexit.testkit.tck;

import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.testkit.InternalClassifierContract;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A kind of internal classifier from the jar, at the settings with which a method of the jar uses it. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(Subjects.Classifiers.class)
@ExtendWith(SideEffects.class)
class OfferedClassifier extends InternalClassifierContract {

    private final Subjects.Subject<InternalClassifierSpec> subject;

    OfferedClassifier(Subjects.Subject<InternalClassifierSpec> subject) {
        this.subject = subject;
    }

    @Override
    protected InternalClassifierSpec spec() {
        return subject.factory();
    }
}
