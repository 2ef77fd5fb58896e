package org.earlyexit.testkit.tck;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.testkit.BackboneContract;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A backbone of the jar that needs no folder. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(Subjects.Backbones.class)
@ExtendWith(SideEffects.class)
class OfferedBackbone extends BackboneContract {

    private final Subjects.Subject<BackboneFactory> subject;

    OfferedBackbone(Subjects.Subject<BackboneFactory> subject) {
        this.subject = subject;
    }

    @Override
    protected Backbone backbone(NDManager parent) {
        return subject.factory()
                .open(new BackboneRequest(Optional.empty(), parent))
                .backbone();
    }
}
