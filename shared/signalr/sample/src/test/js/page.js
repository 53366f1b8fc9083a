// Runs one scenario in the page; `network` is what the program outside lends us.
import { play } from './play.js';

const { network } = window;

window.play = (name, combination, urls) =>
  play(name, combination, {
    client: window.signalR,
    messagePack: window.signalR.protocols.msgpack,
    urls,
    network: {
      cut: () => network('cut'),
      restore: () => network('restore'),
    },
  });
