package im.conduit.egress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// Failures as phrases for the delivery's owner. The library's own messages name addresses.
final class Causes {

    private Causes() {}

    static String phrase(IOException failure) {
        return switch (failure) {
            case ConnectTimeoutException _ -> "the receiver could not be connected to in time";
            case ConnectException _ -> "the receiver refused the connection";
            case SSLPeerUnverifiedException _ ->
                    "the receiver's certificate does not belong to its host name";
            case SSLException _ -> "the TLS handshake failed";
            case NoHttpResponseException _, ConnectionClosedException _, SocketException _ ->
                    "the receiver closed the connection without an answer";
            case InterruptedIOException _ -> "no answer came in time";
            default -> "the receiver's answer is not HTTP";
        };
    }
}
