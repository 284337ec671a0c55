// What a span costs through the shim, through the official shim, and without one. Started by bench/main.mjs.
import { measureBytes, measureCpu } from './measure.mjs';
import { contestants, sdkVersion } from './workload.mjs';

function printTable(title, works) {
  const cpu = measureCpu(works);
  console.log(`\n${title}`);
  console.log(
    `  ${''.padEnd(16)}${'CPU ns'.padStart(8)}${'to raw'.padStart(9)}${'bytes'.padStart(8)}${'to raw'.padStart(8)}`,
  );
  const rawBytes = measureBytes(works.raw);
  for (const [name, work] of Object.entries(works)) {
    const bytes = name === 'raw' ? rawBytes : measureBytes(work);
    const { nanoseconds, ratio } = cpu[name];
    const cells = [
      nanoseconds.toFixed(0).padStart(8),
      `${ratio.toFixed(3)}x`.padStart(9),
      bytes.toFixed(0).padStart(8),
    ];
    console.log(`  ${name.padEnd(16)}${cells.join('')}${(bytes - rawBytes).toFixed(0).padStart(8)}`);
  }
}

// One mode a process, as in an application: several in one would make the shim's own calls polymorphic.
const mode = process.argv[2] ?? 'defaults';
console.log(`\nshim: cost of a child span, SDK ${sdkVersion()}, Node ${process.versions.node}, ${mode}`);
printTable('recording', contestants({ sampled: true, mode }));
printTable('not sampled', contestants({ sampled: false, mode }));
