package org.earlyexit.checkpoint;

import java.nio.ByteBuffer;

/** The element types that the safetensors format names, and the three of them that become float32 here. */
public enum TensorType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    I16(2),
    U16(2),
    F16(2),
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    I64(8),
    U64(8),
    F64(8);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether its elements can be read as float32 without loss: F32, F16, BF16. */
    public boolean readable() {
        return this == F32 || this == F16 || this == BF16;
    }

    /** The next element of a little-endian buffer. */
    float read(ByteBuffer buffer) {
        return switch (this) {
            case F32 -> buffer.getFloat();
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case F16 -> half(buffer.getShort());
            default -> throw new IllegalArgumentException("elements must be F32, F16 or BF16, were " + this);
        };
    }

    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
        }
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f; // subnormal: fraction / 1024 * 2^-14, exact in float32
            return sign == 0 ? tiny : -tiny;
        }
        return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
    }
}
