// Measures what a span costs through the shim, through the official shim, and without one; prints it as JSON. Started by main.mjs,
// with a mode and whether spans are recorded. One of each a process, as in an application: several in one would make the calls
// within the shim and the SDK polymorphic.
import { measureBytes, measureCpu } from './measure.mjs';
import { contestants, sdkVersion } from './workload.mjs';

const [mode = 'defaults', sampling = 'recording'] = process.argv.slice(2);
const works = await contestants({ sampled: sampling === 'recording', mode });
const cpu = measureCpu(works);
const costs = Object.fromEntries(
  Object.entries(works).map(([name, work]) => [name, { ...cpu[name], bytes: measureBytes(work) }]),
);
console.log(JSON.stringify({ sdk: sdkVersion(), node: process.versions.node, costs }));
