package org.earlyexit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.model.TokenSequence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceTextEncoderTest {

    private static final Path EE_MINI = Path.of("src/main/resources/org/earlyexit/backbone/ee-mini");
    /** Ids 5 to 12. */
    private static final List<String> TOKENS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "film", "was", "good", "##s", ".", "cafe", "Film");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTextIsWrappedInSpecialTokens() {
        assertThat(encoder(true).encode("The FILMS was bad.", null, 16))
                .isEqualTo(tokens(new int[] {2, 5, 6, 9, 7, 1, 10, 3}, 8));
    }

    @Test
    void theSecondTextIsInSegmentOne() {
        assertThat(encoder(true).encode("the film", "good", 16)).isEqualTo(tokens(new int[] {2, 5, 6, 3, 8, 3}, 4));
        assertThat(encoder(false).encode("the film", "good", 16)).isEqualTo(tokens(new int[] {2, 5, 6, 3, 8, 3}, 6));
    }

    @Test
    void theLongerTextIsCutFirst() {
        assertThat(encoder(true).encode("the film was good", "good .", 7))
                .isEqualTo(tokens(new int[] {2, 5, 6, 3, 8, 10, 3}, 4));
        assertThat(encoder(true).encode("good .", "the film was good", 6).length())
                .isEqualTo(6);
        assertThat(encoder(true).encode("the film was good", null, 3)).isEqualTo(tokens(new int[] {2, 5, 3}, 3));
    }

    @Test
    void nothingIsPaddedAndAnEmptyTextIsItsSpecialTokens() {
        assertThat(encoder(true).encode("", null, 16)).isEqualTo(tokens(new int[] {2, 3}, 2));
        assertThat(encoder(true).encode("the", "", 16)).isEqualTo(tokens(new int[] {2, 5, 3, 3}, 3));
    }

    @Test
    void lowerCasingGoesByTheFoldersSettings() throws IOException {
        Files.write(folder.resolve("vocab.txt"), TOKENS);
        assertThat(HuggingFaceTextEncoder.open(folder, true).encode("Film Café", null, 9))
                .isEqualTo(tokens(new int[] {2, 6, 11, 3}, 4));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        assertThat(HuggingFaceTextEncoder.open(folder, true).encode("Film Café", null, 9))
                .isEqualTo(tokens(new int[] {2, 12, 1, 3}, 4));
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false, \"strip_accents\": true}");
        assertThat(HuggingFaceTextEncoder.open(folder, true)
                        .encode("Film Café", null, 9)
                        .id(2))
                .isEqualTo(1);
    }

    @Test
    void aVocabularyAndItsTokenizerJsonSayTheSame() throws IOException {
        Files.copy(EE_MINI.resolve("vocab.txt"), folder.resolve("vocab.txt"));
        TextEncoder bare = HuggingFaceTextEncoder.open(folder, true);
        TextEncoder whole = HuggingFaceTextEncoder.open(EE_MINI, true);

        for (String text : List.of("It wasn't half bad -- naïve, but 1,024 times better!", "東京 tower", "[MASK] it")) {
            assertThat(bare.encode(text, "and: " + text, 24)).isEqualTo(whole.encode(text, "and: " + text, 24));
        }
        assertThat(whole.sha256()).hasSize(64).isNotEqualTo(bare.sha256());
    }

    @Test
    void aTokenizerLargerThanTheEmbeddingIsRefusedWithBothNumbers() {
        encoder(true).requireFits(13);
        assertThatThrownBy(() -> encoder(true).requireFits(12))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most the 12 tokens that the embedding has rows for, has 13");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertRefused("must have a tokenizer.json or a vocab.txt, has neither");
        Files.write(folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]"));
        assertRefused("vocab.txt must hold the tokens [[PAD], [UNK], [CLS], [SEP], [MASK]], lacks [CLS]");
        Files.writeString(folder.resolve("tokenizer.json"), "{");
        assertRefused("tokenizer.json must be JSON");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertRefused("must hold a vocabulary under model.vocab");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"None\",\"vocab\":{\"a\":0}}}");
        TextEncoder odd = HuggingFaceTextEncoder.open(folder, true);
        assertThatThrownBy(() -> odd.encode("a", null, 4))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a tokenizer that the tokenizers library reads");
    }

    @Test
    void theSizeOfAUnigramVocabularyIsItsLength() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"added_tokens\":[{\"id\":4}],\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",0],[\"b\",-1]]}}");
        assertThat(HuggingFaceTextEncoder.open(folder, false).vocabularySize()).isEqualTo(5);
    }

    /** Lines of text with the pieces that BERT's own tokenizer gave; kept outside the project. */
    @Test
    void piecesAreThoseOfBertsOwnTokenizer() throws IOException {
        Optional<Path> data = sharedData();
        Assumptions.assumeTrue(data.isPresent(), "no shared/data/tokenizer-oracle beside the project");
        Path root = data.orElseThrow();
        List<String> vocabulary =
                Files.readAllLines(root.resolve("bert-base-uncased/vocab.txt"), StandardCharsets.UTF_8);
        TextEncoder encoder = HuggingFaceTextEncoder.open(root.resolve("bert-base-uncased"), true);
        int lines = 0;
        try (Stream<String> oracle =
                Files.lines(root.resolve("tokenizer-oracle/regression-text_bert-base-uncased.txt"))) {
            for (String line : oracle.limit(2000).toList()) {
                String[] parts = line.split("\t", -1);
                TokenSequence actual = encoder.encode(parts[0], null, 512);
                List<String> pieces = IntStream.range(1, actual.length() - 1)
                        .mapToObj(i -> vocabulary.get(actual.id(i)))
                        .toList();
                assertThat(pieces).as(parts[0]).isEqualTo(List.of(parts).subList(1, parts.length));
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(1000);
    }

    private static Optional<Path> sharedData() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data");
            if (Files.isDirectory(data.resolve("tokenizer-oracle"))
                    && Files.isRegularFile(data.resolve("bert-base-uncased/vocab.txt"))) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> HuggingFaceTextEncoder.open(folder, true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static HuggingFaceTextEncoder encoder(boolean segments) {
        return HuggingFaceTextEncoder.ofVocabulary("a test", TOKENS, segments);
    }

    /** Tokens of which those from {@code second} on are in segment 1. */
    private static TokenSequence tokens(int[] ids, int second) {
        return new TokenSequence(
                ids, IntStream.range(0, ids.length).map(i -> i < second ? 0 : 1).toArray());
    }
}
