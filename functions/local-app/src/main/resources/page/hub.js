// A connection to a SignalR hub: over the official client where this app has it, else over WebSockets
// and the JSON protocol as far as this page needs them. Both have the same face.
const END = '\u001e';
const NEWS = ['ImageProgress', 'VideoStatus'];

/** Opens the hub at a path; resolves when it is connected. */
export const openHub = (path, key) =>
  globalThis.signalR ? OfficialHub.open(path, key) : SmallHub.open(path, key);

class OfficialHub {
  #connection;

  onmessage = () => {};
  onclose = () => {};

  static async open(path, key) {
    const hub = new OfficialHub();
    hub.#connection = new signalR.HubConnectionBuilder()
      .withUrl(path, { accessTokenFactory: () => key })
      .configureLogging(signalR.LogLevel.Error)
      .build();
    NEWS.forEach((name) => hub.#connection.on(name, (...args) => hub.onmessage(name, args)));
    hub.#connection.onclose(() => hub.onclose());
    await hub.#connection.start();
    return hub;
  }

  invoke(target, ...args) {
    return this.#connection.invoke(target, ...args);
  }

  close() {
    this.#connection.stop();
  }
}

class SmallHub {
  #socket;
  #calls = new Map();
  #next = 0;
  #alive;

  /** Called with (target, arguments) for every message of the server. */
  onmessage = () => {};
  /** Called once, when the connection is gone. */
  onclose = () => {};

  /** Opens the hub at a path; resolves after the handshake. */
  static open(path, key) {
    return new Promise((resolve, reject) => {
      const url = new URL(path, location.href);
      url.protocol = url.protocol.replace('http', 'ws');
      url.searchParams.set('access_token', key);
      const hub = new SmallHub();
      hub.#socket = new WebSocket(url);
      const late = setTimeout(() => hub.close(), 5000);
      hub.#socket.onopen = () => hub.#send({ protocol: 'json', version: 1 });
      hub.#socket.onclose = () => {
        clearTimeout(late);
        hub.#end();
        reject(new Error('The hub cannot be reached.'));
      };
      hub.#socket.onmessage = (first) => {
        clearTimeout(late);
        const [handshake, ...rest] = first.data.split(END);
        const { error } = JSON.parse(handshake);
        if (error) {
          hub.close();
          return;
        }
        hub.#socket.onmessage = (event) => event.data.split(END).forEach((text) => hub.#take(text));
        hub.#alive = setInterval(() => hub.#send({ type: 6 }), 15000);
        resolve(hub);
        rest.forEach((text) => hub.#take(text));
      };
    });
  }

  /** Calls a method; resolves with its result. */
  invoke(target, ...args) {
    const invocationId = String(this.#next++);
    return new Promise((resolve, reject) => {
      this.#calls.set(invocationId, { resolve, reject });
      this.#send({ type: 1, invocationId, target, arguments: args });
    });
  }

  close() {
    this.#socket.close();
  }

  #send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message) + END);
    }
  }

  #take(text) {
    if (!text) return;
    const message = JSON.parse(text);
    if (message.type === 1) {
      this.onmessage(message.target, message.arguments);
    } else if (message.type === 3) {
      const call = this.#calls.get(message.invocationId);
      this.#calls.delete(message.invocationId);
      if (message.error) call?.reject(new Error(message.error));
      else call?.resolve(message.result);
    } else if (message.type === 7) {
      this.close();
    }
  }

  #end() {
    clearInterval(this.#alive);
    this.#calls.forEach((call) => call.reject(new Error('The connection is gone.')));
    this.#calls.clear();
    this.onclose();
  }
}
