package im.conduit.signalr.server;

/// An endpoint at work: what an adapter for some kind of server needs of it.
public final class ServedEndpoint {

    /// What serves the endpoint's connections.
    interface Application {
        ConnectionSink connect(
                String id, HubPrincipal principal, HubRequest request, boolean stateful);
    }

    private final HubEndpoint declared;
    private final HubOptions options;
    private final Admission admission;
    private final Application application;

    ServedEndpoint(
            HubEndpoint declared,
            HubOptions options,
            Admission admission,
            Application application) {
        this.declared = declared;
        this.options = options;
        this.admission = admission;
        this.application = application;
    }

    /// The path.
    public String path() {
        return declared.path();
    }

    /// A name that its hub has on every node: what tokens are bound to.
    public String hubName() {
        return declared.target().getName();
    }

    /// The options in force.
    public HubOptions options() {
        return options;
    }

    /// Who may come in.
    public HubAuthenticator authenticator() {
        return declared.authenticator();
    }

    /// Chooses the subprotocol of a WebSocket.
    public SubprotocolSelector subprotocols() {
        return declared.subprotocols();
    }

    /// Sends clients elsewhere.
    public NegotiateRedirect redirect() {
        return declared.redirect();
    }

    /// How many may come in.
    public Admission admission() {
        return admission;
    }

    /// Makes a connection for a transport that has connected. Attach the transport to it next: then
    /// a place is claimed from admission, which is given back when the connection is over.
    ///
    /// @param id the public connection id
    /// @param stateful whether stateful reconnect was granted
    public ConnectionSink connect(
            String id, HubPrincipal principal, HubRequest request, boolean stateful) {
        return application.connect(id, principal, request, stateful);
    }
}
