// The entry for `node --require @ot2otel/shim/register app.js` and `node --import @ot2otel/shim/register app.js`: an application that
// speaks OpenTracing reports to OpenTelemetry, with not a line of it changed. The steps, each in a file of its own under launcher/:
//
// 1. resolve-configuration.ts  OTEL_*, LS_* and JAEGER_* become one configuration, and one line for each value that cannot be used
// 2. join.ts                   an SDK that somebody else starts keeps its say: only the shim is added
// 3. find-sdk.ts, start.ts     else the SDK that the application installed, of either line, is started
// 4. instrumentations.ts       with the instrumentations that the application installed, also for ES modules (esm-hook.ts)
// 5. legacy/                   jaeger-client, lightstep-tracer and every copy of opentracing are connected to it
// 6. flush-on-exit.ts          and nothing is lost when the process ends, however it ends
import { launch } from './launcher/launch';

launch();
