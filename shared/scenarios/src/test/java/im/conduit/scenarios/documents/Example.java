package im.conduit.scenarios.documents;

/// The examples that are run: where each stands, and the file that surrounds it.
enum Example {
    /// P1, quick start.
    P1_POLLING("P1", "javascript", "async function pollTaskStatus", "p1-polling.mjs"),
    /// P1, quick start.
    P1_RECEIVER("P1", "javascript", "// Express webhook handler", "p1-receiver.cjs"),
    /// P1, security.
    P1_SIGNATURE("P1", "javascript", "function verifyWebhookSignature", "p1-signature.cjs"),
    /// P3, method 1.
    P3_POLLING("P3", "javascript", "async function pollForCompletion", "p3-polling.mjs"),
    /// P3, method 1.
    P3_POLLING_PYTHON("P3", "python", "def poll_for_completion", "p3_polling.py"),
    /// P3, method 2.
    P3_RECEIVER("P3", "javascript", "async function processWebhook", "p3-receiver.cjs"),
    /// P3, method 2.
    P3_RECEIVER_PYTHON("P3", "python", "class WebhookPayload", "p3_receiver.py"),
    /// P3, method 3.
    P3_SIGNALR("P3", "javascript", "class ConduitRealtimeClient", "p3-signalr.mjs"),
    /// P3, method 3.
    P3_SIGNALR_PYTHON("P3", "python", "class ConduitRealtimeClient", "p3_signalr.py"),
    /// P1, quick start, from a page that is signed in.
    P1_POLLING_PAGE("P1", "javascript", "async function pollTaskStatus", "p1-polling.page.js"),
    /// P1, quick start, in a page.
    P1_SIGNALR("P1", "javascript", "// Initialize SignalR connection", "p1-signalr.page.js"),
    /// P4, client implementation examples, in a page.
    P4_SIGNALR("P4", "javascript", "async function trackProgress", "p4-signalr.page.js");

    private final String document;
    private final String language;
    private final String mark;
    private final String surroundings;

    Example(String document, String language, String mark, String surroundings) {
        this.document = document;
        this.language = language;
        this.mark = mark;
        this.surroundings = surroundings;
    }

    /// The code, taken from the document now.
    String extracted() {
        return new Document(document).example(language, mark);
    }

    /// The file whose line `the example stands here` the code replaces.
    String surroundings() {
        return surroundings;
    }

    /// Whether it runs in a page of the app.
    boolean page() {
        return surroundings.endsWith(".page.js");
    }

    /// Whether Python runs it; else Node.
    boolean python() {
        return language.equals("python");
    }
}
