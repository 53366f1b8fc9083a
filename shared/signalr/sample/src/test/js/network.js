// A relay in front of the host, so that a network can be cut while nobody says goodbye.
import net from 'node:net';

export async function startNetwork(targetPort) {
  const sockets = new Set();
  let waiting = [];
  let whole = true;

  function pass(socket) {
    if (socket.destroyed) {
      return;
    }
    const upstream = net.connect(targetPort, '127.0.0.1');
    sockets.add(upstream);
    for (const [from, to] of [[socket, upstream], [upstream, socket]]) {
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }

  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (whole) {
      pass(socket);
    } else {
      waiting.push(socket);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    // Every connection breaks; new ones lead nowhere until the network is restored.
    cut() {
      whole = false;
      sockets.forEach((socket) => socket.resetAndDestroy());
    },
    restore() {
      whole = true;
      waiting.forEach(pass);
      waiting = [];
    },
    close() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
