// Runs in a prober's container, with nothing but Node.js:
//
//   node probe.cjs '["0.0.0.0:8545/TCP","0.0.0.0:30303/UDP"]'
//
// It answers every caller there, and dials for the test: GET /?["10.1.2.3:8545/TCP"] on its port of orders, through the API
// server's proxy, answers with those of the list that answered.
const dgram = require('node:dgram');
const http = require('node:http');
const net = require('node:net');

const ORDERS_PORT = 12340;

/** A policy drops what it refuses, so silence is the answer that most dials wait for. */
const PATIENCE_MS = 2500;
/** Silence may also be a packet that was lost: who does not answer is asked again. */
const ATTEMPTS_MS = [0, 800, 1600];
/** A name server answers a question only: this asks for the address of kubernetes.default.svc.cluster.local. */
const question = Buffer.concat([
  Buffer.from('4e59010000010000000000000a', 'hex'),
  Buffer.from('kubernetes'),
  ...['default', 'svc', 'cluster', 'local'].flatMap(part => [
    Buffer.from([part.length]),
    Buffer.from(part),
  ]),
  Buffer.from('0000010001', 'hex'),
]);

function parsed(target) {
  const [, host, port, protocol] = target.match(/^(.*):(\d+)\/(TCP|UDP)$/);
  return { host, port: Number(port), protocol };
}

function listen({ host, port, protocol }) {
  if (protocol === 'UDP') {
    const socket = dgram.createSocket('udp4');
    socket.on('message', (message, from) =>
      socket.send(message, from.port, from.address),
    );
    socket.bind(port, host);
    return;
  }
  const server = net.createServer(socket => {
    socket.on('error', () => {});
    socket.end('here');
  });
  server.listen(port, host);
}

function dialTcp(host, port) {
  return new Promise(resolve => {
    const socket = net.connect({ host, port });
    const done = answered => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    setTimeout(done, PATIENCE_MS, false);
  });
}

function dialUdp(host, port) {
  return new Promise(resolve => {
    const socket = dgram.createSocket('udp4');
    const done = answered => {
      timers.forEach(clearTimeout);
      socket.close();
      resolve(answered);
    };
    const ask = () => socket.send(question, port, host, () => {});
    const timers = [
      ...ATTEMPTS_MS.map(delay => setTimeout(ask, delay)),
      setTimeout(done, PATIENCE_MS, false),
    ];
    socket.once('message', () => done(true));
    socket.once('error', () => done(false));
  });
}

async function dial(targets) {
  const answers = await Promise.all(
    targets
      .map(parsed)
      .map(({ host, port, protocol }) =>
        protocol === 'UDP' ? dialUdp(host, port) : dialTcp(host, port),
      ),
  );
  return targets.filter((_, index) => answers[index]);
}

/** The test dials from its own machine, too. */
module.exports = { dial, ORDERS_PORT };

if (require.main === module) {
  const [, , list] = process.argv;
  JSON.parse(list).map(parsed).forEach(listen);
  http
    .createServer(async ({ url }, response) => {
      const targets = JSON.parse(decodeURIComponent(url.split('?')[1]));
      response.end(JSON.stringify(await dial(targets)));
    })
    .listen(ORDERS_PORT);
}
