package planted.spi;

/** An interface of six methods. */
public interface TooBroad {
    int one();

    int two();

    int three();

    int four();

    int five();

    int six();
}
