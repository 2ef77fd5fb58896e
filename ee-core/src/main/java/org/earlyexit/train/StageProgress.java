package org.earlyexit.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.earlyexit.model.Parameter;

/**
 * Keeps what a stage's next step depends on, and brings it back.
 *
 * @param savepoint where and when; empty to keep nothing
 * @param stage its name
 * @param trainable the parameters that move
 * @param optimizer what moves them
 * @param learning what moves those of them that a {@linkplain GradientRule#learned() rule} moves; empty for most stages
 */
record StageProgress(
        Optional<Savepoint> savepoint,
        String stage,
        List<Parameter> trainable,
        Optimizer optimizer,
        Optional<Optimizer> learning) {

    /**
     * Goes on from the file, if there is one that fits.
     *
     * @return whether parameters and state are now as they were kept
     */
    boolean restore(StageState state) {
        if (savepoint.isEmpty()) {
            return false;
        }
        StageFile file = new StageFile(savepoint.get().file());
        if (!file.exists()) {
            return false;
        }
        try {
            file.read(in -> restore(state, in));
            savepoint.get().resumed(state.step());
            return true;
        } catch (IOException e) {
            savepoint
                    .get()
                    .refused("%s cannot be gone on from: %s; the stage begins anew"
                            .formatted(savepoint.get().file(), e.getMessage()));
            return false;
        }
    }

    /** Keeps the progress if it is time. */
    void offer(StageState state) {
        if (savepoint.isEmpty() || !savepoint.get().due()) {
            return;
        }
        try {
            new StageFile(savepoint.get().file()).write(out -> save(state, out));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s must be writable, was not; free space or choose another folder"
                            .formatted(savepoint.get().file()),
                    e);
        }
        savepoint.get().kept(state.step());
    }

    private void save(StageState state, StageFile.Out out) throws IOException {
        out.writeUTF(stage);
        out.writeInt(layout().hashCode());
        state.save(out);
        for (Parameter parameter : trainable) {
            out.floats(parameter.array().toFloatArray());
        }
        optimizer.save(out);
        if (learning.isPresent()) {
            learning.get().save(out);
        }
    }

    /** Looks at everything that might not fit before it touches anything. */
    private void restore(StageState state, StageFile.In in) throws IOException {
        String kept = in.readUTF();
        if (!kept.equals(stage) || in.readInt() != layout().hashCode()) {
            throw new IOException("it must be of stage '%s' with its %d parameters, was of '%s' or of others"
                    .formatted(stage, trainable.size(), kept));
        }
        state.restore(in);
        for (Parameter parameter : trainable) {
            parameter.overwrite(in.floats());
        }
        optimizer.restore(in);
        if (learning.isPresent()) {
            learning.get().restore(in);
        }
    }

    /** Of which kind and shapes everything is that follows. */
    private String layout() {
        return optimizer.getClass().getSimpleName()
                + trainable.stream().map(Parameter::toString).toList();
    }
}
