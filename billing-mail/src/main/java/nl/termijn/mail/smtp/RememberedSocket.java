package nl.termijn.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Keeps the socket under a connection, also one that is encrypted later, so that its patience can change. */
final class RememberedSocket extends SocketFactory {
    private final SocketFactory factory;
    private @Nullable Socket last;

    RememberedSocket(SocketFactory factory) {
        this.factory = factory;
    }

    /** Lets an answer take so many milliseconds. */
    void answersWithin(int millis) throws SocketException {
        Socket socket = last;
        if (socket != null && !socket.isClosed()) {
            socket.setSoTimeout(millis);
        }
    }

    private Socket kept(Socket socket) {
        last = socket;
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return kept(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return kept(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return kept(factory.createSocket(host, port, local, localPort));
    }
}
