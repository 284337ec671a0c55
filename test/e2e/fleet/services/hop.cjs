// One service of a fleet: answers on loopback, and asks the next one when it knows it. What it speaks is in its name:
// `legacy` has jaeger-client alone, `ours` the same code under the register, `native` OpenTelemetry's API and SDK alone.
const http = require('node:http');

const [name, flavour, next] = process.argv.slice(2);
const tracing = flavour === 'native' ? require('./native.cjs')(name) : require('./opentracing.cjs')(name);

async function ask(url, headers) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
  });
}

const server = http.createServer(async (request, response) => {
  const { headers, baggage, finish } = tracing.enter(request.headers);
  const rest = next === undefined ? '' : ` ${await ask(next, headers)}`;
  response.end(`${name}(${baggage})${rest}`);
  finish();
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

process.on('message', () => {
  server.close();
  server.closeAllConnections();
  tracing.close(() => process.disconnect());
});
