#!/usr/bin/env node
// Written for any Node, so that an old one gets a sentence and not a syntax error.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  process.stderr.write(
    ['ot2otel: Node', process.versions.node, 'is too old\n  next: use Node 20.19 or later\n'].join(' '),
  );
  process.exit(2);
}
try {
  process.cwd();
} catch (_error) {
  process.stderr.write(
    'ot2otel: the current folder is gone\n  next: change to a folder that is there, and run again\n',
  );
  process.exit(2);
}
// Left to itself, the heap may grow to four times of what is in use before anything is cleared away; a large tree has no need of that. Of
// 20,000 files a run takes 380 MiB, and 520 with types; with 25 here it takes 395 and 560.
require('node:v8').setFlagsFromString('--heap-growing-percent=15');
// A run is over before most of what the compiler makes faster has paid for the making: a third of all CPU time went into that, on threads
// that no profile shows. With less copied into each other, a tree of 20,000 files takes about a fifth less of it. With 50 it takes 3 % less
// than with 200, and one file of 48,000 lines 3 % more.
require('node:v8').setFlagsFromString('--max-inlined-bytecode-size-cumulative=50');
// That the trees of the sources stay makes the engine put all later trees where only a look at the whole heap clears them away, and what they
// point to with them: those of the results are needed for a moment. Without that a tree of 20,000 files takes a ninth less CPU time.
require('node:v8').setFlagsFromString('--no-allocation-site-pretenuring');
require('../dist/src/cli/main.js')
  .main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
