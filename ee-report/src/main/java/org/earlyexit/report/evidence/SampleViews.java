package org.earlyexit.report.evidence;

import java.util.List;

/**
 * Single samples of a task to look at, with the first seed: what every layer of every method answered, and where each
 * method left.
 *
 * @param all how many samples the split has
 * @param ids of the first of them
 * @param gold their gold labels
 * @param tokens how long they are; empty if that is not known
 * @param models what the layers of each trained model answered; methods may share one
 * @param methods the methods
 */
public record SampleViews(
        int all, List<String> ids, List<String> gold, List<Integer> tokens, List<Model> models, List<Method> methods) {

    public SampleViews {
        ids = List.copyOf(ids);
        gold = List.copyOf(gold);
        tokens = List.copyOf(tokens);
        models = List.copyOf(models);
        methods = List.copyOf(methods);
    }

    /**
     * A trained model.
     *
     * @param answers for each sample, the answers of its layers, apart by blanks
     */
    public record Model(List<String> answers) {

        public Model {
            answers = List.copyOf(answers);
        }
    }

    /**
     * A method at the point that tables show.
     *
     * @param label its row
     * @param point the point
     * @param model which of the models it ran, or -1 if what its layers answered is not known
     * @param exits where each sample left
     * @param answers what each sample was answered
     */
    public record Method(String label, String point, int model, List<Integer> exits, List<String> answers) {

        public Method {
            exits = List.copyOf(exits);
            answers = List.copyOf(answers);
        }
    }
}
