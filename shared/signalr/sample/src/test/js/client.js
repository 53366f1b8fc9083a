// The official client with one transport, one protocol and one version of HTTP, and what scenarios
// expect of it.

export class Client {
  constructor({ transport, protocol, http2 }, { client, messagePack, urls, network }) {
    this.signalR = client;
    this.messagePack = messagePack;
    this.transport = transport;
    this.protocol = protocol;
    this.http2 = Boolean(http2);
    this.urls = urls;
    this.network = network;
    this.connections = [];
  }

  get binary() {
    return this.protocol === 'messagepack';
  }

  // Where the host is. It speaks HTTP/2 over TLS, with those who can.
  get home() {
    return this.http2 ? this.urls.secure : this.urls.direct;
  }

  // A connection that has not started. Options: those of the client, `base` (where the host is),
  // `retries` (reconnect), `stateful`.
  build(path, { base = this.home, retries, stateful, ...options } = {}) {
    const { HttpTransportType, HubConnectionBuilder, LogLevel } = this.signalR;
    const builder = new HubConnectionBuilder()
      .withUrl(base + path, {
        ...(this.transport && { transport: HttpTransportType[this.transport] }),
        ...options,
      })
      .configureLogging(LogLevel.None);
    if (this.binary) {
      builder.withHubProtocol(new this.messagePack.MessagePackHubProtocol());
    }
    if (retries) {
      builder.withAutomaticReconnect(retries);
    }
    if (stateful) {
      builder.withStatefulReconnect();
    }
    const connection = builder.build();
    this.connections.push(connection);
    return connection;
  }

  async start(path, options) {
    const connection = this.build(path, options);
    await connection.start();
    return connection;
  }

  async get(path) {
    return (await fetch(this.urls.direct + path)).text();
  }

  async post(path) {
    return (await fetch(this.urls.direct + path, { method: 'POST' })).text();
  }

  async stopAll() {
    await Promise.all(this.connections.map((connection) => connection.stop()));
  }
}

// The next values of an event of a connection, in order.
export function events(connection, name) {
  const queue = queueOf();
  connection.on(name, (...values) => queue.put(values.length === 1 ? values[0] : values));
  return queue;
}

// How a connection lives on: `closed`, `reconnecting` and `reconnected` with what they say.
export function life(connection) {
  const queue = queueOf();
  connection.onclose((error) => queue.put(['closed', error?.message]));
  connection.onreconnecting((error) => queue.put(['reconnecting', error?.message]));
  connection.onreconnected((id) => queue.put(['reconnected', id]));
  return queue;
}

export const CLOSED_WITH_ERROR =
  'Server returned an error on close: Connection closed with an error.';

// With which message the server closes a connection at once. When it comes with the handshake's
// answer, the client fails its start; else it starts and closes.
export async function ending(connection) {
  const stages = life(connection);
  try {
    await connection.start();
  } catch (error) {
    return error.message;
  }
  const [stage, message] = await stages.next();
  same(stage, 'closed');
  return message;
}

function queueOf() {
  const values = [];
  const takers = [];
  return {
    put(value) {
      const taker = takers.shift();
      if (taker) {
        taker(value);
      } else {
        values.push(value);
      }
    },
    next: () =>
      values.length > 0
        ? Promise.resolve(values.shift())
        : new Promise((taker) => takers.push(taker)),
    rest: () => values.splice(0),
  };
}

// The items of a stream, when it has ended; rejects as the stream fails.
export function items(stream) {
  return new Promise((done, failed) => {
    const all = [];
    stream.subscribe({ next: (item) => all.push(item), complete: () => done(all), error: failed });
  });
}

// Fails unless both are the same value, looking inside.
export function same(actual, expected) {
  const [is, wanted] = [text(actual), text(expected)];
  if (is !== wanted) {
    throw new Error(`expected ${wanted} but was ${is}`);
  }
}

// The message with which a promise must fail.
export async function failure(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error.message;
  }
  throw new Error(`expected a failure but was ${text(value)}`);
}

function text(value) {
  return JSON.stringify(value, (_, inner) => (inner === undefined ? 'undefined' : inner));
}
