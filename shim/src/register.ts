// The entry for `node --require @ot2otel/shim/register app.js` and `node --import @ot2otel/shim/register app.js`: an application that
// speaks OpenTracing reports to OpenTelemetry, with not a line of it changed. The steps, each in a file of its own under launcher/:
//
// 1. resolve-configuration.ts  OTEL_*, LS_* and JAEGER_* become one configuration, and one line for each value that cannot be used
// 2. join.ts                   an SDK that somebody else starts keeps its say: only the shim is added
// 3. find-sdk.ts, start.ts     else the SDK that the application installed, of either line, is started
// 4. instrumentations.ts       with the instrumentations that the application installed, also for ES modules (esm-hook.ts)
// 5. legacy/                   jaeger-client, lightstep-tracer and every copy of opentracing are connected to it
// 6. flush-on-exit.ts          and nothing is lost when the process ends, however it ends
//
// What these steps need may be missing, or an API of OpenTelemetry so old that they cannot be loaded beside it: then nothing happens.
import type * as Launcher from './launcher/launch';
import type * as OldApi from './launcher/old-api';

try {
  const { isOldApi, OF_OLD_API }: typeof OldApi = require('./launcher/old-api');
  if (isOldApi()) tell(OF_OLD_API);
  else {
    const { launch }: typeof Launcher = require('./launcher/launch');
    launch();
  }
} catch (error) {
  const [what] = String(error).split('\n');
  tell(`${what}: install what @ot2otel/shim asks for, @opentelemetry/api and opentracing`);
}

function tell(why: string): void {
  try {
    process.stderr.write(`[ot2otel] OpenTelemetry was not started, the application runs without it: ${why}\n`);
  } catch {
    // nobody listens
  }
}
