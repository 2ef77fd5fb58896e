package planted.bench;

import java.net.http.HttpClient;

/** Opens a socket from where none may be opened. */
public final class Chatty {

    HttpClient client() {
        return HttpClient.newHttpClient();
    }
}
