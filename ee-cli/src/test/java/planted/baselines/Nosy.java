package planted.baselines;

import ai.djl.ndarray.NDManager;
import com.google.inject.Injector;
import jakarta.inject.Inject;
import planted.bench.Backwards;

/** A method that knows the bench, wants an injector in a field, and starts an engine of its own. */
public final class Nosy {

    @Inject
    Injector injector;

    Injector passedOn() {
        return injector;
    }

    NDManager engine() {
        return NDManager.newBaseManager();
    }

    boolean knows(Object other) {
        return other instanceof Backwards;
    }
}
