package org.earlyexit.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealTest {

    /** The check value of CRC32C in Koopman's catalogue: that of the text 123456789. */
    @Test
    void theChecksumIsThatOfTheTextBeforeIt() {
        assertThat(Seal.put("{\"a\":1}")).matches("\\{\"a\":1,\"crc32c\":\"[0-9a-f]{8}\"\\}");
        assertThat(Seal.put("123456789}")).isEqualTo("123456789,\"crc32c\":\"e3069283\"}");
    }

    @Test
    void whatWasSealedIsGivenBack() {
        for (String json : new String[] {"{\"a\":1}", "{\n  \"a\" : [ {} ]}", "{\"crc32c\":\"00000000\",\"b\":2}"}) {
            assertThat(Seal.check(Seal.put(json), "here")).isEqualTo(json);
        }
    }

    @Test
    void whatCarriesNoChecksumIsGivenBackAsItIs() {
        assertThat(Seal.check("{\"a\":1}", "here")).isEqualTo("{\"a\":1}");
    }

    @Test
    void aDamagedNumberIsNamedByItsLine() {
        String bad = Seal.put("{\"score\":0.8125}").replace("0.8125", "0.9125");

        assertThatThrownBy(() -> Seal.check(bad, "records.jsonl:3"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("records.jsonl:3: the checksum must be ")
                .hasMessageContaining("run the suite again");
    }
}
