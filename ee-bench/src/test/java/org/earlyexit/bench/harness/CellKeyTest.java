package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CellKeyTest {

    @Test
    void isSha256OfNamesAndValuesInHexadecimal() {
        // printf '4:seed=1:7\n' | sha256sum
        assertThat(CellKey.of(Map.of("seed", "7")).hex())
                .isEqualTo(CellKey.sha256("4:seed=1:7\n"))
                .hasSize(64);
        assertThat(CellKey.sha256("abc")) // FIPS 180-2, appendix B.1
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void changesWithEveryNameAndEveryValue() {
        CellKey key = CellKey.of(Map.of("a", "1", "b", "2"));

        assertThat(CellKey.of(Map.of("b", "2", "a", "1"))).isEqualTo(key);
        assertThat(CellKey.of(Map.of("a", "1", "b", "3"))).isNotEqualTo(key);
        assertThat(CellKey.of(Map.of("a", "1", "c", "2"))).isNotEqualTo(key);
        assertThat(CellKey.of(Map.of("a", "1\n1:b=1:2"))).isNotEqualTo(key);
    }
}
